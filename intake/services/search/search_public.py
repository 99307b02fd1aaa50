"""Search of what is published, and who answers for a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.services.context import Context
from intake.services.search.index import EVERYWHERE, ITEM
from registry import Responsibility
from search import Hit, Query, Results

PAGE_SIZE = 20
_LAST_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, and filters by region code, department id and kind. `page` counts from 1."""

    q: str
    region: str | None = None
    department: str | None = None
    kind: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One hit; `organ` is who answers in the chosen region (items only, None without a region)."""

    hit: Hit
    organ: str | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of hits and the backend's own results (total, corrected, facets)."""

    items: tuple[Found, ...]
    results: Results
    page: int
    pages: int


def search(ctx: Context, wanted: Wanted) -> FoundPage:
    """Hits of kinds item, list, department, unassigned (matters without a lead), page and result.

    Any `q` is safe. An unknown region counts as none. Raises search.IndexBroken.
    """
    region = wanted.region if wanted.region in ctx.registry.regions else None
    page = min(max(wanted.page, 1), _LAST_PAGE)
    query = Query(
        text=wanted.q,
        filters=_filters(ctx, region, wanted.department),
        kinds=(wanted.kind,) if wanted.kind else (),
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    results = ctx.index.query(query)
    items = tuple(Found(hit, _organ(ctx, hit, region)) for hit in results.hits)
    return FoundPage(items, results, page, min(_LAST_PAGE, max(1, -(-results.total // PAGE_SIZE))))


def who(ctx: Context, matter: str, region: str, on: date | None = None) -> Responsibility | None:
    """Who leads a matter in a region on a day (today by default); None when unknown or nobody does."""
    if region not in ctx.registry.regions:
        return None
    return ctx.registry.who(matter, region, on or max(ctx.today(), ctx.registry.first_release_date))


def _filters(ctx: Context, region: str | None, department: str | None) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {"department": (department,)} if department else {}
    if region:
        filters["scope"] = (EVERYWHERE, *(each.code for each in ctx.registry.lineage(region)))
    return filters


def _organ(ctx: Context, hit: Hit, region: str | None) -> str | None:
    if region is None or hit.kind != ITEM:
        return None
    there = who(ctx, hit.stored["matter"], region)
    return there.organ.name if there else None
