"""Documents of what explains who answers for what: items, departments, matters without a lead, pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from intake.services.search.making import day_number, filters, plain, stored
from registry import Department, Item, MatterWithoutLead, Page, Registry
from search import Document


def items(registry: Registry, on: date) -> Iterator[Document]:
    """Every matter of the province's lists, of the day since which it has stood in them as it is."""
    leads, since, mistaken = _leads(registry, on), _since(registry), _mistaken(registry)
    for item in registry.items.values():
        yield _item(registry, item, mistaken.get(item.id, ()), leads[item.id], since[item.region, item.id])


def _item(
    registry: Registry, item: Item, mistaken: tuple[str, ...], leads: tuple[str, ...], since: date
) -> Document:
    lead = registry.departments[item.department]
    others = [registry.departments[each].name for each in item.supporting]
    body = [item.description, *mistaken, lead.name, *others]
    return Document(
        id=f"item:{item.id}",
        kind="item",
        title=item.matter,
        body=" ".join(each for each in body if each),
        words=item.words,
        url=f"/items/{item.id}/",
        filters=filters(department=leads, topic=item.topics),
        stored=stored(since, matter=item.id, department=lead.id, department_name=lead.name),
        day=day_number(since),
    )


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
        if release.effective_to and release.effective_to < on:
            continue
        for item in release.items:
            known = leads.get(item.id, ())
            leads[item.id] = known if item.department in known else (*known, item.department)
    return leads


def _since(registry: Registry) -> dict[tuple[str, str], date]:
    """When each item of each region was published as it is now: a new release changes few of them."""
    last: dict[tuple[str, str], Item] = {}
    since: dict[tuple[str, str], date] = {}
    for release in sorted(registry.releases, key=lambda each: each.effective_from):
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
