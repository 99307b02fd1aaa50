"""Which matter a text is about, before it is filed."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import Complaint
from intake.cases.routing import Certificate
from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A list item the text may be about, and the words that matched; `organ` is None without a region."""

    item_id: str
    matter: str
    department: str
    organ: str | None
    matched: tuple[str, ...]


def suggest(ctx: Context, text: str, region: str | None = None) -> list[Suggestion]:
    """Up to five items, best first; empty for empty text."""
    raise NotImplementedError


def preview(ctx: Context, complaint: Complaint) -> Certificate:
    """Where the complaint would go if it were filed now. Stores nothing."""
    raise NotImplementedError
