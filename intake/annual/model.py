"""A special report and a work plan while they are worked on (published: registry/annual/model.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from intake.annual.states import State
from registry import GOVERNMENT, PlanTask, Redaction, Unit

# The registry's own words that the store keeps rows of.
__all__ = [
    "DUTIES",
    "GOVERNMENT",
    "LONGEST",
    "DoneMark",
    "DraftPlan",
    "DraftReport",
    "DraftTask",
    "KeptRedaction",
    "Part",
    "PlanTask",
    "Receipt",
    "Redaction",
    "Unit",
]

DUTIES: Final = "duties"  # the part that is chapter one; every other part is a led item's block
LONGEST: Final = 8000  # characters of one part


@dataclass(frozen=True, slots=True)
class Part:
    """Chapter one, or the block of a led item: its text, or why there is none. `public_text` None: the public
    edition says the same. `version` 0: nobody wrote it yet."""

    part: str
    text: str = ""
    reason: str = ""
    public_text: str | None = None
    version: int = 0
    written_at: datetime | None = None

    @property
    def is_answered(self) -> bool:
        """Whether there is a text, or a reason for none."""
        return bool(self.text or self.reason)

    @property
    def shown(self) -> str:
        """The text of the public edition."""
        return self.text if self.public_text is None else self.public_text


@dataclass(frozen=True, slots=True)
class Receipt:
    """A recipient's receipt: the day the report came and the number it got there."""

    to: str
    received_on: date
    number: str


@dataclass(frozen=True, slots=True)
class KeptRedaction:
    """A redaction of a part, with its row."""

    id: int
    part: str
    redaction: Redaction


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A report with all its parts. `version` counts its steps; parts have versions of their own.

    `formed_on` is the day it was signed off; `figures` are the complaints by item as counted then. The ids
    are those of staff. `written_at`: the content has it.
    """

    id: int
    unit: Unit
    year: int
    version: int
    state: State
    parts: Mapping[str, Part]
    redactions: tuple[KeptRedaction, ...]
    receipts: tuple[Receipt, ...]
    written_by: int
    submitted_by: int | None = None
    signed_by: int | None = None
    proposed_by: int | None = None
    reviewed_by: int | None = None
    formed_on: date | None = None
    sent_on: date | None = None
    published_on: date | None = None
    grounds: str = ""
    reason: str = ""
    figures: Mapping[str, Mapping[str, int]] | None = None
    written_at: datetime | None = None

    def part(self, name: str) -> Part:
        """A part, empty when nobody wrote it."""
        return self.parts.get(name) or Part(name)


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task of a plan, with its row."""

    id: int
    task: PlanTask


@dataclass(frozen=True, slots=True)
class DoneMark:
    """A mark of a plan that was done: when, and what."""

    mark: str
    done_on: date
    text: str


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A work plan; `public` once somebody of its unit who wrote nothing of it declared it so.

    Its file is then `declared_text`, whatever is noted later.
    """

    id: int
    unit: Unit
    year: int
    version: int
    state: State
    goals: str
    tasks: tuple[DraftTask, ...]
    done: Mapping[str, DoneMark]
    written_by: int
    number: str = ""
    filed_on: date | None = None
    declared_by: int | None = None
    declared_text: str | None = None
    grounds: str = ""
    reason: str = ""
    published_on: date | None = None
    written_at: datetime | None = None

    @property
    def public(self) -> bool:
        """Whether it was declared public."""
        return self.published_on is not None
