"""A case that is merged into another has no clocks of its own; unmerged, it has them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from intake.cases.clocks.changes import Pause
from intake.cases.clocks.clock import Clock

_MERGED = "merged"


def laid_down(clock: Clock, at: datetime) -> Clock:
    """The running clock stopped by merging: the pause that ends where it begins marks it for `taken_up`."""
    return replace(clock, pauses=(*clock.pauses, Pause(at, at, _MERGED)), stopped_at=at)


def taken_up(clock: Clock, at: datetime) -> Clock | None:
    """A clock that merging stopped, running on: the time in between does not count. None for any other."""
    last = clock.pauses[-1] if clock.pauses else None
    if last is None or last.reason != _MERGED or last.ended != clock.stopped_at:
        return None
    return replace(clock, pauses=(*clock.pauses[:-1], replace(last, ended=at)), stopped_at=None)
