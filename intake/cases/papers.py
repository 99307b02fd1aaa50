"""What lies in the file of a case beside the complaint and the record of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.cases.messages import Message
from intake.cases.model import Owner
from intake.cases.objections import Objection


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    """A review (复查, level 1) or second review (复核, 2): who decides, on whose answer.
    `upheld` None: open."""

    level: int
    reviewer: Owner
    answered_by: Owner
    asked_at: datetime
    upheld: bool | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Rating:
    """What the complainant thinks of how it was handled: 1 to 5, and in words."""

    stars: int
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Hold:
    """The contact is kept whatever the retention rules say."""

    reason: str
    placed_at: datetime


@dataclass(frozen=True, slots=True)
class Papers:
    """The file. `whole` is the number of the case this one was split off, `parts` of those split off it;
    `readable`: which of these the reader may open."""

    messages: tuple[Message, ...] = ()
    objections: tuple[Objection, ...] = ()
    reviews: tuple[ReviewAsked, ...] = ()
    rating: Rating | None = None
    whole: str | None = None
    parts: tuple[str, ...] = ()
    readable: frozenset[str] = frozenset()
    hold: Hold | None = None
