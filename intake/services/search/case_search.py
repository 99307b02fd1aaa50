"""Full-text search of cases, for staff. Who may see what is part of the question to the index.

Restricted cases are never found here; those who may handle them have them in their lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.cases.errors import NotPermitted
from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.permissions import Right, may
from intake.cases.states import State
from intake.cases.telling import state_words
from intake.services.context import Context
from intake.services.desk.asking import reach_of
from intake.services.desk.rows import CaseRow, row_of
from intake.services.search import case_facets, paging
from intake.services.search.case_index import CASE, office_reader, organ_reader
from intake.services.search.facets import Facet
from intake.services.search.naming import (
    Days,
    both,
    codes_named,
    days_named,
    departments_named,
    regions_named,
)
from intake.store.cases import case_lists
from intake.store.cases.case_filters import Wanted
from intake.words import gettext as _
from intake.words import mark
from registry import Registry
from search import Hit, Query, Sort
from search.language import narrowed

# What may be written before a colon, and what it narrows by.
NAMES = {
    mark("地区"): "region",
    mark("部门"): "department",
    mark("状态"): "state",
    mark("日期"): "day",
    "region": "region",
    "department": "department",
    "state": "state",
    "date": "day",
}


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A hit: the case as a list shows it, and the marked stretch of its text."""

    row: CaseRow
    title_html: str
    snippet_html: str


@dataclass(frozen=True, slots=True)
class FoundCases:
    """One page of hits. `after` asks for the next page, "" on the last. `not_understood`: named parts of the
    query that mean nothing here; nothing is found rather than too much. `at_least`: `total` is a lower bound.
    `facets` are counted for the first page of a search with few hits.
    """

    items: tuple[FoundCase, ...]
    total: int
    at_least: bool
    corrected: str | None
    after: str
    not_understood: tuple[str, ...]
    facets: tuple[Facet, ...] = ()


@dataclass(slots=True)
class _Narrowing:
    """Named parts of a query turned into filters."""

    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    days: Days = (0, 0)
    not_understood: list[str] = field(default_factory=list)


def search(ctx: Context, staff: Staff, typed: str, sort: Sort = Sort.BEST, after: str = "") -> FoundCases:
    """Cases within this person's reach, best first or newest first. Any `typed` and `after` is safe.

    Raises NotPermitted for those who read no cases, search.IndexBroken while there is no index.
    """
    if not may(staff, Right.READ_CASE):
        raise NotPermitted(_("您的账号没有这项权限。"))
    asked = narrowed(typed, NAMES)
    by = _narrowing(ctx.registry, asked.named)
    if by.not_understood:
        return FoundCases((), 0, False, None, "", tuple(by.not_understood))
    filters = {**by.filters, "reader": (_reader(staff),)}
    begun = Query(asked.text, filters=filters, kinds=(CASE,), days=by.days, sort=sort)
    query = paging.opened(begun, after)
    results = ctx.case_index.query(query)
    items = tuple(_rows(ctx, staff, paging.shown(results)))
    onward = paging.onward(query, results)
    few = 1 < results.total <= case_facets.MOST_COUNTED and not after
    counted = case_facets.facets(ctx, staff, begun) if few else ()
    return FoundCases(items, results.total, results.at_least, results.corrected, onward, (), counted)


def _reader(staff: Staff) -> str:
    if staff.role is Role.COORDINATOR:
        return office_reader(staff.region)
    if staff.role not in ORGAN_ROLES:
        raise NotPermitted(_("您的账号没有这项权限。"))
    return organ_reader(Owner(staff.region, staff.department))


def _rows(ctx: Context, staff: Staff, hits: tuple[Hit, ...]) -> Iterator[FoundCase]:
    """The hits as the database knows them now: the index may be a moment behind somebody's reach."""
    numbers = [hit.id for hit in hits]
    wanted = Wanted(reach_of(ctx, staff), numbers=numbers, unrestricted=True)
    with ctx.database.reading() as connection:
        known = {each.number: each for each in case_lists.page(connection, wanted, paging.PAGE_SIZE, 0)}
    for hit in hits:
        if listed := known.get(hit.id):
            yield FoundCase(row_of(ctx, listed), hit.title_html, hit.snippet_html)


def _narrowing(registry: Registry, named: tuple[tuple[str, str], ...]) -> _Narrowing:
    """Filters and days of the named parts; several values of one name widen it, ranges of days narrow."""
    found = _Narrowing()
    for name, value in named:
        meaning = NAMES[name]
        if meaning == "day":
            days = days_named(value)
            found.days = both(found.days, days) if days else found.days
            understood = days is not None
        else:
            values = _values(registry, meaning, value)
            found.filters[meaning] = (*found.filters.get(meaning, ()), *values)
            understood = bool(values)
        if not understood:
            found.not_understood.append(f"{name}:{value}")
    return found


def _values(registry: Registry, meaning: str, value: str) -> tuple[str, ...]:
    """The codes a name stands for: several when it is not the only one of that name."""
    if meaning == "state":
        return codes_named({each.value: state_words(each) for each in State}, value)
    if meaning == "department":
        return departments_named(registry, value)
    return regions_named(registry, value)
