"""Documents of what explains who answers for what: items, departments, matters without a lead, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intake.services.search.making import day_number, filters, plain, standing_of, state_of, stored
from intake.services.search.places import EVERYWHERE, holding_in
from registry import Department, Item, MatterWithoutLead, Page, Registry
from search import Document

Shown = tuple[Item, str]  # and how it stands: one of `kinds.STATES`


def items(registry: Registry, on: date) -> Iterator[Document]:
    """Every matter that has a page, of the day since which it has stood in a list as it is."""
    leads, since, mistaken = _leads(registry, on), _since(registry, on), _mistaken(registry)
    for shown in _shown(registry, on):
        item, _state = shown
        lead = leads.get(item.id, (item.department,))
        yield _item(registry, shown, mistaken.get(item.id, ()), lead, since[item.region, item.id])


def _shown(registry: Registry, on: date) -> list[Shown]:
    """As pages show them: the province's in force, else a region's own, else what was last published."""
    public = [each for each in registry.releases if each.approval.published_on <= on]
    in_force = [each for each in public if each.in_force(on)]
    newest = sorted(public, key=lambda each: (each.approval.published_on, each.key), reverse=True)
    held: dict[str, Shown] = {}
    for release in (*in_force, *newest):
        for item in release.items:
            held.setdefault(item.id, (item, state_of(release, on)))
    return [held[name] for name in sorted(held)]


def _item(
    registry: Registry, shown: Shown, mistaken: tuple[str, ...], leads: tuple[str, ...], since: date
) -> Document:
    item, state = shown
    lead = registry.departments[item.department]
    everywhere = item.region == registry.site.region
    return Document(
        id=f"item:{item.id}",
        kind="item",
        title=item.matter,
        body=_told(registry, item, mistaken),
        words=(*item.words, *filter(None, [registry.english_matters.get(item.matter)])),
        url=f"/items/{item.id}/",
        filters=filters(
            place=(EVERYWHERE,) if everywhere else holding_in(registry, item.region),
            standing=standing_of(state),
            department=leads,
            topic=item.topics,
            state=(state,),
        ),
        stored=stored(since, matter=item.id, department=lead.id, department_name=lead.name),
        day=day_number(since),
    )


def _told(registry: Registry, item: Item, mistaken: tuple[str, ...]) -> str:
    """What a hit quotes from: sentences, for what is mistaken for a matter must not read as part of it."""
    names = [registry.departments[each].name for each in (item.department, *item.supporting)]
    mixed_up = "、".join(dict.fromkeys(mistaken))
    sentences = [
        item.description,
        mixed_up and f"容易弄混：{mixed_up}。",
        f"（{item.id}，{'、'.join(names)}）",
    ]
    return "".join(each for each in sentences if each)


def _mistaken(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Item → what is taken for another matter but belongs here. Where the lists only name a department, it
    stays with the matter that it looks like."""
    found: dict[str, tuple[str, ...]] = {}
    for item in registry.items.values():
        for each in item.boundaries:
            if each.looks_like:
                belongs = each.item or item.id
                found[belongs] = (*found.get(belongs, ()), each.looks_like)
    return found


def _leads(registry: Registry, on: date) -> dict[str, tuple[str, ...]]:
    """Every department that leads a matter in some region, so that a filter by department finds it."""
    leads: dict[str, tuple[str, ...]] = {}
    for release in registry.releases:
        over = release.effective_to and release.effective_to < on
        if over or release.approval.published_on > on:
            continue
        for item in release.items:
            known = leads.get(item.id, ())
            leads[item.id] = known if item.department in known else (*known, item.department)
    return leads


def _since(registry: Registry, on: date) -> dict[tuple[str, str], date]:
    """When each item of each region was published as it is now: a new release changes few of them."""
    last: dict[tuple[str, str], Item] = {}
    since: dict[tuple[str, str], date] = {}
    public = (each for each in registry.releases if each.approval.published_on <= on)
    for release in sorted(public, key=lambda each: each.effective_from):
        for item in release.items:
            key, as_such = (item.region, item.id), replace(item, release="")
            if last.get(key) != as_such:
                last[key], since[key] = as_such, release.approval.published_on
    return since


def departments(registry: Registry, _on: date) -> Iterator[Document]:
    """Every department."""
    return (_department(each) for each in registry.departments.values())


def _department(department: Department) -> Document:
    return Document(
        id=f"department:{department.id}",
        kind="department",
        title=department.name,
        body=department.duty,
        words=department.aliases,
        url=f"/departments/{department.id}/",
        filters=filters(department=(department.id,)),
        stored=stored(),
    )


def matters(registry: Registry, _on: date) -> Iterator[Document]:
    """Every matter without a lead."""
    return (_matter(each) for each in registry.matters_without_lead.values())


def _matter(matter: MatterWithoutLead) -> Document:
    return Document(
        id=f"unassigned:{matter.id}",
        kind="unassigned",
        title=matter.matter,
        body=plain(matter.body_markdown),
        url=f"/matters-without-lead/{matter.id}/",
        filters=filters(state=(matter.status,)),
        stored=stored(),
    )


def pages(registry: Registry, _on: date) -> Iterator[Document]:
    """Every page of plain text."""
    return (_page(each) for each in registry.pages.values())


def _page(page: Page) -> Document:
    return Document(
        id=f"page:{page.slug}",
        kind="page",
        title=page.title,
        body=f"{page.summary}\n{plain(page.body_markdown)}",
        url=f"/{page.slug}/",
        filters=filters(),
        stored=stored(),
    )
