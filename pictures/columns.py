"""Upright columns side by side: what happened month by month, or how long it took."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pictures.svg import NARROWEST, About, line, picture, rect, text, wide

_PLOT = 9.0  # em
_MOST_WITH_NUMBERS = 16
_LEFT = 9.0  # percent, for the numbers of the grid


class Series(NamedTuple):
    """What is counted and how much of it, one number for each label; None: not told, and not drawn."""

    name: str
    counts: Sequence[int | None]


class Limit(NamedTuple):
    """A line behind the column at `after` (from 0), with its words above."""

    after: int
    words: str


def columns(
    about: About,
    labels: Sequence[str],
    series: Sequence[Series],
    limits: Sequence[Limit] = (),
    off: Sequence[int] = (),
) -> Markup:
    """Columns of one or two series. Few columns bear their numbers, many stand before a grid. `off`: places
    that are shaded, as days of rest."""
    numbers = len(labels) * len(series) <= _MOST_WITH_NUMBERS
    most = max((count or 0 for each in series for count in each.counts), default=0)
    top = most or 1 if numbers else round_up(most)
    base = 1.4 * len(limits) + (1.4 if numbers else 0.7) + _PLOT
    plot = _Plot(0 if numbers else _LEFT, base, labels, top)
    parts = [
        *(plot.shade(place) for place in off),
        *(() if numbers else plot.grid()),
        *(
            part
            for number, each in enumerate(series)
            for part in plot.columns(number, each, len(series), numbers)
        ),
        line("chart-axis", plot.left, base, 100, base),
        *(plot.label(place, words) for place, words in enumerate(labels) if place % plot.every == 0),
        *(part for row, each in enumerate(limits) for part in plot.limit(each, row)),
    ]
    return picture(about, base + 1.7, parts)


class _Plot:
    """Where things stand: `left` in percent, `base` (the ground) in em, the labels, up to `top`."""

    def __init__(self, left: float, base: float, labels: Sequence[str], top: int) -> None:
        self.left, self.base, self.top = left, base, top
        self.group = (100 - left) / max(1, len(labels))
        longest = max(map(wide, labels), default=0) + 0.6
        self.every = max(1, -int(-longest // (self.group / 100 * NARROWEST)))

    def columns(self, number: int, each: Series, of: int, numbers: bool) -> Iterator[Markup]:
        width = self.group * 0.72 / of
        for place, count in enumerate(each.counts):
            x = self.left + self.group * (place + 0.14) + width * number
            high = _PLOT * (count or 0) / self.top
            if count:
                yield rect(f"chart-{number + 1}", x, self.base - high, width * 0.94, high)
            if numbers:
                said = "–" if count is None else str(count)
                yield text(x + width * 0.47, self.base - high - 0.4, said, "middle", "chart-number")

    def shade(self, place: int) -> Markup:
        return rect("chart-rest", self.left + self.group * place, self.base - _PLOT, self.group, _PLOT)

    def grid(self) -> Iterator[Markup]:
        """A line with its number at half and all."""
        for count in sorted({self.top // 2, self.top}):
            y = self.base - _PLOT * count / self.top
            yield line("chart-line", self.left, y, 100, y)
            yield text(self.left - 1.5, y + 0.35, str(count), "end")

    def label(self, place: int, words: str) -> Markup:
        return text(self.left + self.group * (place + 0.5), self.base + 1.3, words, "middle")

    def limit(self, each: Limit, row: int) -> Iterator[Markup]:
        x = self.left + self.group * (each.after + 1)
        anchor, aside = ("end", -1) if x > 50 else ("start", 1)
        yield line("chart-limit", x, 1.4 * row + 0.2, x, self.base)
        yield text(x + aside, 1.4 * row + 1.05, each.words, anchor, "chart-over chart-limit-words")


def round_up(most: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100 …, so that half of it is a whole number."""
    size = 1
    while True:
        for step in (2, 4, 10):
            if most <= step * size:
                return step * size
        size *= 10
