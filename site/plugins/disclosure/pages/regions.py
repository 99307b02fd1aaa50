"""The region tree, and for each region which organ answers for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from registry import Department, Item, Organ, Region, Release, Responsibility

from ..annual_board import paper_links
from ..building.heads import differs
from ..building.snapshot import Snapshot
from ..pictures.coverage_map import cities_map, map_legend
from ..words import gettext as _
from ..words import lazy
from .model import HOME, Crumb, Part, SitePage

ABOVE = (HOME, Crumb(lazy("地区"), "/regions/"))


@dataclass(frozen=True, slots=True)
class CityGroup:
    city: Region
    counties: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class OrganDuties:
    """What one organ answers for in the region."""

    organ: Organ
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FollowedList:
    """A list in force here, and the region whose list it is."""

    release: Release
    holder: Region


@dataclass(frozen=True, slots=True)
class DepartmentDuties:
    """A department's organs that answer for the region, the nearest first, and the lists they follow."""

    department: Department
    organs: tuple[OrganDuties, ...]
    count: int
    lists: tuple[FollowedList, ...]


@dataclass(frozen=True, slots=True)
class LocalException:
    """A matter that is led otherwise here than in the province at large."""

    answer: Responsibility
    usual: Department


def regions(snapshot: Snapshot) -> SitePage:
    published = snapshot.registry
    cities = published.children(snapshot.province.code)
    return SitePage(
        url="/regions/",
        kind="regions",
        title=_("按地区查由谁负责"),
        description=_("选择%(name)s的市、县（市、区），看当地由哪个单位负责哪些生态环境的事。")
        % {"name": snapshot.province.name},
        section="regions",
        crumbs=(HOME,),
        context={
            "province": snapshot.province,
            "cities": [CityGroup(city, published.children(city.code)) for city in cities],
            "with_lists": snapshot.lists_by_region,
            "map": cities_map(snapshot, "/regions/"),
            "legend": map_legend(snapshot),
        },
    )


def region_parts(snapshot: Snapshot) -> Iterator[Part]:
    for region in snapshot.registry.regions.values():
        followed = [f"lists/{holder.code}/" for holder in snapshot.registry.lineage(region.code)]
        papers = [(each.key, each.title) for each in snapshot.papers_by_region.get(region.code, ())]
        told = snapshot.usual, region.code in snapshot.results_by_region, papers
        yield Part(
            f"region/{region.code}",
            snapshot.inputs(*followed, facts=told),
            partial(_region_pages, snapshot, region),
        )


def _region_pages(snapshot: Snapshot, region: Region) -> Iterator[SitePage]:
    yield _region_page(snapshot, region)


def _region_page(snapshot: Snapshot, region: Region) -> SitePage:
    answers = _answers(snapshot, region.code)
    above = snapshot.registry.lineage(region.code)[:0:-1]
    place = (above[-1].name if region.level in ("county", "zone") and above else "") + region.name
    return SitePage(
        url=f"/regions/{region.code}/",
        kind="region",
        title=_("%(place)s：生态环境的事由谁负责") % {"place": place},
        name=region.name,
        description=_("%(place)s的 %(count)s 项生态环境具体事项分别由哪个单位负责，哪些与全省不同。")
        % {"place": place, "count": len(answers)},
        section="regions",
        crumbs=(*ABOVE, *(Crumb(r.name, f"/regions/{r.code}/") for r in above)),
        keywords=(region.name, *region.aliases),
        context={
            "region": region,
            "place": place,
            "children": snapshot.registry.children(region.code),
            "exceptions": exceptions(snapshot, region, answers),
            "duties": duties(snapshot, answers),
            "own_lists": snapshot.lists_by_region.get(region.code, ()),
            "count": len(answers),
            "province": snapshot.province,
            "has_results": region.code in snapshot.results_by_region,
            "papers": paper_links(snapshot.papers_by_region.get(region.code, ())),
        },
    )


@lru_cache(maxsize=1)
def _answers(snapshot: Snapshot, region: str) -> tuple[Responsibility, ...]:
    """Who leads what there; a region's page is made in each language."""
    return snapshot.registry.responsibilities(region, snapshot.on)


def exceptions(
    snapshot: Snapshot, region: Region, answers: tuple[Responsibility, ...]
) -> tuple[LocalException, ...]:
    """What a list below the province's says otherwise; the province has none."""
    if region.code == snapshot.province.code:
        return ()
    return tuple(
        LocalException(answer, snapshot.registry.departments[usual.department])
        for answer in answers
        if differs(answer.item, answer.lead.id, usual := snapshot.items[answer.matter])
    )


def duties(snapshot: Snapshot, answers: tuple[Responsibility, ...]) -> tuple[DepartmentDuties, ...]:
    """The answers by leading department, in the order of content/departments.yaml."""
    by_lead: defaultdict[str, list[Responsibility]] = defaultdict(list)
    for answer in answers:
        by_lead[answer.lead.id].append(answer)
    return tuple(
        _department_duties(snapshot, department, by_lead[department.id])
        for department in snapshot.registry.departments.values()
        if department.id in by_lead
    )


def _department_duties(
    snapshot: Snapshot, department: Department, answers: list[Responsibility]
) -> DepartmentDuties:
    by_organ: defaultdict[str, list[Responsibility]] = defaultdict(list)
    for answer in answers:
        by_organ[answer.organ.key].append(answer)
    nearest_first = sorted(by_organ.values(), key=lambda held: -_depth(snapshot, held[0]))
    releases = {answer.release.key: answer.release for answer in answers}.values()
    return DepartmentDuties(
        department,
        tuple(OrganDuties(held[0].organ, tuple(answer.item for answer in held)) for held in nearest_first),
        len(answers),
        tuple(FollowedList(release, snapshot.registry.region(release.region)) for release in releases),
    )


def _depth(snapshot: Snapshot, answer: Responsibility) -> int:
    return snapshot.registry.region(answer.organ.region).depth
