"""The sweep: look at every clock whose time has come, and at what lies too long.

Run by the worker every few minutes, or by cron; any number may run side by side. Each clock and each letter
is its own transaction: what is sent and that it was sent are kept together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import structlog

from intake.services.annual import warnings
from intake.services.casework import reorganise
from intake.services.context import Context
from intake.services.lists import warnings as list_warnings
from intake.services.office import climbing, idle
from intake.store.office import escalation, letters

log = structlog.get_logger()

_BATCH = 200
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rungs were sent, letters reported upward, idle cases and tasks told of, and units warned of
    their annual reports, cases that followed a reorganisation, and decided lists whose last day for
    publication was told of."""

    rungs: int
    letters: int
    idle: int
    annual: int = 0
    reorganised: int = 0
    lists: int = 0


def sweep(ctx: Context, stopped: Callable[[], bool] = lambda: False) -> Swept:
    """Look at all whose time has come. `stopped` is asked before each."""
    handed_on = reorganise.follow(ctx, stopped)
    rungs = sum(_look(ctx, each) for each in _ripe_clocks(ctx, stopped))
    reported = sum(climbing.report_letter(ctx, each) for each in _late_letters(ctx, stopped))
    told = 0 if stopped() else idle.tell(ctx)
    annual = 0 if stopped() else warnings.warn(ctx)
    lists = 0 if stopped() else list_warnings.warn(ctx)
    return Swept(rungs, reported, told, annual, handed_on, lists)


def _look(ctx: Context, clock_id: int) -> bool:
    """One sick clock must neither stop the others nor be forgotten: it is tried again after an hour."""
    try:
        return climbing.look(ctx, clock_id)
    except Exception:
        log.exception("clock not looked at", clock=clock_id)
        with ctx.database.writing() as connection:
            escalation.look_again(connection, clock_id, ctx.now() + _AN_HOUR)
        return False


def _ripe_clocks(ctx: Context, stopped: Callable[[], bool]) -> Iterator[int]:
    """The clocks to look at, in batches; whoever looks at one sets when to look next, so it comes once."""
    while not stopped():
        with ctx.database.reading() as connection:
            batch = escalation.to_look_at(connection, ctx.now(), _BATCH)
        if not batch:
            return
        for each in batch:
            if not stopped():
                yield each


def _late_letters(ctx: Context, stopped: Callable[[], bool]) -> Iterator[str]:
    with ctx.database.reading() as connection:
        late = letters.unacknowledged(connection, ctx.now(), _BATCH)
    for each in late:
        if not stopped():
            yield each.number
