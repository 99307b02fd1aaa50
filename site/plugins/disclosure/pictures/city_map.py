"""Cities as a schematic map of tiles, and a city's counties as tiles in lines: to be clicked, beside a table.

Where a city's tile lies stands in content/regions.csv (`tile`): a drawing of our own, no survey, no borders.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from pictures import Tile, tiles
from registry import Region
from registry.languages import ENGLISH, language

from ..words import gettext as _

_ENDING = re.compile(r" (?:City|County|District|Economy Zone)$")
_IN_A_LINE = 3  # tiles of counties


class State(NamedTuple):
    """What is told of a place: `kind` (none, some, most, good, bad) shades its tile, `mark` needs no colour;
    `share` (0 to 1) is the bar at its foot, None for none."""

    kind: str
    mark: str
    told: str
    url: str
    share: float | None = None


def city_map(title: str, states: Mapping[Region, State]) -> Markup:
    """The map of the cities that have a tile; nothing when none has."""
    placed = {region: region.tile for region in states if region.tile}
    columns = 1 + max((tile[0] for tile in placed.values()), default=0)
    return tiles(title, [_tile(region, tile, states[region]) for region, tile in placed.items()], columns)


def county_map(title: str, city: Region, states: Mapping[Region, State]) -> Markup:
    """Counties in the order given, without the city's name before theirs."""
    made = (
        _tile(region, (place % _IN_A_LINE, place // _IN_A_LINE), state, city)
        for place, (region, state) in enumerate(states.items())
    )
    return tiles(title, made, _IN_A_LINE)


def _tile(region: Region, tile: tuple[int, int], state: State, city: Region | None = None) -> Tile:
    told = _("%(name)s：%(told)s") % {"name": region.name, "told": state.told}
    return Tile(*tile, short_name(region, city), state.mark, told, state.url, state.kind, state.share)


def short_name(region: Region, city: Region | None = None) -> str:
    """As short as a place is known by; its counties go without the name of the `city`."""
    if language() == ENGLISH and region.english:
        name = _ENDING.sub("", region.english)
        return name.removeprefix(_ENDING.sub("", city.english) + " ") if city else name
    names = (region.name if city else region.short, *region.aliases)
    return min((each.removeprefix(city.short if city else "") for each in names), key=len)
