"""Bars lying below each other: how much there is of each, told with its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pictures.svg import About, picture, rect, text

_ROW = 2.8  # em
_THICK = 0.7


@dataclass(frozen=True, slots=True)
class Bar:
    """`words` stand at its end instead of the number; `part` of the count is drawn in the second colour."""

    name: str
    count: int
    words: str = ""
    part: int = 0


def bars(about: About, rows: Sequence[Bar], most: int = 0) -> Markup:
    """The bars in the given order; the longest, or one of `most`, is as long as the picture is wide."""
    most = most or max((row.count for row in rows), default=0) or 1
    drawn = (part for place, row in enumerate(rows) for part in _bar(row, place * _ROW, most))
    return picture(about, _ROW * len(rows), drawn)


def _bar(row: Bar, top: float, most: int) -> list[Markup]:
    under = top + 1.45
    parts = [
        text(0, top + 1.05, row.name),
        text(100, top + 1.05, row.words or str(row.count), "end", "chart-number"),
        rect("chart-track", 0, under, 100, _THICK),
        rect("chart-1", 0, under, 100 * row.count / most, _THICK),
    ]
    if row.part:
        parts.append(rect("chart-4", 0, under, 100 * row.part / most, _THICK))
    return parts
