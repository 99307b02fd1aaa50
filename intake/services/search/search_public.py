"""Search of what is published, and who answers for a matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from intake.services.context import Context
from intake.services.search import index, paging
from intake.services.search.facets import COUNTED, Facet, facets
from intake.services.search.kinds import KINDS
from intake.services.search.narrowing import Asked, filters_for, read
from registry import Responsibility
from search import Hit, IndexBroken, Query, Results, Sort

FEED_LENGTH = 50
_FIRST_DAY = 1  # of what has a day at all


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words as typed, in which fields may be named (部门:水利), and values chosen for
    fields (see `kinds.FIELDS`): codes or names, several widen. `after` is where a page begins."""

    q: str = ""
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = Sort.BEST
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One hit; `organ` is who answers in the region chosen or named (items only, else None); `day` when
    it was published, None for what has no day; `states` are codes."""

    hit: Hit
    organ: str | None
    day: date | None
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of hits. `asked` is what was understood, `sort` the order they are in: without words only the
    newest make sense. `total` counts every page; `at_least`: there are more. `corrected` are the words looked
    for instead. `after` asks for the next page, "" on the last; `cut`: there are more hits, but no page of
    the best goes so deep. `facets` are counted only when asked for.
    `behind`: the index is not of the record that this process has; `built_at` is when it was made.
    """

    items: tuple[Found, ...]
    asked: Asked
    sort: Sort
    total: int
    at_least: bool
    corrected: str | None
    after: str
    cut: bool
    facets: tuple[Facet, ...]
    behind: bool
    built_at: datetime


def search(ctx: Context, wanted: Wanted, counting: bool = False) -> FoundPage:
    """Hits of every kind of `kinds.KINDS`. Any `q`, value and `after` is safe. `counting` asks for facets.

    Raises search.IndexBroken.
    """
    asked = read(ctx.registry, wanted.q, wanted.by)
    query = paging.opened(_query(ctx, asked, wanted.sort if asked.text else Sort.NEWEST), wanted.after)
    if counting:
        query = replace(query, facets=COUNTED)
    results = ctx.index.query(query)
    page = _page(ctx, asked, query, results, paging.shown(results))
    counted = facets(ctx.registry, asked, results.facets) if counting else ()
    after = paging.onward(query, results)
    more = len(results.hits) > len(page.items)
    return replace(page, after=after, cut=more and not after, facets=counted)


def newest(ctx: Context, wanted: Wanted) -> FoundPage:
    """The newest hits that have a day, for a feed. Raises search.IndexBroken."""
    asked = read(ctx.registry, wanted.q, wanted.by)
    days = (max(asked.days[0], _FIRST_DAY), asked.days[1])
    query = replace(_query(ctx, asked, Sort.NEWEST), days=days, limit=FEED_LENGTH)
    results = ctx.index.query(query)
    return _page(ctx, asked, query, results, results.hits)


def who(ctx: Context, matter: str, region: str, on: date | None = None) -> Responsibility | None:
    """Who leads a matter in a region on a day (today by default); None when unknown or nobody does."""
    if region not in ctx.registry.regions:
        return None
    return ctx.registry.who(matter, region, answered_for(ctx, on))


def answered_for(ctx: Context, on: date | None) -> date:
    """The day, today at the latest: what is to come may stand in lists that are not public yet."""
    latest = max(ctx.today(), ctx.registry.routed_from)
    return min(on, latest) if on else latest


def _query(ctx: Context, asked: Asked, sort: Sort) -> Query:
    return Query(
        text=asked.text,
        filters=filters_for(ctx.registry, asked),
        kinds=asked.codes("kind") or tuple(KINDS),
        days=asked.days,
        sort=sort,
    )


def _page(ctx: Context, asked: Asked, query: Query, results: Results, hits: tuple[Hit, ...]) -> FoundPage:
    """These hits, and what is to be said of all of them."""
    built = index.built(ctx)
    if built is None:
        raise IndexBroken("the index does not say what it was made of")
    region = _region(ctx, asked)
    return FoundPage(
        items=tuple(_found(ctx, hit, region) for hit in hits),
        asked=asked,
        sort=query.sort,
        total=results.total,
        at_least=results.at_least,
        corrected=results.corrected,
        after="",
        cut=False,
        facets=(),
        behind=not built.holds(ctx.registry, ctx.today()),
        built_at=built.at,
    )


def _region(ctx: Context, asked: Asked) -> str | None:
    """The one that was chosen; with none chosen, the one that the words name (金水区酒吧噪声)."""
    chosen = asked.codes("region")
    if chosen:
        return chosen[0] if len(chosen) == 1 else None
    return ctx.router.region_named(asked.text, ctx.today()) if asked.text else None


def _found(ctx: Context, hit: Hit, region: str | None) -> Found:
    day = hit.stored.get("day")
    states = hit.filters.get("state", ())
    return Found(hit, _organ(ctx, hit, region), date.fromisoformat(day) if day else None, states)


def _organ(ctx: Context, hit: Hit, region: str | None) -> str | None:
    if region is None or hit.kind != "item":
        return None
    there = who(ctx, hit.stored["matter"], region)
    return there.organ.name if there else None
