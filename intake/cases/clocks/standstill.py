"""Pauses as spans of local time: in order, closed, none overlapping another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from intake.cases.clocks.changes import Pause
from intake.cases.clocks.local_time import local


class Span(NamedTuple):
    """A pause with both ends, in local time."""

    began: datetime
    ended: datetime

    def holds_end_of(self, day: date) -> bool:
        """Whether the clock stood still in the last moment of the local day."""
        return self.began.date() <= day < self.ended.date()


def spans(pauses: Iterable[Pause], until: datetime) -> tuple[Span, ...]:
    """The pauses in order, overlapping ones made one; an open one is taken to end at `until`."""
    merged: list[Span] = []
    for span in sorted(_closed(pause, until) for pause in pauses):
        if merged and span.began <= merged[-1].ended:
            merged[-1] = Span(merged[-1].began, max(merged[-1].ended, span.ended))
        else:
            merged.append(span)
    return tuple(merged)


def _closed(pause: Pause, until: datetime) -> Span:
    began = local(pause.began)
    return Span(began, max(began, local(pause.ended or until)))
