"""Noting milestones: what happened outside the desk on a day, with its document; the law's clocks turn by it.

Raises NotFound, NotPermitted, StaleCase or BadInput.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.events import Event
from intake.cases.milestones import Noted, offered
from intake.cases.model import Case, Staff
from intake.cases.permissions import Right, may
from intake.cases.reach import holds, within_reach
from intake.services.casework import clockwork
from intake.services.casework.mark import Mark, marking
from intake.services.casework.step import find_case, standing
from intake.services.context import LOCAL_TIME, Context
from intake.store.referrals import proceedings as store
from intake.words import gettext as _

_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened on which day (local), at what time if that matters, by which document."""

    event: Event
    on: date
    at: time | None = None
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Milestones:
    """What was noted of a case, and what this person can note now."""

    noted: list[Noted]
    offered: tuple[Event, ...]


def note(ctx: Context, staff: Staff, case_number: str, version: int, happened: Happened) -> int:
    """Note a milestone; the clocks turn as of when it happened. Returns the new version.

    Raises BadInput: event (the case's clocks do not wait for it), on (in the future, or before the case).
    """
    with marking(ctx, staff, case_number, version, Right.RECORD_MILESTONE) as mark:
        if happened.event not in _offered(mark):
            raise BadInput("event", _("这件投诉现在没有这一项可以登记。"))
        noted = _noted(mark, happened)
        store.note(mark.connection, mark.case.id, noted, staff.id, ctx.now())
        facts = {"on": happened.on.isoformat(), "document": noted.document, "note": noted.note}
        told = {name: fact for name, fact in facts.items() if fact}
        return mark.record(happened.event, told, noted.happened_at)


def of_case(ctx: Context, staff: Staff, case_number: str) -> Milestones:
    """The milestones of a case."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        mark = Mark(ctx, connection, staff, case)
        return Milestones(store.noted(connection, case.id), _offered(mark) if _may_note(mark) else ())


def _may_note(mark: Mark) -> bool:
    right, case = Right.RECORD_MILESTONE, mark.case
    reaches = within_reach(mark.staff, standing(mark.ctx, mark.connection, case))
    return may(mark.staff, right) and holds(mark.staff, right, case.owner) and reaches


def _offered(mark: Mark) -> tuple[Event, ...]:
    clocks = clockwork.of_case(mark.ctx, mark.connection, mark.case.id)
    return offered(mark.case.state, mark.case.profile, clocks, clockwork.profiles(mark.ctx))


def _noted(mark: Mark, happened: Happened) -> Noted:
    at = _moment(mark.ctx, mark.case, happened)
    document, text = tidy(happened.document)[:100], tidy(happened.note)[:500]
    return Noted(happened.event, at, document, text, mark.staff.name)


def _moment(ctx: Context, case: Case, happened: Happened) -> datetime:
    """When it happened; a day alone means its end, today means now: no clock then stops before it began."""
    given = datetime.combine(happened.on, happened.at or _LAST_MINUTE, LOCAL_TIME)
    at = min(given, ctx.now()) if happened.at is None and happened.on == ctx.today() else given
    if at > ctx.now():
        raise BadInput("on", _("不能登记还没有发生的事。"))
    if at < case.filed_at:
        raise BadInput("on", _("日期早于收到投诉的时间。"))
    return at
