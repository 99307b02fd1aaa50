"""Search of what is published, and who answers for a matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.services.context import Context
from registry import Responsibility
from search.query import Hit, Results

PAGE_SIZE = 20


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, and filters by region code, department id and kind. `page` counts from 1."""

    q: str
    region: str | None = None
    department: str | None = None
    kind: str | None = None
    page: int = 1


def search(ctx: Context, wanted: Wanted) -> FoundPage:
    """Hits of kinds item, list, department, unassigned (matters without a lead) and page. Any `q` is safe."""
    raise NotImplementedError


def who(ctx: Context, matter: str, region: str, on: date | None = None) -> Responsibility | None:
    """Who leads a matter in a region on a day (today by default); None when unknown or nobody does."""
    raise NotImplementedError
