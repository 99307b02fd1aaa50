"""The way of something through its stops: a short line for where it is, a longer one that tells them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pictures.svg import About, dot, line, picture, text

_HIGH = 3.6  # em, of a line of stops
_STEP = 4.4  # em, from one stop to the next one below it
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
    """The stops below each other with their words; by-ways stand to the right of the line, with a loop."""
    return picture(about, _STEP * len(stops), _flow(stops))


def _flow(stops: Sequence[Stop]) -> Iterator[Markup]:
    main = [place for place, stop in enumerate(stops) if not stop.aside]
    yield line("stop-line-done", _AT, 1.1, _AT, main[-1] * _STEP + 1.1)
    for place, stop in enumerate(stops):
        y = place * _STEP + 1.1
        x = _AT + (8 if stop.aside else 0)
        if stop.aside:
            yield line("stop-by", _AT, y - 0.9, x, y - 0.9)
        yield dot("stop-aside" if stop.aside else "stop-now", x, y, 0.4 if stop.aside else 0.75)
        yield text(x + 6, y + 0.4, stop.name, kind="stop-name-now")
        yield text(x + 6, y + 1.9, stop.words)
