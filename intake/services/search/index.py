"""The public search index, made from the registry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path

from markdown import markdown

from intake.services.context import Context
from registry import Department, Item, MatterWithoutLead, Page, Registry, Release, Result, digest
from search import Document, IndexBroken

FORMAT = "3"  # raise when documents change shape, so that old indexes are rebuilt
ITEM, LIST, DEPARTMENT, UNASSIGNED, PAGE = "item", "list", "department", "unassigned", "page"
RESULT = "result"
_TAG = re.compile(r"<[^>]+>")
EVERYWHERE = "everywhere"  # the scope of what holds in every region


def rebuild(ctx: Context, progress: Callable[[int], None] | None = None) -> int:
    """Write the index anew beside the old one and swap; returns the number of documents."""
    stamp = _stamp(ctx)
    count = ctx.index.rebuild(_counted(documents(ctx.registry), progress))
    aside = _stamp_file(ctx).with_suffix(".new")
    aside.write_text(stamp)
    aside.replace(_stamp_file(ctx))
    return count


def is_stale(ctx: Context) -> bool:
    """Whether content changed since the index was built (or there is none)."""
    try:
        ctx.index.count()
        return _stamp_file(ctx).read_text() != _stamp(ctx)
    except (IndexBroken, OSError):
        return True


def documents(registry: Registry) -> Iterator[Document]:
    """Everything a citizen can find, in a fixed order."""
    leads = _leads(registry)
    for item in registry.items.values():
        yield _item(registry, item, leads[item.id])
    for release in registry.releases:
        if release.effective_to is None:
            yield _list(registry, release)
    for department in registry.departments.values():
        yield _department(department)
    for matter in registry.matters_without_lead.values():
        yield _unassigned(matter)
    for page in registry.pages.values():
        yield _page(page)
    shown = (each for each in registry.results.values() if each.withdrawn is None)
    yield from (_result(registry, result) for result in shown)


def _item(registry: Registry, item: Item, leads: tuple[str, ...]) -> Document:
    lead = registry.departments[item.department]
    others = [registry.departments[each].name for each in item.supporting]
    body = [item.description, *(each.looks_like for each in item.boundaries), lead.name, *others]
    return Document(
        id=f"{ITEM}:{item.id}",
        kind=ITEM,
        title=item.matter,
        body=" ".join(each for each in body if each),
        words=item.words,
        url=f"/items/{item.id}/",
        filters={"department": leads, "topic": item.topics, "scope": (EVERYWHERE,)},
        stored={"matter": item.id, "department": lead.id, "department_name": lead.name},
    )


def _list(registry: Registry, release: Release) -> Document:
    matters = "、".join(item.matter for item in release.items)
    return Document(
        id=f"{LIST}:{release.region}/{release.department}",
        kind=LIST,
        title=release.title,
        body=matters,
        url=f"/lists/{release.region}/{release.department}/",
        filters={"department": (release.department,), "scope": (release.region,)},
        stored={"department_name": registry.departments[release.department].name},
    )


def _department(department: Department) -> Document:
    return Document(
        id=f"{DEPARTMENT}:{department.id}",
        kind=DEPARTMENT,
        title=department.name,
        body=department.duty,
        words=department.aliases,
        url=f"/departments/{department.id}/",
        filters={"department": (department.id,), "scope": (EVERYWHERE,)},
    )


def _unassigned(matter: MatterWithoutLead) -> Document:
    return Document(
        id=f"{UNASSIGNED}:{matter.id}",
        kind=UNASSIGNED,
        title=matter.matter,
        body=_plain(matter.body_markdown),
        url=f"/matters-without-lead/{matter.id}/",
        filters={"scope": (EVERYWHERE,)},
    )


def _page(page: Page) -> Document:
    return Document(
        id=f"{PAGE}:{page.slug}",
        kind=PAGE,
        title=page.title,
        body=f"{page.summary}\n{_plain(page.body_markdown)}",
        url=f"/{page.slug}/",
        filters={"scope": (EVERYWHERE,)},
    )


def _result(registry: Registry, result: Result) -> Document:
    return Document(
        id=f"{RESULT}:{result.id}",
        kind=RESULT,
        title=result.title,
        body=f"{result.complaint}\n{result.outcome}",
        url=f"/results/{result.id}/",
        filters={
            "department": (result.department,),
            "topic": result.topics,
            "scope": (result.region,),
        },
        stored={"department_name": registry.departments[result.department].name},
        day=int(f"{result.published_on:%Y%m%d}"),
    )


def _plain(text: str) -> str:
    """Markdown as the words a reader sees, so that a snippet shows no signs of it."""
    return " ".join(unescape(_TAG.sub(" ", markdown(text))).split())


def _leads(registry: Registry) -> dict[str, tuple[str, ...]]:
    """Every department that leads a matter in some region, so that a filter by department finds it."""
    leads: dict[str, tuple[str, ...]] = {}
    for release in registry.releases:
        for item in release.items:
            known = leads.get(item.id, ())
            leads[item.id] = known if item.department in known else (*known, item.department)
    return leads


def _counted(documents: Iterable[Document], progress: Callable[[int], None] | None) -> Iterator[Document]:
    for number, document in enumerate(documents, start=1):
        yield document
        if progress:
            progress(number)


def _stamp(ctx: Context) -> str:
    return f"{FORMAT} {digest(ctx.settings.content_dir)}"


def _stamp_file(ctx: Context) -> Path:
    return ctx.settings.data_dir / "index.stamp"
