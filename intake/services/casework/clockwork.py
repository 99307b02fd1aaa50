"""The clocks of a case inside the transaction of a step, and how they stand for those who look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection

from intake.cases import house
from intake.cases.clocks import ClockState
from intake.cases.running import CaseClock, Moment, Profiles, after
from intake.services.context import Context
from intake.settings import CaseworkSettings
from intake.store.cases import clocks as store
from intake.words import gettext as _
from registry import CalendarEnded, ClockProfile


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock of a case as it stands now.

    `due_at` is None, and `fault` says why in plain Chinese, when a year's holidays are not known yet.
    `binds` is organ, citizen or partner. `unverified`: nobody has read the article that sets the limit.
    """

    profile: str
    clock: str
    name: str
    source: str
    binds: str
    is_duty: bool
    unverified: bool
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    state: ClockState | None
    fault: str


def profiles(ctx: Context) -> Profiles:
    """Every clock profile there is: those of the law and our own."""
    own = _house(ctx.settings.casework)
    return {**ctx.registry.clock_profiles, own.id: own}


def of_case(ctx: Context, connection: Connection, case_id: int) -> tuple[CaseClock, ...]:
    """Every clock the case has had."""
    return store.of_case(connection, case_id, profiles(ctx))


def turn(
    ctx: Context, connection: Connection, case_id: int, moment: Moment, before: Iterable[CaseClock]
) -> datetime | None:
    """Start, stop and hold what the step does, and keep it; returns by when an organ must act next."""
    clocks = after(moment, before)
    for each in clocks:
        store.keep(connection, case_id, each, due_at(ctx, each))
    return next_due(ctx, clocks)


def next_due(ctx: Context, clocks: Iterable[CaseClock]) -> datetime | None:
    """The earliest end of a running duty of an organ; None when nothing runs, or no end is known."""
    ends = (due_at(ctx, each) for each in clocks if each.runs and each.is_duty and not stands_still(each))
    return min((end for end in ends if end), default=None)


def due_at(ctx: Context, each: CaseClock) -> datetime | None:
    """When the limit ends; None when its calendar has ended, which is never guessed past."""
    try:
        return each.clock.due_at(ctx.registry.calendar, ctx.now())
    except CalendarEnded:
        return None


def view(ctx: Context, each: CaseClock) -> ClockView:
    """How one clock stands now."""
    rule = each.clock.rule
    due, state, fault = None, None, ""
    try:
        due = each.clock.due_at(ctx.registry.calendar, ctx.now())
        state = each.clock.state(ctx.registry.calendar, ctx.now())
    except CalendarEnded as ended:
        fault = str(ended)
    return ClockView(
        profile=each.key[0],
        clock=rule.id,
        name=_(rule.name),
        source=rule.source,
        binds=rule.binds,
        is_duty=each.is_duty,
        unverified=rule.unverified,
        started_at=each.clock.started_at,
        due_at=due,
        stopped_at=each.clock.stopped_at,
        state=state,
        fault=fault,
    )


def stands_still(each: CaseClock) -> bool:
    """Whether it is held for now: nobody is late by it."""
    return bool(each.clock.pauses) and each.clock.pauses[-1].ended is None


@cache
def _house(limits: CaseworkSettings) -> ClockProfile:
    days = {name: getattr(limits, f"{name}_days") for name in set(house.CLOCK_OF.values())}
    return house.profile(days)
