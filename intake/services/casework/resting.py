"""Cases that rest on a department without a person for longer than the settings allow (policy, article 9)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from intake.cases.clocks.local_time import end_of, local
from intake.cases.model import Staff
from intake.cases.states import TRANSITIONS, Action
from intake.services.context import Context
from intake.services.desk.asking import reach_of
from intake.store.desk import resting as store
from intake.store.desk.resting import Resting, Rests

ASSIGNABLE = tuple(each.before for each in TRANSITIONS if each.action is Action.ASSIGN)
MOST = 200  # on a page, or told of at once
_DAY = timedelta(days=1)


def unassigned_too_long(ctx: Context) -> tuple[Resting, ...]:
    """Cases that have been without a person for more than RESTING_DAYS working days and nobody was told of,
    the oldest first; at most MOST.

    The day on which one came does not count; the limit ends at 24:00 local time. Raises CalendarEnded when
    this year's holidays are not recorded.
    """
    with ctx.database.reading() as connection:
        return store.without_person(connection, Rests(ASSIGNABLE, _before(ctx), untold=True), MOST)


def unassigned_for(ctx: Context, staff: Staff) -> tuple[Resting, ...]:
    """Those within the person's reach, of their organ or of all that their office watches; at most MOST.

    Raises NotPermitted, CalendarEnded.
    """
    with ctx.database.reading() as connection:
        return store.without_person(connection, _within_reach(ctx, staff), MOST)


def count_for(ctx: Context, staff: Staff) -> int:
    """How many those are, counted up to MOST. Raises NotPermitted, CalendarEnded."""
    with ctx.database.reading() as connection:
        return store.count(connection, _within_reach(ctx, staff), MOST)


def _within_reach(ctx: Context, staff: Staff) -> Rests:
    return Rests(ASSIGNABLE, _before(ctx), reach_of(ctx, staff))


def _before(ctx: Context) -> datetime:
    """The moment before which a case must have come for its limit to be over now."""
    days, today = ctx.settings.casework.resting_days, local(ctx.now()).date()
    came = today - _DAY
    while not _is_over(ctx, came, days, today):
        came -= _DAY
    return end_of(came)


def _is_over(ctx: Context, came: date, days: int, today: date) -> bool:
    return ctx.registry.calendar.add_working_days(came, days) < today
