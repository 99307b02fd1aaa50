"""Complaints by led item of a unit for a year, for its special report (policy, article 12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection

from intake.annual.figures import NOTHING
from intake.cases.model import Verdict
from intake.cases.ownership import regions_below
from intake.services.context import Context
from intake.services.office import punctual
from intake.services.office.period import Period
from intake.store.annual import annual_figures as store
from registry import Item, Unit

Figures = dict[str, dict[str, int]]
_FOUND = {each.value: f"found_{each.value}" for each in Verdict}


def counted(ctx: Context, connection: Connection, unit: Unit, year: int, led: Iterable[Item]) -> Figures:
    """By item id, how many complaints of the year there were in the unit's region and below.

    `closed` of those received; `on_time`, `overdue` and the verdicts of those closed. What accuses an organ,
    was withdrawn, or goes along with another is not counted.
    """
    items = {item.matter: item.id for item in led}
    top = not ctx.registry.region(unit.region).parent
    asked = store.Asked(
        matters=list(items),
        filed=Period(date(year, 1, 1), date(year, 12, 31)).filed,
        regions=None if top else regions_below(ctx.registry, unit.region),
        clocks=punctual.answering(ctx),
    )
    found = {item: dict(NOTHING) for item in items.values()}
    for each in store.handled(connection, asked) if items else ():
        _add(found[items[each.matter]], each)
    return found


def _add(counts: dict[str, int], each: store.Handled) -> None:
    counts["received"] += each.count
    if each.closed:
        counts["closed"] += each.count
        counts["overdue" if each.late else "on_time"] += each.count
        if each.verdict in _FOUND:
            counts[_FOUND[each.verdict]] += each.count
