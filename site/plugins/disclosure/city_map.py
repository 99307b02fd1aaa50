"""The province's cities as a schematic map of tiles, to be clicked, as SVG beside a table that says the same.

Where a city's tile lies stands in content/regions.csv (`tile`): a drawing of our own, no survey, no borders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from markupsafe import Markup

from registry import Region

_WIDTH, _HEIGHT, _GAP = 112, 72, 8
_SVG: Final = Markup(
    '<svg class="map" viewBox="0 0 {width} {height}" role="group" aria-label="{title}">{tiles}</svg>'
)
_TILE: Final = Markup(
    '<a href="{url}" class="{kind}" aria-label="{name}：{told}"><rect x="{x}" y="{y}" width="{width}"'
    ' height="{height}" rx="6"></rect><text x="{middle}" y="{first}" font-size="26">{short}</text>'
    '<text x="{middle}" y="{second}" font-size="21">{mark}</text></a>'
)


class State(NamedTuple):
    """What is told of a city: `kind` (plain, good, bad) colours its tile, `mark` needs no colour."""

    kind: str
    mark: str
    told: str
    url: str


def city_map(title: str, states: Mapping[Region, State]) -> Markup:
    """The map of the cities that have a tile; nothing when none has."""
    placed = {region: region.tile for region in states if region.tile}
    if not placed:
        return Markup()
    tiles = Markup("").join(
        _tile(region, tile, states[region])
        for region, tile in sorted(placed.items(), key=lambda each: (each[1][1], each[1][0]))
    )
    columns, rows = (1 + max(tile[axis] for tile in placed.values()) for axis in (0, 1))
    size = {"width": columns * (_WIDTH + _GAP) + _GAP, "height": rows * (_HEIGHT + _GAP) + _GAP}
    return _SVG.format(title=title, tiles=tiles, **size)


def _tile(region: Region, tile: tuple[int, int], state: State) -> Markup:
    x, y = (_GAP + place * (size + _GAP) for place, size in zip(tile, (_WIDTH, _HEIGHT), strict=True))
    return _TILE.format(
        url=state.url,
        kind=state.kind,
        name=region.name,
        told=state.told,
        x=x,
        y=y,
        width=_WIDTH,
        height=_HEIGHT,
        middle=x + _WIDTH // 2,
        first=y + 32,
        second=y + 60,
        short=min((region.short, *region.aliases), key=len),
        mark=state.mark,
    )
