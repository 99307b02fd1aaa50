"""Who has published which release: regions by departments, for the cities, and for each city's counties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from registry import Region, Release

from ..building.snapshot import Snapshot
from ..pictures.coverage_map import by_year, by_year_picture, cities_map, counties_map, map_legend
from ..words import gettext as _
from .model import HOME, Crumb, Part, SitePage

ABOVE = (HOME, Crumb(_("事项清单"), "/lists/"))
ALL = "/lists/matrix/"


class Line(NamedTuple):
    """A region, the address of its counties' matrix, and its list in force by department or None."""

    region: Region
    below: str
    releases: tuple[Release | None, ...]


def matrix_parts(snapshot: Snapshot) -> Iterator[Part]:
    """One part: each page tells of lists in many regions."""
    yield Part("matrix", snapshot.inputs(facts=snapshot.heads), partial(_pages, snapshot))


def _pages(snapshot: Snapshot) -> Iterator[SitePage]:
    cities = snapshot.registry.children(snapshot.province.code)
    yield _page(snapshot, snapshot.province, cities)
    for city in cities:
        counties = snapshot.registry.children(city.code)
        if counties:
            yield _page(snapshot, city, counties)


def _page(snapshot: Snapshot, region: Region, below: tuple[Region, ...]) -> SitePage:
    whole = region == snapshot.province
    named = {"region": region.name}
    return SitePage(
        url=ALL if whole else f"{ALL}{region.code}/",
        kind="matrix",
        title=_("%(region)s：哪里公布了哪些部门的清单") % named,
        name=_("公布情况") if whole else region.name,
        description=_("%(region)s及下一级各地、各部门公布的是哪一版具体事项清单，哪些沿用上级。") % named,
        section="lists",
        crumbs=ABOVE if whole else (*ABOVE, Crumb(_("公布情况"), ALL)),
        keywords=(region.name, _("公布情况")),
        context={
            **(_whole(snapshot) if whole else {"map": counties_map(snapshot, region)}),
            "legend": map_legend(snapshot),
            "columns": [each for each in snapshot.registry.departments.values() if each.article5],
            "lines": [_line(snapshot, each) for each in (region, *below)],
            "region": region,
            "has_lists": region.code in snapshot.lists_by_region,
        },
    )


def _whole(snapshot: Snapshot) -> dict[str, object]:
    """What only the province's page shows."""
    counts = by_year(snapshot)
    years = by_year_picture(counts) if len(counts) > 1 else ""
    return {"map": cities_map(snapshot, ALL), "by_year": counts, "years": years}


def _line(snapshot: Snapshot, region: Region) -> Line:
    own = {release.department: release for release in snapshot.lists_by_region.get(region.code, ())}
    inner = region.parent == snapshot.province.code and snapshot.registry.children(region.code)
    departments = (each for each in snapshot.registry.departments.values() if each.article5)
    return Line(
        region, f"{ALL}{region.code}/" if inner else "", tuple(own.get(each.id) for each in departments)
    )
