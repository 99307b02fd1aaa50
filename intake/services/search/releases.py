"""What the published lists said on a day, and what became of them; from the registry, never from cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.services.context import Context
from intake.services.search.search_public import answered_for
from registry import LeadChange, ListChanges, Release, Responsibility, compare, compare_days

_ORDER = ("moved", "removed", "changed", "added")


@dataclass(frozen=True, slots=True)
class Answer:
    """Who led a matter in a region on a day. Without `found`, `first_day` is the day from which a list that
    holds there names the matter; None when none ever did."""

    matter: str
    region: str
    on: date
    found: Responsibility | None
    first_day: date | None


def published(ctx: Context) -> tuple[Release, ...]:
    """The releases that are public today."""
    return tuple(each for each in ctx.registry.releases if each.approval.published_on <= ctx.today())


def who(ctx: Context, matter: str, region: str, on: date | None) -> Answer:
    """The answer for the day, today by default and at the latest. Raises KeyError for an unknown region."""
    day = answered_for(ctx, on)
    found = ctx.registry.who(matter, region, day)
    return Answer(matter, region, day, found, None if found else _first_day(ctx, matter, region))


def changes(ctx: Context, old: str, new: str) -> ListChanges | None:
    """From one release to another of the same list, by key; None when one is unknown or of another list."""
    public = {each.key: each for each in published(ctx)}
    left, right = public.get(old), public.get(new)
    if left is None or right is None:
        return None
    same = (left.region, left.department) == (right.region, right.department)
    return compare(ctx.registry, left, right) if same and left is not right else None


def region_changes(ctx: Context, region: str, days: tuple[date, date]) -> tuple[LeadChange, ...]:
    """Who leads what otherwise in a region on the second day, what moved first.

    Raises KeyError for an unknown region.
    """
    before, after = (answered_for(ctx, day) for day in days)
    found = compare_days(ctx.registry, region, before, after)
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.kind)))


def _first_day(ctx: Context, matter: str, region: str) -> date | None:
    line = {each.code for each in ctx.registry.lineage(region)}
    days = (
        each.effective_from
        for each in published(ctx)
        if each.region in line and any(claim.id == matter for claim in each.claims)
    )
    return min(days, default=None)
