"""Figures of cases: summed up in the database, put under the names of regions and departments here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from intake.cases.ownership import regions_below
from intake.cases.small_counts import FEWEST
from intake.services.context import Context
from intake.store.office.board import Sums
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is now, then what happened in the period."""

    open: int = 0
    overdue: int = 0
    soon: int = 0
    unassigned: int = 0
    objected: int = 0
    under_review: int = 0
    without_lead: int = 0
    filed: int = 0
    closed: int = 0
    reopened: int = 0
    ratings: int = 0
    stars: int = 0

    @property
    def satisfaction(self) -> float | None:
        """The mean of the stars; None where so few rated that it would tell what somebody said."""
        return self.stars / self.ratings if self.ratings >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one region with all below it, or of one department; `key` None: neither is known."""

    key: str | None
    name: str
    figures: Figures


class Tally:
    """Adds up sums as they come, line by line."""

    def __init__(self, line_of: Mapping[str, str] | None = None) -> None:
        self._line_of = line_of
        self._lines: defaultdict[str | None, Counter[str]] = defaultdict(Counter)

    def add(self, key: str | None, counted: Mapping[str, int]) -> None:
        """Add to the line of a key; to the last one, None, for a key that has no line."""
        line = key if self._line_of is None else self._line_of.get(key or "")
        self._lines[line].update(counted)

    def lines(self, names: Mapping[str, str], rest: str) -> Iterator[Line]:
        """The named lines in their order, and one for the rest if there is any."""
        for key, name in names.items():
            yield Line(key, name, Figures(**self._lines.get(key, Counter())))
        if None in self._lines:
            yield Line(None, rest, Figures(**self._lines[None]))

    @property
    def keys(self) -> set[str | None]:
        """The keys that have a line."""
        return set(self._lines)

    @property
    def total(self) -> Figures:
        """All lines together."""
        return Figures(**sum(self._lines.values(), Counter()))


def line_codes(ctx: Context, top: str) -> dict[str, str]:
    """The line that each region counts in: the region right below `top`, or `top` itself."""
    children = ctx.registry.children(top)
    below = {code: child.code for child in children for code in regions_below(ctx.registry, child.code)}
    return {top: top} | below


def by_region(ctx: Context, top: str, sums: Iterable[Sums]) -> tuple[Line, ...]:
    """A line for the region `top` itself and one for each right below it, in the order of their codes."""
    tally = Tally(line_codes(ctx, top))
    for each in sums:
        if each.by == "region":
            tally.add(each.key, each.counted)
    own, children = ctx.registry.region(top).name, ctx.registry.children(top)
    names = {top: _("{region}（未写明下级地区）").format(region=own) if children else own}
    return tuple(tally.lines(names | {child.code: child.name for child in children}, _("地点不明或在别处")))


def by_department(ctx: Context, sums: Iterable[Sums]) -> tuple[tuple[Line, ...], Figures]:
    """A line for each department that has figures, in the order of the catalogue, what the coordinating
    offices have in a last one; and the total."""
    tally = Tally({code: code for code in ctx.registry.departments})
    for each in sums:
        if each.by == "department":
            tally.add(each.key, each.counted)
    known = ctx.registry.departments.values()
    names = {each.id: each.name for each in known if each.id in tally.keys}
    return tuple(tally.lines(names, _("协调办公室"))), tally.total
