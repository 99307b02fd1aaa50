"""The way of something through its stops: a short line for where it is, a longer one that tells them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from markupsafe import Markup

from pictures.lines import lines
from pictures.svg import NARROWEST, About, dot, line, picture, text

_HIGH = 3.6  # em, of a line of stops
_STEP = 4.1  # em, from one stop to the next one below it, when its words are one line
_LINE = 1.4  # em
_ROOM = NARROWEST / 1.25  # em, in large type
_AT = 4.5  # percent: where the line of stops below each other runs


class Stop(NamedTuple):
    """A stop by name; `standing`: done, now or next. `words` tell more of it, where there is room."""

    name: str
    standing: str = "next"
    words: str = ""
    aside: bool = False  # a by-way: back to the stop above it


def path(about: About, stops: Sequence[Stop]) -> Markup:
    """The stops side by side, filled where it was, with a ring around where it is."""
    return picture(about, _HIGH, _path(stops))


def _path(stops: Sequence[Stop]) -> Iterator[Markup]:
    wide = 100 / len(stops)
    for place, stop in enumerate(stops):
        x = wide * (place + 0.5)
        if place:
            kind = "stop-line" if stop.standing == "next" else "stop-line-done"
            yield line(kind, x - wide, 1.1, x, 1.1)
    for place, stop in enumerate(stops):
        x = wide * (place + 0.5)
        yield from _mark(stop.standing, x, 1.1)
        yield text(x, 3.3, stop.name, "middle", f"stop-name-{stop.standing}")


def _mark(standing: str, x: float, y: float) -> Iterator[Markup]:
    yield dot(f"stop-{standing}", x, y, 0.75)
    if standing == "now":
        yield dot("stop-heart", x, y, 0.36)


def flow(about: About, stops: Sequence[Stop]) -> Markup:
    """The stops below each other with their words; a by-way leaves the line and comes back to it."""
    told = [lines(stop.words, _ROOM * (0.86 if stop.aside else 0.9)) for stop in stops]
    tops = list(accumulate((_STEP + _LINE * (len(each) - 1) for each in told), initial=0.0))
    return picture(about, tops[-1], _flow(stops, told, tops))


def _flow(stops: Sequence[Stop], told: Sequence[list[str]], tops: Sequence[float]) -> Iterator[Markup]:
    last = max(place for place, stop in enumerate(stops) if not stop.aside)
    yield line("stop-line-done", _AT, 1.1, _AT, tops[last] + 1.1)
    for stop, said, top in zip(stops, told, tops, strict=False):
        x = _AT + (5 if stop.aside else 0)
        if stop.aside:
            yield line("stop-by", _AT, top - 0.4, x, top + 1.1)
            yield line("stop-by", x, top + 1.1, _AT, top + 2.6)
        yield dot("stop-aside" if stop.aside else "stop-done", x, top + 1.1, 0.35 if stop.aside else 0.6)
        yield text(x + 5, top + 1.45, stop.name, kind="stop-name-now")
        for number, words in enumerate(said):
            yield text(x + 5, top + 2.9 + _LINE * number, words)
