"""Small charts as SVG, drawn here: no script, no inline style, the numbers in words for screen readers.

A chart stands beside its table of data; colours are classes of the desk's style sheet, and the second series
is hollow, so that it is told apart without colour and in print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from intake.words import gettext as _

_WIDTH, _HEIGHT = 360, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 4, 26, 24
_ROW, _LABEL, _NUMBER = 26, 96, 44  # of a bar chart: height of a row, room for its label and its number
_MOST_LABELS = 7
_SVG = Markup(
    '<svg class="chart" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{key}-t {key}-d">'
    '<title id="{key}-t">{title}</title><desc id="{key}-d">{told}</desc>{parts}</svg>'
)
_LINE = Markup('<line class="chart-line" x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"></line>')
_RECT = Markup('<rect class="chart-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"></rect>')
_TEXT = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')


@dataclass(frozen=True, slots=True)
class Series:
    """What is counted and how much of it, one number for each label of the chart."""

    name: str
    counts: Sequence[int]


def columns(key: str, title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Upright columns side by side, for what happened week by week. `key` is unique on the page."""
    top = _round_up(max((count for each in series for count in each.counts), default=0))
    parts = [*_grid(top), *_legend(series), *_labels(labels)]
    group = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    width = group * 0.8 / max(1, len(series))
    for number, each in enumerate(series):
        for place, count in enumerate(each.counts):
            x = _LEFT + group * (place + 0.1) + width * number
            parts.append(_rect(number, x, _y(count, top), width * 0.9, _y(0, top) - _y(count, top)))
    told = _("；").join(_in_words(each.name, each.counts) for each in series)
    return _svg(key, title, told, _HEIGHT, parts)


def bars(key: str, title: str, rows: Sequence[tuple[str, int]]) -> Markup:
    """Bars lying below each other, for how something is distributed."""
    most = max((count for _label, count in rows), default=0) or 1
    room = _WIDTH - _LABEL - _NUMBER
    parts = []
    for place, (label, count) in enumerate(rows):
        y = place * _ROW + 4
        parts.append(_text(_LABEL - 8, y + 13, label, "end"))
        parts.append(_rect(0, _LABEL, y, room * count / most, _ROW - 8))
        parts.append(_text(_LABEL + room * count / most + 6, y + 13, str(count), "start"))
    told = _("，").join(f"{label} {count}" for label, count in rows)
    return _svg(key, title, told, _ROW * len(rows) + 4, parts)


def _svg(key: str, title: str, told: str, height: int, parts: Sequence[Markup]) -> Markup:
    return _SVG.format(
        width=_WIDTH, height=height, key=key, title=title, told=told, parts=Markup().join(parts)
    )


def _grid(top: int) -> list[Markup]:
    """A line with its number at nought, half and all."""
    parts = []
    for count in sorted({0, top // 2, top}):
        y = _y(count, top)
        parts += [
            _LINE.format(_LEFT, y, _WIDTH - _RIGHT, y),
            _text(_LEFT - 5, y + 4, str(count), "end"),
        ]
    return parts


def _legend(series: Sequence[Series]) -> list[Markup]:
    parts = []
    for number, each in enumerate(series):
        x = _LEFT + number * 90
        parts += [_rect(number, x, 4, 11, 11), _text(x + 16, 14, each.name, "start")]
    return parts


def _labels(labels: Sequence[str]) -> list[Markup]:
    """As many labels as there is room for."""
    every = -(-len(labels) // _MOST_LABELS)
    group = (_WIDTH - _LEFT - _RIGHT) / max(1, len(labels))
    return [
        _text(_LEFT + group * (place + 0.5), _HEIGHT - 7, label, "middle")
        for place, label in enumerate(labels)
        if place % every == 0
    ]


def _rect(number: int, x: float, y: float, width: float, height: float) -> Markup:
    return _RECT.format(number + 1, x, y, max(0.0, width), max(0.0, height))


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    return _TEXT.format(x, y, anchor, words)


def _y(count: int, top: int) -> float:
    room = _HEIGHT - _TOP - _BOTTOM
    return _TOP + room - room * count / top


def _round_up(most: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100 …, so that half of it is a whole number."""
    size = 1
    while True:
        for step in (2, 4, 10):
            if most <= step * size:
                return step * size
        size *= 10


def _in_words(name: str, counts: Sequence[int]) -> str:
    if not counts:
        return name
    return _("{name}合计{total}，最少{least}，最多{most}").format(
        name=name, total=sum(counts), least=min(counts), most=max(counts)
    )
