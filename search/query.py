"""What is asked of an index and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_QUERY_CHARACTERS = 200  # a search box, not a complaint; more costs time and finds nothing better


@dataclass(frozen=True, slots=True)
class Query:
    """`text` as typed: words, "words that must all occur" in quotes, -words that must not.

    `filters` keeps documents having, for every named field, at least one of the given values; `kinds`
    likewise. An empty text matches everything the filters let through.
    """

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0


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


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts every match, not only this page. `corrected` is the text searched instead of the typed.
    `facets` maps a filter's name (and "kind") to value → number of matches."""

    hits: tuple[Hit, ...]
    total: int
    corrected: str | None
    facets: Mapping[str, Mapping[str, int]]
