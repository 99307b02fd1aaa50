"""Pages of hits, one after the other, for the public and for the desk: each hit is on one page."""

from __future__ import annotations

from dataclasses import replace

from search import Hit, Query, Results, Sort

PAGE_SIZE = 20
DEEPEST = 1000  # hits of the best; whoever looks further needs other words
_MOST_DIGITS = 19


def opened(query: Query, after: str) -> Query:
    """The query of the page that begins at `after`; what is no such place is the beginning. It asks for one
    hit more than the page has, so that the last page knows that it is."""
    order, _dash, number = after.partition("-")
    valid = order == query.sort.value and number.isdecimal() and len(number) <= _MOST_DIGITS
    wider = replace(query, limit=PAGE_SIZE + 1)
    if not valid:
        return wider
    if query.sort is Sort.NEWEST:
        return replace(wider, before=int(number))
    return replace(wider, offset=min(int(number), DEEPEST))


def is_place(sort: Sort, after: str) -> bool:
    """Whether a page of this order can begin there."""
    return opened(Query("", sort=sort), after) != opened(Query("", sort=sort), "")


def shown(results: Results) -> tuple[Hit, ...]:
    """The hits of the page."""
    return results.hits[:PAGE_SIZE]


def onward(query: Query, results: Results) -> str:
    """Where the next page begins; "" on the last one."""
    if len(results.hits) <= PAGE_SIZE:
        return ""
    if query.sort is Sort.NEWEST:
        return f"{query.sort.value}-{results.hits[PAGE_SIZE - 1].order}"
    further = query.offset + PAGE_SIZE
    return f"{query.sort.value}-{further}" if further < DEEPEST else ""
