"""All lists in force, each list at its current address and each release at its permanent one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from gettext import gettext as _

from registry import Region, Release

from ..snapshot import Snapshot
from .model import HOME, Article, Crumb, SitePage

ABOVE = (HOME, Crumb(_("事项清单"), "/lists/"))


@dataclass(frozen=True, slots=True)
class RegionLists:
    region: Region
    releases: tuple[Release, ...]


def list_url(release: Release) -> str:
    """The address of whatever release of this list is in force."""
    return f"/lists/{release.region}/{release.department}/"


def release_url(release: Release) -> str:
    """The permanent address of this very release."""
    return f"{list_url(release)}{release.release}/"


def lists(snapshot: Snapshot) -> SitePage:
    regions = snapshot.registry.regions
    groups = [RegionLists(regions[code], found) for code, found in snapshot.lists_by_region.items()]
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
            "local_lists": [group for group in groups if group.region.code != snapshot.province.code],
            "item_count": len(snapshot.items),
        },
    )


def in_department_order(snapshot: Snapshot, region: str) -> list[Release]:
    """The region's lists in force, in the order of content/departments.yaml."""
    order = {department: place for place, department in enumerate(snapshot.registry.departments)}
    return sorted(snapshot.lists_by_region.get(region, ()), key=lambda release: order[release.department])


def list_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for release in snapshot.current:
        yield _list_page(snapshot, release, list_url(release), release.title, ABOVE)
    for release in snapshot.published:
        current = Crumb(release.title, list_url(release))
        has_current = snapshot.registry.release_in_force(release.region, release.department, snapshot.on)
        above = (*ABOVE, current) if has_current else ABOVE
        title = _("%(title)s（%(release)s 版）") % {"title": release.title, "release": release.release}
        yield _list_page(snapshot, release, release_url(release), title, above)


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
        },
    )


def summary(release: Release, organ: str) -> str:
    """One sentence: whose list, how many items, by which document, since when."""
    return _("%(organ)s牵头的 %(count)s 项生态环境具体事项，%(document)s，%(day)s 起施行。") % {
        "organ": organ,
        "count": len(release.items),
        "document": release.approval.document,
        "day": release.effective_from,
    }


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
