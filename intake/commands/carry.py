"""Carry waiting filings through in the background; a part of `run` and `work`, no command of its own."""

from __future__ import annotations

import time
from threading import Event

import structlog

from intake.services.context import Context
from intake.services.filing import carry
from intake.services.monitoring import heartbeat

log = structlog.get_logger()

_PAUSE = 1.0  # seconds between looks at an empty room
_YIELDED = 20.0  # times as long as a group took: the pause while people are still filing
_LONGEST = 2.0  # seconds of such a pause, however slow the group was; then who still files is asked again


def carry_until(stopped: Event, ctx: Context) -> None:
    """Until told to stop, which lets the group at hand be finished. While filings come in as fast, those
    who file go first, see `carry.rushing` and `coming`; the rate is logged when the room is empty again."""
    while not stopped.is_set():
        carried, began = 0, time.monotonic()
        try:
            while taken := _group(stopped, ctx.renewed()):
                carried += taken
        except Exception:  # the database may be away for a while; the filings wait
            log.exception("waiting filings not carried through")
        if carried:
            spent = time.monotonic() - began
            log.info("waiting filings carried through", count=carried, per_second=round(carried / spent, 1))
        stopped.wait(_PAUSE)


def _group(stopped: Event, ctx: Context) -> int:
    while not stopped.is_set() and carry.rushing(ctx):
        heartbeat.beat(ctx, "carry")
        stopped.wait(_PAUSE)
    if stopped.is_set():
        return 0
    began = time.monotonic()
    taken = carry.work_off(ctx, stopped.is_set)
    heartbeat.beat(ctx, "carry")  # after each: a full room takes long
    if taken and carry.coming(ctx):
        stopped.wait(min(_YIELDED * (time.monotonic() - began), _LONGEST))
    return taken
