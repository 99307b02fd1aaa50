"""Which matter a text is about, before it is filed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from intake.cases.model import Complaint
from intake.cases.ownership import for_filing
from intake.cases.routing import Certificate
from intake.services.context import Context
from intake.services.search.search_public import who

_MOST = 5
_WORTH_SHOWING = 0.03  # share among the candidates; below it a suggestion only puzzles


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
    if not text.strip():
        return []
    certificate = ctx.router.route(text, region=region, on=ctx.today())
    best = [(certificate.item, certificate.matched)] if certificate.environmental else []
    likely = [each.item for each in certificate.alternatives if each.score >= _WORTH_SHOWING]
    others: list[tuple[str | None, tuple[str, ...]]] = [(item, ()) for item in likely]
    told = (_suggestion(ctx, item, matched, region) for item, matched in (*best, *others) if item)
    return list(islice(told, _MOST))


def preview(ctx: Context, complaint: Complaint) -> Certificate:
    """Where the complaint would go if it were filed now. Stores nothing."""
    certificate = ctx.router.route(
        complaint.text,
        title=complaint.title,
        region=complaint.location.region,
        address=complaint.location.address,
        item=complaint.item,
        on=ctx.today(),
    )
    return for_filing(certificate, ctx.registry, ctx.today())


def _suggestion(ctx: Context, item: str, matched: tuple[str, ...], region: str | None) -> Suggestion:
    published = ctx.registry.items[item]
    there = who(ctx, item, region) if region else None
    lead = there.lead if there else ctx.registry.departments[published.department]
    return Suggestion(item, published.matter, lead.name, there.organ.name if there else None, matched)
