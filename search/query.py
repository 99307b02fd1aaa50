"""What is asked of an index and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MAX_QUERY_CHARACTERS = 200  # a search box, not a complaint; more costs time and finds nothing better


class Sort(StrEnum):
    """In what order hits come."""

    BEST = "best"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as typed: words, "words in exactly this order" in quotes, -words that must not occur.

    `filters` keeps documents having, for every named field, at least one of the given values; `kinds`
    likewise. `days` keeps those of a range of days (20261123), both ends included, 0 for an open end. An
    empty text matches everything the filters let through. `facets` names the filters whose values are to be
    counted. `any_word`: one of the words is enough; otherwise half of them, unless no document has so many.

    Pages: `offset` counts hits passed over; sorted by NEWEST, `before` instead goes on below the `order` of
    the last hit seen, which costs the same on every page.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0
    days: tuple[int, int] = (0, 0)
    sort: Sort = Sort.BEST
    before: int | None = None
    facets: tuple[str, ...] = ()
    any_word: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One document found. `title_html` and `snippet_html` hold <mark> and otherwise only escaped text;
    `matched` are the words of the query, or their synonyms, that the document contains."""

    id: str
    kind: str
    title: str
    url: str
    score: float
    title_html: str
    snippet_html: str
    matched: tuple[str, ...]
    stored: Mapping[str, str]
    filters: Mapping[str, tuple[str, ...]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts every match, not only this page, and ones before `before`; an engine may stop counting:
    `at_least` says that there are more. `corrected` is the text searched instead of the typed. `facets` maps
    each filter's name asked for (or "kind") to value → number of matches."""

    hits: tuple[Hit, ...]
    total: int
    corrected: str | None
    facets: Mapping[str, Mapping[str, int]]
    at_least: bool = False
