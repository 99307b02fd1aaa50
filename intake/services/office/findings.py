"""Findings of inspections (policy, article 17): entered, consulted on, transferred to who leads.

What happens to one afterwards is in `papers`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Owner, Staff
from intake.cases.supervision import PaperAct, PaperKind, next_state
from intake.services.casework.step import required
from intake.services.context import Context
from intake.services.office.entering import announce, in_future, organ_below, supervises
from intake.services.office.heads import organ_heads
from intake.services.office.offices import paper_line, paper_number
from intake.services.office.papers import readable, stale, standing_of, tell_organ
from intake.store.office import opinions, reminders
from intake.store.office import supervision as store
from intake.store.office.reminders import Reminder
from intake.store.office.supervision import Note
from intake.store.records import events
from intake.words import gettext as _

KIND = "WT"


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as entered (policy, article 17): `region` and `department` name the rectification body."""

    source: str
    place: str
    matter: str
    region: str
    department: str
    goal: str
    due_on: date
    acceptance: str


def enter_finding(ctx: Context, staff: Staff, found: Found) -> str:
    """Enter a finding; returns its number. Raises BadInput (a field of `Found`), NotPermitted."""
    supervises(staff)
    organ = organ_below(ctx, staff, found.region, found.department)
    texts = {
        name: required(name, tidy(getattr(found, name)), most)
        for name, most in (
            ("source", 200),
            ("place", 200),
            ("matter", 3000),
            ("goal", 2000),
            ("acceptance", 200),
        )
    }
    due_on = in_future(ctx, found.due_on)
    with ctx.database.writing() as connection:
        number = paper_number(ctx, connection, KIND)
        values = {
            **texts,
            "number": number,
            "region": staff.region,
            "body_region": organ.region,
            "body_department": organ.department,
            "due_on": due_on,
            "opened_at": ctx.now(),
            "opened_by": staff.id,
        }
        store.insert_finding(connection, values)
        announce(ctx, connection, staff, (PaperKind.FINDING, number), Event.FINDING_OPENED)
    return number


def consult(ctx: Context, staff: Staff, number: str, region: str, department: str) -> None:
    """Ask a department what it says of a finding (会商).

    Raises BadInput (region, department), NotFound, NotPermitted.
    """
    with ctx.database.writing() as connection:
        found = readable(ctx, connection, staff, PaperKind.FINDING, number)
        if not standing_of(ctx, staff, found).is_office:
            raise NotPermitted(_("由登记这个问题的协调办公室请部门会商。"))
        organ = organ_below(ctx, staff, region, department)
        if any(each.organ == organ for each in opinions.of_finding(connection, found.id)):
            raise BadInput("department", _("已经请这个部门会商过了。"))
        opinions.ask(connection, found.id, organ, ctx.now())
        what = Reminder("opinion", found.texts["matter"][:100], None, number)
        reminders.put(connection, organ_heads(ctx, connection, organ), what, ctx.now())
        events.record(connection, paper_line(ctx, Event.FINDING_CONSULTED, organ, number, staff.id))


def give_opinion(ctx: Context, staff: Staff, number: str, text: str) -> None:
    """Say what one's department, which was asked, thinks of a finding. Raises BadInput("text")."""
    said, organ = required("text", tidy(text), most=3000), Owner(staff.region, staff.department)
    with ctx.database.writing() as connection:
        found = readable(ctx, connection, staff, PaperKind.FINDING, number)
        if not opinions.give(connection, found.id, organ, said, (staff.id, ctx.now())):
            raise BadTransition(_("没有请本单位会商，或者意见已经提过了。"))
        events.record(connection, paper_line(ctx, Event.FINDING_OPINION, organ, number, staff.id))


def transfer(ctx: Context, staff: Staff, paper: tuple[str, int], to: tuple[str, str], reason: str) -> None:
    """Give a finding (number and version seen) to the organ that leads (region, department).

    Raises BadInput (department, text), NotFound, BadTransition, StaleCase.
    """
    said, (number, version) = required("text", tidy(reason), most=1000), paper
    with ctx.database.writing() as connection:
        found = readable(ctx, connection, staff, PaperKind.FINDING, number)
        after = next_state(standing_of(ctx, staff, found), PaperAct.TRANSFER)
        organ = organ_below(ctx, staff, *to)
        if organ == found.organ:
            raise BadInput("department", _("现在就由它整改，请选择别的部门。"))
        if found.version != version or not store.change(connection, found, after, organ):
            raise stale()
        note = Note(PaperAct.TRANSFER, said, None, ctx.now(), staff.name)
        store.write(connection, found, note, staff.id)
        tell_organ(ctx, connection, replace(found, organ=organ), found.texts["matter"])
        events.record(connection, paper_line(ctx, Event.FINDING_TRANSFERRED, organ, number, staff.id))
