"""One page for each matter: what it covers, who leads, what goes elsewhere, on what basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from registry import Basis, Boundary, Department, Item, MatterWithoutLead, Region, Release, Result, Statute
from registry.languages import ENGLISH, language

from ..building.heads import outline
from ..building.snapshot import Snapshot
from ..item_history import duties_of, item_history, paragraphs_on
from ..open_data.feeds import ENTRIES, item_feed
from ..result_views import views
from ..text import shorten
from ..words import gettext as _
from .model import HOME, Article, Crumb, DataFile, Part, SitePage

RESULTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class CitedBasis:
    """A citation with what is known of its validity. `state`: in_force, repealed, not_yet or unknown."""

    citation: str
    statute: Statute | None
    valid_from: date | None
    valid_to: date | None
    state: str


@dataclass(frozen=True, slots=True)
class GoesElsewhere:
    """A boundary with its department, and its item when that has a page."""

    boundary: Boundary
    department: Department | None
    item: Item | None


def item_parts(snapshot: Snapshot) -> Iterator[Part]:
    for item in snapshot.items.values():
        results = snapshot.results_by_item.get(item.id, ())[:ENTRIES]
        held = [outline(each) for each in snapshot.holders(item.region, item.id)]
        local = [outline(rule.release) for rule in snapshot.local_rules.get(item.id, ())]
        told = snapshot.usual, local, results, item_history(snapshot, item), held
        places = f"lists/{snapshot.release_of(item).key}.yaml", *routed_by(results)
        pages = partial(_item_pages, snapshot, item, results)
        yield Part(f"item/{item.id}", snapshot.inputs(*places, facts=told), pages)


def routed_by(results: Iterable[Result]) -> list[str]:
    """The files of the lists by which the complaints were routed: their items are shown with the results."""
    return [f"lists/{result.release}.yaml" for result in results]


def _item_pages(snapshot: Snapshot, item: Item, results: tuple[Result, ...]) -> Iterator[SitePage | DataFile]:
    feed = f"/items/{item.id}/feed.atom"
    page = _item_page(snapshot, item)
    yield replace(page, feed=feed, context={**page.context, **_in_the_province(snapshot, item)})
    yield DataFile(feed, item_feed(snapshot, item, results, feed))


def local_item_pages(snapshot: Snapshot, history: tuple[Release, ...]) -> Iterator[SitePage]:
    """A page for each item that a list below the province's ever held, as its last release that held it says.

    `history`: the list's published releases, the newest first.
    """
    region = snapshot.registry.region(history[0].region)
    in_force = [release for release in history if release.in_force(snapshot.on)]
    held: dict[str, Item] = {}
    for release in (*in_force, *history):
        held = {item.id: item for item in release.items} | held
    for item in held.values():
        yield _local_item_page(snapshot, item, region)


def _local_item_page(snapshot: Snapshot, item: Item, region: Region) -> SitePage:
    page = _item_page(snapshot, item)
    place = {"place": region.name, "matter": item.matter}
    above = (
        *(HOME, Crumb(_("事项清单"), "/lists/"), Crumb(region.name, f"/lists/{region.code}/")),
        Crumb(page.context["department"].name, f"/lists/{region.code}/{item.department}/"),
    )
    return replace(
        page,
        url=f"/lists/{item.region}/{item.department}/{item.id}/",
        kind="local_item",
        title=_("%(place)s%(matter)s归谁管") % place,
        section="lists",
        crumbs=above,
        keywords=(region.name, *page.keywords),
    )


def _in_the_province(snapshot: Snapshot, item: Item) -> dict[str, Any]:
    """What the matter's own page tells beyond the list's item."""
    return {
        "local": snapshot.local_rules.get(item.id, ()),
        "unclear": related_matters(snapshot, item),
        "history": item_history(snapshot, item),
        "results": views(snapshot.registry, snapshot.results_by_item.get(item.id, ())[:RESULTS_SHOWN]),
    }


def _item_page(snapshot: Snapshot, item: Item) -> SitePage:
    release = snapshot.release_of(item)
    department = snapshot.registry.departments[item.department]
    organ = snapshot.registry.organ(department.id, item.region, snapshot.on)
    topic = snapshot.registry.topics[item.topics[0]]
    return SitePage(
        url=f"/items/{item.id}/",
        kind="item",
        title=_("%(matter)s归谁管") % {"matter": item.matter},
        name=item.matter,
        description=shorten(item.description),
        section="topics",
        crumbs=(HOME, Crumb(_("问题分类"), "/topics/"), Crumb(topic.name, f"/topics/{topic.id}/")),
        keywords=(item.matter, department.name, *item.words[:5]),
        article=Article(release.approval.published_on, organ.name),
        context={
            "item": item,
            "release": release,
            "department": department,
            "organ": organ,
            "level_name": usual_name(department, item.handled_at),
            "topics": [snapshot.registry.topics[topic] for topic in item.topics],
            "basis": tuple(cited(snapshot, basis) for basis in item.basis),
            "policies": paragraphs_on(snapshot, item.id),
            "duties": duties_of(snapshot.registry, item),
            "decision": snapshot.registry.lead_decisions.get(item.decision),
            "region": snapshot.registry.region(item.region),
            "in_force": release.in_force(snapshot.on),
            "local": (),
            "unclear": (),
            "history": (),
            "results": (),
        },
    )


def usual_name(department: Department, level: str) -> str:
    """What the organ that handles it is called in general: 本市生态环境局××分局. Empty when it has none."""
    rules = department.english_organs if language() == ENGLISH else department.organs
    pattern = rules.get(level) or department.organs.get(level, "")
    here = {"province": _("本省"), "city": _("本市"), "county": _("本县（市、区）")}[level]
    return pattern.format(region=here, city=_("本市"), short=_("××"))


def cited(snapshot: Snapshot, basis: Basis) -> CitedBasis:
    statute = snapshot.statute(basis.statute)
    valid_from = basis.valid_from or (statute.valid_from if statute else None)
    valid_to = basis.valid_to or (statute.valid_to if statute else None)
    return CitedBasis(
        basis.citation, statute, valid_from, valid_to, validity(valid_from, valid_to, snapshot.on)
    )


def validity(valid_from: date | None, valid_to: date | None, on: date) -> str:
    """Where `on` stands to the two dates, both inclusive."""
    if valid_to is not None and valid_to < on:
        return "repealed"
    if valid_from is None:
        return "unknown"
    return "not_yet" if valid_from > on else "in_force"


def goes_elsewhere(snapshot: Snapshot, boundary: Boundary) -> GoesElsewhere:
    return GoesElsewhere(
        boundary,
        snapshot.registry.departments.get(boundary.goes_to),
        snapshot.items.get(boundary.item),
    )


def related_matters(snapshot: Snapshot, item: Item) -> tuple[MatterWithoutLead, ...]:
    """The matters without a lead that name this item as related."""
    return tuple(m for m in snapshot.registry.matters_without_lead.values() if item.id in m.related)
