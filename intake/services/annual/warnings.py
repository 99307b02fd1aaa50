"""Units are warned ahead of their special report, and once when it is missing; the sweep asks.

What is due is computed from the registry and from what was sent. Only the warnings are kept, so a sweep that
did not run loses nothing but time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import structlog

from intake.annual import clock
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner
from intake.services.annual.standing import number_of
from intake.services.context import Context
from intake.services.office.heads import office_of, organ_heads
from intake.store.annual import annual_reports, annual_warnings
from intake.store.office import reminders
from intake.store.office.reminders import Reminder
from intake.store.records import events
from registry import GOVERNMENT, CalendarEnded, Obligation, Unit, obligations

log = structlog.get_logger()


def warn(ctx: Context) -> int:
    """Warn whoever must be; returns how many units. A calendar that ends too early is told in the log."""
    try:
        return sum(_warn(ctx, owed, rung) for owed, rung in _ripe(ctx))
    except CalendarEnded as ended:
        log.error("units not warned of their annual reports", reason=str(ended))
        return 0


def _ripe(ctx: Context) -> Iterator[tuple[Obligation, int]]:
    """What was not sent, with the rung that is reached and was not told yet."""
    year, today = ctx.today().year - 1, ctx.today()
    with ctx.database.reading() as connection:
        owed = _owed(ctx, annual_warnings.staffed(connection), year)
        regions = {each.unit.region for each in owed}
        sent = {each.unit for each in annual_reports.of_regions(connection, regions, year) if each.sent_on}
        warned = annual_warnings.warned(connection, year)
    for each in owed:
        if each.unit in sent or each.key in ctx.registry.reports or warned.get(each.unit) == clock.LATE:
            continue
        rung = clock.rung(ctx.registry.calendar, each, today)
        if rung is not None and rung < warned.get(each.unit, rung + 1):
            yield each, rung


def _owed(ctx: Context, workers: Iterable[Unit], year: int) -> list[Obligation]:
    """What these people write for: their own units, and those whose duties they took over."""
    here = set(workers)
    regions = {unit.region for unit in here if unit.region in ctx.registry.regions}
    above = {ctx.registry.region(region).parent for region in regions} - {""}
    due = (each for region in sorted(regions | above) for each in obligations(ctx.registry, region, year))
    return [each for each in due if each.performed_by in here]


def _warn(ctx: Context, owed: Obligation, rung: int) -> bool:
    with ctx.database.writing() as connection:
        if not annual_warnings.warn_once(connection, owed.unit, owed.year, rung, ctx.now()):
            return False
        worker = owed.performed_by
        late = rung == clock.LATE
        told = office_of(ctx, connection, owed.to) if late else ()
        if worker.department == GOVERNMENT:
            told += office_of(ctx, connection, worker.region)
        else:
            told += organ_heads(ctx, connection, Owner(worker.region, worker.department))
        number = number_of(owed.unit, owed.year)
        kind = "annual_late" if late else "annual"
        reminders.put(connection, told, Reminder(kind, _about(owed), None, number), ctx.now())
        facts = {"organ": owed.name, "paper": number, "until": owed.due.isoformat()}
        events.record(connection, Recorded(Event.ANNUAL_WARNED, ctx.now(), None, None, detail=facts))
    return True


def _about(owed: Obligation) -> str:
    return f"{owed.name} {owed.year}（{owed.due}）"
