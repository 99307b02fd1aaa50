"""All lists in force, each list at its current address and each release at its permanent one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from registry import Region, Release

from ..addresses import embed_url, list_url, release_url
from ..building.snapshot import Snapshot
from ..open_data.exports import list_files
from ..summaries import summary
from ..words import gettext as _
from ..words import lazy
from .items import local_item_pages
from .model import HOME, Article, Crumb, DataFile, Part, SitePage

ABOVE = (HOME, Crumb(lazy("事项清单"), "/lists/"))


@dataclass(frozen=True, slots=True)
class CityLists:
    """How many lists of their own are in force in a city and in its counties, those with none left out."""

    city: Region
    count: int
    counties: tuple[tuple[Region, int], ...]


def lists(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/lists/",
        kind="lists",
        title=_("生态环境保护具体事项清单"),
        description=_("各级各部门公布的具体事项清单：谁牵头、谁配合、依据什么，逐版可查、可下载。"),
        section="lists",
        crumbs=(HOME,),
        context={
            "province": snapshot.province,
            "province_lists": in_department_order(snapshot, snapshot.province.code),
            "local_lists": [
                found
                for city in snapshot.registry.children(snapshot.province.code)
                if (found := _city_lists(snapshot, city)).count or found.counties
            ],
            "item_count": len(snapshot.items),
        },
    )


def in_department_order(snapshot: Snapshot, region: str) -> list[Release]:
    """The region's lists in force, in the order of content/departments.yaml."""
    order = {department: place for place, department in enumerate(snapshot.registry.departments)}
    return sorted(snapshot.lists_by_region.get(region, ()), key=lambda release: order[release.department])


def _city_lists(snapshot: Snapshot, city: Region) -> CityLists:
    def count(region: Region) -> int:
        return len(snapshot.lists_by_region.get(region.code, ()))

    counties = snapshot.registry.children(city.code)
    return CityLists(city, count(city), tuple((each, count(each)) for each in counties if count(each)))


def region_list_parts(snapshot: Snapshot) -> Iterator[Part]:
    """For each region with lists of its own, a page that names them."""
    for code, releases in snapshot.lists_by_region.items():
        told = [(replace(release, items=()), len(release.claims)) for release in releases]
        pages = partial(_region_lists, snapshot, snapshot.registry.region(code))
        yield Part(f"region_lists/{code}", snapshot.inputs(facts=told), pages)


def _region_lists(snapshot: Snapshot, region: Region) -> Iterator[SitePage]:
    yield SitePage(
        url=f"/lists/{region.code}/",
        kind="region_lists",
        title=_("%(name)s的生态环境保护具体事项清单") % {"name": region.name},
        name=region.name,
        description=_("%(name)s各部门公布的具体事项清单，逐版可查、可下载。") % {"name": region.name},
        section="lists",
        crumbs=ABOVE,
        keywords=(region.name,),
        context={"region": region, "lists": in_department_order(snapshot, region.code)},
    )


def list_parts(snapshot: Snapshot) -> Iterator[Part]:
    """For each list: its page, a page and data files for each release, and pages for a local list's items."""
    for name, history in snapshot.histories.items():
        told = snapshot.usual, inheritors(snapshot, history[0])
        inputs = snapshot.inputs(f"lists/{name}/", facts=told)
        pages, files = partial(_list_pages, snapshot, history), partial(_list_files, snapshot, history)
        yield Part(f"list/{name}", inputs, pages, files)


def _list_files(snapshot: Snapshot, history: tuple[Release, ...]) -> Iterator[DataFile]:
    for release in history:
        current = [list_url(release)] if release.in_force(snapshot.on) else []
        yield from list_files(snapshot.registry, release, [release_url(release), *current])


def _list_pages(snapshot: Snapshot, history: tuple[Release, ...]) -> Iterator[SitePage]:
    for release in history:
        if release.in_force(snapshot.on):
            yield (page := _list_page(snapshot, release, list_url(release), release.title, ABOVE))
            yield _embedded(snapshot, page)
        yield _release_page(snapshot, release)
    if history[0].region != snapshot.province.code:
        yield from local_item_pages(snapshot, history)


def _embedded(snapshot: Snapshot, page: SitePage) -> SitePage:
    """The list in force as a department's portal shows it in a frame."""
    canonical = {"canonical": snapshot.base_url + page.url}
    return replace(
        page,
        url=page.context["embed_path"],
        kind="embedded_list",
        title=_("%(title)s（嵌入其他网站）") % {"title": page.title},
        listed=False,
        context={**page.context, **canonical},
    )


def _release_page(snapshot: Snapshot, release: Release) -> SitePage:
    current = Crumb(release.title, list_url(release))
    has_current = snapshot.registry.release_in_force(release.region, release.department, snapshot.on)
    above = (*ABOVE, current) if has_current else ABOVE
    title = _("%(title)s（%(release)s 版）") % {"title": release.title, "release": release.release}
    return _list_page(snapshot, release, release_url(release), title, above)


def _list_page(
    snapshot: Snapshot, release: Release, url: str, title: str, above: tuple[Crumb, ...]
) -> SitePage:
    region = snapshot.registry.region(release.region)
    department = snapshot.registry.departments[release.department]
    organ = snapshot.registry.organ(department.id, region.code, snapshot.on)
    return SitePage(
        url=url,
        kind="list",
        title=title,
        description=summary(release, organ.name),
        section="lists",
        crumbs=above,
        keywords=(region.name, department.name, "事项清单"),
        article=Article(release.approval.published_on, organ.name),
        context={
            "release": release,
            "region": region,
            "department": department,
            "organ": organ,
            "history": snapshot.histories[f"{release.region}/{release.department}"],
            "in_force": release.in_force(snapshot.on),
            "upcoming": release.effective_from > snapshot.on,
            "permanent_url": release_url(release),
            "current_url": list_url(release),
            "inheritors": inheritors(snapshot, release),
            "local": region != snapshot.province,
            "embed_path": embed_url(release),
            "embed": snapshot.base_url + embed_url(release) if release.in_force(snapshot.on) else "",
        },
    )


def inheritors(snapshot: Snapshot, release: Release) -> int:
    """How many regions below have no list of their own from this department and follow this one."""
    own = {found.region for found in snapshot.lists_by_department.get(release.department, ())}
    return _below_without(snapshot, release.region, own)


def _below_without(snapshot: Snapshot, region: str, own: set[str]) -> int:
    return sum(
        1 + _below_without(snapshot, child.code, own)
        for child in snapshot.registry.children(region)
        if child.code not in own
    )
