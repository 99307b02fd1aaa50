"""Everything a citizen can find, as documents of the search; one function a kind, all in `SOURCES`."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from intake.services.search import published_acts as acts
from intake.services.search import published_guides as guides
from intake.services.search import published_reports as annual
from intake.services.search.making import day_number
from registry import Registry
from search import Document

Source = Callable[[Registry, date], Iterator[Document]]
SOURCES: tuple[Source, ...] = (
    guides.items,
    acts.lists,
    guides.departments,
    guides.matters,
    guides.pages,
    acts.decisions,
    acts.results,
    annual.reports,
    annual.plans,
)
_ORDER_BITS = 38  # of a document's order that follow its day


def documents(registry: Registry, on: date = date.max) -> Iterator[Document]:
    """All of it in a fixed order, each with an order of its own: by day, then by id. What is public and
    in force is so on that day; by default, whatever is or will be.
    """
    last, taken = day_number(on), set[int]()
    for source in SOURCES:
        for each in source(registry, on):
            if each.day <= last:
                yield replace(each, order=_order(each, taken))


def _order(document: Document, taken: set[int]) -> int:
    """The same at every build while the document is there, whatever comes or goes beside it."""
    digest = zlib.crc32(document.id.encode()) << (_ORDER_BITS - 32)
    order = (document.day << _ORDER_BITS) + digest
    while order in taken:
        order += 1
    taken.add(order)
    return order
