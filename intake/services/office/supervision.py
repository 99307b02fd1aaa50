"""Supervision items (督办; policy, article 16) on a case or finding; talks and circulars (article 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotPermitted
from intake.cases.events import Event
from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.cases.supervision import PaperKind, TalkKind
from intake.services.casework.step import find_case, required
from intake.services.context import Context
from intake.services.office.entering import announce, in_future, organ_below, supervises
from intake.services.office.heads import organ_heads
from intake.services.office.offices import name_of, paper_line, paper_number
from intake.services.office.papers import MOST, readable, standing_of
from intake.store.office import opinions, reminders
from intake.store.office import supervision as store
from intake.store.office.opinions import Talk
from intake.store.office.reminders import Reminder
from intake.store.records import events
from intake.words import gettext as _

ITEM, TALK = "DB", "YT"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is demanded and by when (the last day)."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Held:
    """A talk or circular as entered (policy, article 11)."""

    kind: TalkKind
    region: str
    department: str
    document: str
    held_on: date
    text: str


def open_on_case(ctx: Context, staff: Staff, case_number: str, demand: Demand) -> str:
    """Supervise a case of an organ within the office's reach; returns the item's number.

    Raises BadInput (text, due_on), NotFound, NotPermitted; BadTransition when an office has the case.
    """
    values = _demanded(ctx, demand)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.SUPERVISE)
        if case.owner.department is None:
            raise BadTransition(_("这件投诉还没有交给部门，先确定由谁办理。"))
        return _open(ctx, connection, staff, case.owner, {**values, "case_id": case.id})


def open_on_finding(ctx: Context, staff: Staff, number: str, demand: Demand) -> str:
    """Supervise a finding of one's own office; returns the item's number. Raises as `open_on_case`."""
    values = _demanded(ctx, demand)
    with ctx.database.writing() as connection:
        found = readable(ctx, connection, staff, PaperKind.FINDING, number)
        if not standing_of(ctx, staff, found).is_office:
            raise NotPermitted(_("由登记这个问题的协调办公室督办。"))
        return _open(ctx, connection, staff, found.organ, {**values, "finding_id": found.id})


def record_talk(ctx: Context, staff: Staff, held: Held) -> str:
    """Put a talk with an organ, or a circular about it, on file; returns its number. Raises BadInput."""
    supervises(staff)
    organ = organ_below(ctx, staff, held.region, held.department)
    if held.held_on > ctx.today():
        raise BadInput("held_on", _("日期不能晚于今天。"))
    values = {
        "region": staff.region,
        "kind": held.kind,
        "to_region": organ.region,
        "to_department": organ.department,
        "document": required("document", tidy(held.document), most=100),
        "held_on": held.held_on,
        "text": required("text", tidy(held.text), most=2000),
        "at": ctx.now(),
        "staff_id": staff.id,
    }
    with ctx.database.writing() as connection:
        number = paper_number(ctx, connection, TALK)
        opinions.insert_talk(connection, {**values, "number": number})
        what = Reminder("talk", held.document, None, number)
        reminders.put(connection, organ_heads(ctx, connection, organ), what, ctx.now())
        events.record(connection, paper_line(ctx, Event.TALK_RECORDED, organ, number, staff.id))
    return number


def talks(ctx: Context, staff: Staff) -> list[tuple[str, str, Talk]]:
    """Office, organ and record of the talks and circulars that concern the person's organ or office."""
    if not may(staff, Right.ANSWER_SUPERVISION):
        return []
    organ = Owner(staff.region, staff.department) if staff.role in ORGAN_ROLES else None
    regions = regions_below(ctx.registry, staff.region) if staff.role is Role.COORDINATOR else ()
    with ctx.database.reading() as connection:
        found = opinions.talks_of(connection, regions, organ, MOST)
    return [(name_of(ctx, Owner(each.region)), name_of(ctx, each.organ), each) for each in found]


def _open(ctx: Context, connection: Connection, staff: Staff, organ: Owner, values: dict[str, object]) -> str:
    number = paper_number(ctx, connection, ITEM)
    opened = {
        "number": number,
        "region": staff.region,
        "to_region": organ.region,
        "to_department": organ.department,
        "opened_at": ctx.now(),
        "opened_by": staff.id,
    }
    store.insert_item(connection, {**values, **opened})
    announce(ctx, connection, staff, (PaperKind.ITEM, number), Event.ITEM_OPENED)
    return number


def _demanded(ctx: Context, demand: Demand) -> dict[str, object]:
    text = required("text", tidy(demand.text), most=2000)
    return {"demand": text, "due_on": in_future(ctx, demand.due_on)}
