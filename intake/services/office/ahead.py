"""What falls due in the next two weeks, day by day, with the days on which nobody works."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from intake.cases.clocks.local_time import end_of
from intake.cases.model import Staff
from intake.services.context import Context
from intake.services.desk.asking import wanted_by
from intake.services.desk.queues import Queue
from intake.services.office.counting import OPEN
from intake.store.cases import case_lists
from intake.store.cases.case_filters import Span, Wanted
from registry import CalendarEnded

DAYS = 14
MOST_COUNTED = case_lists.COUNTED
_DAY = timedelta(days=1)
_MOMENT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day and how many open cases must be done by its end; a `count` above MOST_COUNTED only says that
    there are more. `working` None: the holidays of then are not recorded."""

    day: date
    working: bool | None
    count: int


def ahead(ctx: Context, connection: Connection, all_of: Wanted) -> tuple[DueDay, ...]:
    """The next two weeks of the wanted cases, today first: one statement, each day from an index."""
    days = [ctx.today() + _DAY * number for number in range(DAYS)]
    asked = {str(day): _due_on(all_of, day, ctx.now()) for day in days}
    found = case_lists.counts(connection, asked)
    return tuple(DueDay(day, _working(ctx, day), found[str(day)]) for day in days)


def mine(ctx: Context, staff: Staff) -> tuple[DueDay, ...]:
    """The next two weeks of the cases that the person is the clerk of. Raises NotPermitted."""
    with ctx.database.reading() as connection:
        return ahead(ctx, connection, wanted_by(ctx, staff, Queue.MINE))


def _due_on(all_of: Wanted, day: date, now: datetime) -> Wanted:
    """Due by the end of the day, and not before it or before now; 24:00 belongs to the day that ends."""
    after = max(end_of(day - _DAY), now - _MOMENT)
    return replace(all_of, states=OPEN, due=(Span(after, end_of(day)),))


def _working(ctx: Context, day: date) -> bool | None:
    try:
        return ctx.registry.calendar.is_working_day(day)
    except CalendarEnded:
        return None
