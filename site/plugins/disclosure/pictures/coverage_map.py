"""How many departments of a place publish a list of their own (policy, article 5): as tiles, and by year."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from markupsafe import Markup

from pictures import About, Series, columns, legend
from registry import Region

from ..building.snapshot import Snapshot
from ..words import gettext as _
from .city_map import State, city_map, county_map

YEARS_SHOWN: Final = 8


def cities_map(snapshot: Snapshot, below: str) -> Markup:
    """The province's cities; `below`: the folder of the addresses that tiles lead to. A city without counties
    has its region's page alone."""
    children = snapshot.registry.children
    folders = {c: below if children(c.code) else "/regions/" for c in children(snapshot.province.code)}
    states = {city: _state(snapshot, city, f"{folder}{city.code}/") for city, folder in folders.items()}
    return city_map(_("各市清单公布情况"), states)


def counties_map(snapshot: Snapshot, city: Region) -> Markup:
    """A city's counties."""
    counties = snapshot.registry.children(city.code)
    states = {each: _state(snapshot, each, f"/regions/{each.code}/") for each in counties}
    return county_map(_("%(city)s各县（市、区）清单公布情况") % {"city": city.name}, city, states)


def map_legend(snapshot: Snapshot) -> Markup:
    """What the shades mean; the bar at a tile's foot says the same more finely."""
    half = -(-_departments(snapshot) // 2)
    return legend(
        [
            ("tile-none", _("没有自己的清单，沿用上级的")),
            ("tile-some", _("不到 %(half)s 个部门有，或者只有下级有") % {"half": half}),
            ("tile-most", _("%(half)s 个部门以上有") % {"half": half}),
        ]
    )


def _state(snapshot: Snapshot, place: Region, url: str) -> State:
    """Whether the place, and how many of those below it, published lists of their own."""
    own, every = len(snapshot.lists_by_region.get(place.code, ())), _departments(snapshot)
    below = sum(each.code in snapshot.lists_by_region for each in snapshot.registry.children(place.code))
    told = _("%(every)s 个部门里 %(own)s 个有自己的清单，下级 %(below)s 个县（市、区）有清单")
    mark = _("县 %(below)s") % {"below": below} if below and not own else f"{own}/{every}"
    kind = "most" if 2 * own >= every else "some" if own or below else "none"
    counts = {"own": own, "every": every, "below": below}
    return State(kind, mark, told % counts, url, min(1.0, own / every))


def _departments(snapshot: Snapshot) -> int:
    """Of how many departments article 5 asks a list."""
    return sum(each.article5 for each in snapshot.registry.departments.values()) or 1


def by_year(snapshot: Snapshot) -> dict[str, int]:
    """How many lists below the province's were in force at the end of each year, or now."""
    lists = [each for each in snapshot.published if each.region != snapshot.province.code]
    first = min((each.effective_from.year for each in lists), default=snapshot.on.year)
    years = range(max(first, snapshot.on.year - YEARS_SHOWN + 1), snapshot.on.year + 1)
    ends = {year: min(snapshot.on, date(year, 12, 31)) for year in years}
    counts = Counter(year for each in lists for year, end in ends.items() if each.in_force(end))
    return {str(year): counts[year] for year in years}


def by_year_picture(counts: dict[str, int]) -> Markup:
    """The same as columns."""
    told = _("，").join(_("%(year)s年 %(count)s 份") % {"year": y, "count": n} for y, n in counts.items())
    about = About("by-year", _("市、县清单每年年底有多少份"), told)
    return columns(about, tuple(counts), [Series(_("份数"), tuple(counts.values()))])
