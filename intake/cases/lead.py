"""Matters for which no lead is named, until one is (article 6 of the policy)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

SMALL = 5  # a count below it is not told where somebody could infer a single case from it


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision: which department (an id) leads, by which document, of which day."""

    department: str
    document: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a consulted department (an id) says."""

    department: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadQuestion:
    """One entry of the register. `region` decides; `cases` are the numbers of the cases that wait for it."""

    id: int
    region: str
    matter: str
    opened_at: datetime
    ruling: Ruling | None
    settled_at: datetime | None
    cases: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
