"""A stretch of time with a deadline: on a line for each, when it sent and published what it owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from pictures.svg import About, dot, line, picture, text

_ROW, _TOP = 2.7, 3.2  # em
_SIDE = 2.0  # percent left free on both sides, for marks at the ends


class Row(NamedTuple):
    """Who, in words how it stands, and the days; `late`: sent after the deadline."""

    name: str
    words: str
    sent: date
    published: date
    late: bool


class Tick(NamedTuple):
    """A day that is named on the scale."""

    day: date
    words: str


class Scale:
    """Days to percent of the width, with what is named on it; what lies outside stands at its end."""

    def __init__(self, first: date, last: date, ticks: Sequence[Tick], deadline: Tick) -> None:
        self._first, self._days = first, max(1, (last - first).days)
        self.ticks, self.deadline = ticks, deadline

    def x(self, day: date) -> float:
        """Where a day lies."""
        share = min(1.0, max(0.0, (day - self._first).days / self._days))
        return _SIDE + (100 - 2 * _SIDE) * share


def span(about: About, scale: Scale, rows: Sequence[Row]) -> Markup:
    """The rows in the given order below the scale; the deadline runs through all of them."""
    height = _TOP + _ROW * len(rows)
    return picture(about, height, _parts(scale, rows, height))


def _parts(scale: Scale, rows: Sequence[Row], height: float) -> Iterator[Markup]:
    due = scale.x(scale.deadline.day)
    yield text(due, 1.0, scale.deadline.words, "end" if due > 50 else "start", "chart-limit-words")
    for tick in scale.ticks:
        x = scale.x(tick.day)
        yield text(x, 2.5, tick.words, "start", "chart-number")
        yield line("chart-line", x, 2.75, x, height)
    yield line("chart-limit", due, 1.3, due, height)
    for place, row in enumerate(rows):
        yield from _row(row, _TOP + _ROW * place, scale, due)


def _row(row: Row, top: float, scale: Scale, due: float) -> Iterator[Markup]:
    sent, published, y = scale.x(row.sent), scale.x(row.published), top + 1.9
    yield text(0, top + 1.15, row.name, kind="chart-over")
    yield text(100, top + 1.15, row.words, "end", "chart-over chart-number")
    yield line("chart-track-line", _SIDE, y, 100 - _SIDE, y)
    if row.late:
        yield line("chart-late", due, y, sent, y)
    yield line("chart-way", sent, y, published, y)
    yield dot("chart-published", published, y, 0.36)
    yield dot("chart-sent", sent, y, 0.36)
