"""All departments, and one page for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from registry import Department, Organ, Region, Reorganisation

from ..annual_board import paper_links
from ..building.snapshot import Snapshot
from ..open_data.feeds import department_feed
from ..words import day_words, lazy
from ..words import gettext as _
from .grouping import by_topic
from .model import HOME, Crumb, DataFile, Part, SitePage

ABOVE = (HOME, Crumb(lazy("部门"), "/departments/"))


@dataclass(frozen=True, slots=True)
class CityOrgans:
    """A city's organ of one department, if it has one, and those of its counties."""

    city: Region
    organ: Organ | None
    below: tuple[Organ, ...]


def departments(snapshot: Snapshot) -> SitePage:
    everyone = snapshot.registry.departments.values()
    return SitePage(
        url="/departments/",
        kind="departments",
        title=_("哪些部门管生态环境的事"),
        description=_("各职能部门在生态环境保护中管什么、牵头哪些具体事项。"),
        section="departments",
        crumbs=(HOME,),
        context={
            "article5": [d for d in everyone if d.article5],
            "others": [d for d in everyone if not d.article5 and d.kind == "department"],
            "parties": [d for d in everyone if not d.article5 and d.kind != "department"],
            "items_by_department": snapshot.items_by_department,
            "supported": snapshot.supported_by_department,
        },
    )


def department_parts(snapshot: Snapshot) -> Iterator[Part]:
    for department in snapshot.registry.departments.values():
        papers = [(each.key, each.title) for each in snapshot.papers_by_department.get(department.id, ())]
        told = snapshot.usual, snapshot.heads, department.id in snapshot.results_by_department, papers
        pages = partial(_department_pages, snapshot, department)
        yield Part(f"department/{department.id}", snapshot.inputs(facts=told), pages)


def _department_pages(snapshot: Snapshot, department: Department) -> Iterator[SitePage | DataFile]:
    led = snapshot.items_by_department.get(department.id, ())
    feed = f"/departments/{department.id}/feed.atom"
    yield DataFile(feed, department_feed(snapshot, department, feed))
    yield SitePage(
        url=f"/departments/{department.id}/",
        kind="department",
        title=_("%(name)s：管什么、由谁管") % {"name": department.name},
        name=department.name,
        description=department.duty,
        section="departments",
        crumbs=ABOVE,
        keywords=(department.name, *department.aliases),
        context={
            "department": department,
            "reorganisations": reorganised(snapshot, department),
            "topics": by_topic(snapshot, led),
            "led": led,
            "supported": snapshot.supported_by_department.get(department.id, ()),
            "local": local_leads(snapshot, department),
            "lists": snapshot.lists_by_department.get(department.id, ()),
            "province_organ": _standing(snapshot, department, snapshot.province),
            "cities": city_organs(snapshot, department),
            "has_results": department.id in snapshot.results_by_department,
            "papers": paper_links(snapshot.papers_by_department.get(department.id, ())),
        },
        feed=feed,
    )


def local_leads(snapshot: Snapshot, department: Department) -> tuple[object, ...]:
    """Where a city's or county's own list gave this department a matter others lead elsewhere."""
    rules = (rule for rules in snapshot.local_rules.values() for rule in rules)
    return tuple(
        rule
        for rule in rules
        if rule.lead.id == department.id and snapshot.items[rule.item.id].department != department.id
    )


def city_organs(snapshot: Snapshot, department: Department) -> tuple[CityOrgans, ...]:
    """City by city, the organs that really stand there; empty for a party that has no offices."""
    return tuple(
        found
        for city in snapshot.registry.children(snapshot.province.code)
        if (found := _organs_of_city(snapshot, department, city)).organ or found.below
    )


def _organs_of_city(snapshot: Snapshot, department: Department, city: Region) -> CityOrgans:
    counties = snapshot.registry.children(city.code)
    below = (_standing(snapshot, department, county) for county in counties)
    return CityOrgans(
        city, _standing(snapshot, department, city), tuple(organ for organ in below if organ is not None)
    )


def _standing(snapshot: Snapshot, department: Department, region: Region) -> Organ | None:
    """The department's organ in the region itself, not one that stands in for it from above."""
    if not department.organs:
        return None
    organ = snapshot.registry.organ(department.id, region.code, snapshot.on)
    return organ if organ.region == region.code else None


@dataclass(frozen=True, slots=True)
class Reorganised:
    """A reorganisation of a department in one sentence, and who took its work over."""

    told: str
    heirs: tuple[str, ...]
    basis: str


def reorganised(snapshot: Snapshot, department: Department) -> tuple[Reorganised, ...]:
    """What became of the department's organs by that day, the newest first."""
    events = [
        event
        for event in snapshot.registry.reorganisations.values()
        if event.department == department.id and event.since <= snapshot.on
    ]
    newest_first = sorted(events, key=lambda event: event.since, reverse=True)
    return tuple(Reorganised(_told(snapshot, event), event.heirs, event.basis) for event in newest_first)


def _told(snapshot: Snapshot, event: Reorganisation) -> str:
    levels = {"province": _("省级"), "city": _("各省辖市"), "county": _("各县（市、区）")}
    place = snapshot.registry.region(event.region).name if event.region else levels[event.level]
    said = {
        "merge": _("%(day)s起，%(place)s的%(name)s职责并入下面的部门，投诉会直接转到那里："),
        "split": _("%(day)s起，%(place)s的%(name)s职责有一部分交给下面的部门："),
        "rename": _("%(day)s起，%(place)s的%(name)s部门更名。"),
    }[event.kind]
    return said % {
        "day": day_words(event.since),
        "place": place,
        "name": snapshot.registry.departments[event.department].name,
    }
