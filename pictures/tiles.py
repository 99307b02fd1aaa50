"""A map of tiles, each a place to go to: its name, what is told of it, and how far it got as a bar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from pictures.lines import lines
from pictures.svg import NARROWEST, group, rect, text

_HIGH, _GAP, _LINE = 4.4, 0.45, 1.35  # em
_LINK = Markup('<a href="{}" class="tile-{}"><title>{}</title>{}</a>')


class Tile(NamedTuple):
    """`kind` (none, some, most, good, bad) shades it, `share` (0 to 1) is the bar at its foot; None: no bar.
    `mark` says the same in a word or a number, `told` in a sentence for who cannot see it."""

    column: int
    row: int
    name: str
    mark: str
    told: str
    url: str
    kind: str
    share: float | None = None


def tiles(title: str, found: Iterable[Tile], columns: int) -> Markup:
    """The tiles, read from left to right and down; `columns` of them make the picture's width."""
    placed = sorted(found, key=lambda each: (each.row, each.column))
    if not placed:
        return Markup()
    room = 100 / columns
    named = [lines(each.name, (room - 1.6) / 100 * NARROWEST) for each in placed]
    high = _HIGH + _LINE * (max(map(len, named)) - 1)
    drawn = (_tile(each, name, room, high) for each, name in zip(placed, named, strict=True))
    return group(title, (placed[-1].row + 1) * (high + _GAP), drawn)


def _tile(each: Tile, name: list[str], room: float, high: float) -> Markup:
    y = each.row * (high + _GAP) + _GAP / 2
    return _LINK.format(each.url, each.kind, each.told, Markup().join(_parts(each, name, room, (y, high))))


def _parts(each: Tile, name: list[str], room: float, place: tuple[float, float]) -> Iterator[Markup]:
    (y, high), left, middle = place, each.column * room + 0.6, (each.column + 0.5) * room
    yield rect("tile", left, y, room - 1.2, high)
    first = y + (high - _HIGH - _LINE * (len(name) - 1)) / 2 + 1.6
    for number, line in enumerate(name):
        yield text(middle, first + _LINE * number, line, "middle", "tile-name")
    yield text(middle, first + _LINE * (len(name) - 1) + 1.45, each.mark, "middle")
    if each.share is not None:
        long = room - 4.2
        yield rect("tile-track", left + 1.5, y + high - 0.8, long, 0.4)
        yield rect("tile-bar", left + 1.5, y + high - 0.8, long * each.share, 0.4)
