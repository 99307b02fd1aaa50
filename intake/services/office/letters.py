"""Reminder letters (提醒函; policy, article 8): issued by an office or the sweep, and acknowledged."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadTransition, NotFound, NotPermitted
from intake.cases.escalation import Rung, Timetable
from intake.cases.events import Event, Recorded
from intake.cases.model import ORGAN_ROLES, Case, Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.cases.reach import may_read
from intake.services.casework.step import find_case, required, standing
from intake.services.context import Context
from intake.services.office.offices import name_of, paper_number
from intake.services.office.recipients import People
from intake.store.cases import cases
from intake.store.office import letters as store
from intake.store.office import reminders
from intake.store.office.letters import Letter, NewLetter
from intake.store.office.reminders import Reminder
from intake.store.records import events
from intake.words import gettext as _

MOST = 200
KIND = "TX"


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as its reader sees it: names of both sides, and whether it is the reader's to acknowledge."""

    letter: Letter
    sender: str
    receiver: str
    may_acknowledge: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a letter or report is written about a case, by the office of which region; `staff_id` None: by the
    sweep, about a clock."""

    case: Case
    region: str
    reason: str
    staff_id: int | None = None
    clock_id: int | None = None


def issue(ctx: Context, staff: Staff, case_number: str, reason: str) -> str:
    """Remind whoever has a case within the office's reach; returns the letter's number.

    Raises BadInput("reason"), NotFound, NotPermitted; BadTransition when the case is the office's own.
    """
    said = required("reason", tidy(reason), most=500)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.SUPERVISE)
        if case.owner == Owner(staff.region):
            raise BadTransition(_("这件投诉在本办公室，不用发提醒函。"))
        number, lines = write(ctx, connection, Occasion(case, staff.region, said, staff.id))
        events.record(connection, *lines)
    return number


def write(ctx: Context, connection: Connection, why: Occasion) -> tuple[str, tuple[Recorded, ...]]:
    """Keep a letter and remind those it reaches. Returns its number and what to record."""
    now, case = ctx.now(), why.case
    number = paper_number(ctx, connection, KIND)
    report_at = Timetable(ctx.registry.calendar, now).after(ctx.settings.casework.acknowledge_days)
    new = NewLetter(
        number, why.region, case.owner, case.id, why.clock_id, why.reason, now, why.staff_id, report_at
    )
    store.issue(connection, new)
    told = People(ctx, connection, case).told(Rung.LETTER)
    reminders.put(connection, told, Reminder("letter", why.reason[:100], case.id, number), now)
    facts = {"organ": name_of(ctx, case.owner), "paper": number}
    return number, (Recorded(Event.LETTER_ISSUED, now, case.id, why.staff_id, detail=facts),)


def acknowledge(ctx: Context, staff: Staff, number: str, reply: str) -> None:
    """Say that a letter was received and what will be done. Raises BadInput("reply"), BadTransition."""
    said = required("reply", tidy(reply), most=1000)
    with ctx.database.writing() as connection:
        found = _readable(ctx, connection, staff, number)
        if not _is_for(staff, found):
            raise NotPermitted(_("由收到提醒函的单位签收。"))
        if not store.acknowledge(connection, found.id, said, staff.id, ctx.now()):
            raise BadTransition(_("这份提醒函已经签收了。"))
        facts = {"organ": name_of(ctx, found.to), "paper": number}
        line = Recorded(Event.LETTER_ACKNOWLEDGED, ctx.now(), found.case_id, staff.id, detail=facts)
        events.record(connection, line)


def one(ctx: Context, staff: Staff, number: str) -> LetterView:
    """A letter. Raises NotFound when there is none that this person may read."""
    with ctx.database.reading() as connection:
        return _view(ctx, staff, _readable(ctx, connection, staff, number))


def listed(ctx: Context, staff: Staff) -> list[LetterView]:
    """The letters that concern the person's organ, or their office and those below; newest first, MOST."""
    if not may(staff, Right.ANSWER_SUPERVISION):
        raise NotPermitted(_("您的账号没有这项权限。"))
    organ = Owner(staff.region, staff.department) if staff.role in ORGAN_ROLES else None
    regions = regions_below(ctx.registry, staff.region)
    with ctx.database.reading() as connection:
        found = store.letters_of(connection, regions, organ, MOST)
        return [_view(ctx, staff, each) for each in found if _may_see(ctx, connection, staff, each)]


def _readable(ctx: Context, connection: Connection, staff: Staff, number: str) -> Letter:
    found = store.letter(connection, number)
    if found is None or not may(staff, Right.ANSWER_SUPERVISION):
        raise NotFound(_("没有这份提醒函。"))
    if not (_is_for(staff, found) or _watches(ctx, staff, found)):
        raise NotFound(_("没有这份提醒函。"))
    if not _may_see(ctx, connection, staff, found):
        raise NotFound(_("没有这份提醒函。"))
    return found


def _may_see(ctx: Context, connection: Connection, staff: Staff, letter: Letter) -> bool:
    """What accuses an organ stays among those who may read its case."""
    if not letter.restricted:
        return True
    return may_read(staff, standing(ctx, connection, cases.by_id(connection, letter.case_id)))


def _is_for(staff: Staff, letter: Letter) -> bool:
    return letter.to == Owner(staff.region, staff.department)


def _watches(ctx: Context, staff: Staff, letter: Letter) -> bool:
    below = regions_below(ctx.registry, staff.region)
    return staff.role is Role.COORDINATOR and (letter.region in below or letter.to.region in below)


def _view(ctx: Context, staff: Staff, letter: Letter) -> LetterView:
    waits = letter.acknowledged_at is None
    return LetterView(
        letter=letter,
        sender=name_of(ctx, Owner(letter.region)),
        receiver=name_of(ctx, letter.to),
        may_acknowledge=waits and _is_for(staff, letter),
    )
