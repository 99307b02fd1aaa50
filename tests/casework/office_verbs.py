"""What histories do with the sweep and the papers of supervision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from samples import Clock

from intake.cases.model import Staff
from intake.services.context import Context
from intake.services.office import letters, my_reminders, reports, supervision
from intake.services.office.supervision import Demand
from intake.services.office.sweep import sweep
from intake.store.cases import cases
from intake.store.office import letters as store
from intake.store.office import upward_reports


def reminded(ctx: Context, staff: Staff) -> list[str]:
    """What somebody was reminded of, oldest first."""
    return [each.kind for each in reversed(my_reminders.of(ctx, staff))]


def letters_of(ctx: Context, number: str) -> list[str]:
    """The letters about a case: acknowledged or open."""
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
        found = store.letters_about(connection, case.id) if case else []
    return ["acknowledged" if each.acknowledged_at else "open" for each in found]


def reports_of(ctx: Context, number: str) -> list[str]:
    """The reports upward about a case: why, and to which region."""
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
        found = upward_reports.reports_about(connection, case.id) if case else []
    return [f"{each.kind} {each.to_region}" for each in found]


def _sweep(ctx: Context, _staff: Staff, _number: str, _version: int, days: int = 0) -> None:
    """Once now, or once a day for as many days."""
    clock = ctx.now
    assert isinstance(clock, Clock)
    sweep(ctx)
    for _day in range(days):
        clock.forward(days=1)
        sweep(ctx)


def _acknowledge(ctx: Context, staff: Staff, _number: str, _version: int) -> None:
    found = [each.letter.number for each in letters.listed(ctx, staff)]
    letters.acknowledge(ctx, staff, found[0] if found else "TX-0000-00000", "马上办。")


def _answer_report(ctx: Context, staff: Staff, _number: str, _version: int) -> None:
    found = [each.report.number for each in reports.listed(ctx, staff)]
    reports.answer(ctx, staff, found[0] if found else "SB-0000-00000", "限期办结。")


def _supervise(ctx: Context, staff: Staff, number: str, _version: int) -> None:
    demand = Demand("限期整改到位。", ctx.today() + timedelta(days=10))
    supervision.open_on_case(ctx, staff, number, demand)


def _remind(ctx: Context, staff: Staff, number: str, _version: int) -> None:
    letters.issue(ctx, staff, number, "请抓紧办理。")


def _flag(ctx: Context, staff: Staff, number: str, _version: int) -> None:
    reports.flag_major(ctx, staff, number, "影响面大。")


OFFICE_VERBS: Mapping[str, Callable[..., Any]] = {
    "sweep": _sweep,
    "remind": _remind,
    "acknowledge": _acknowledge,
    "flag major": _flag,
    "answer report": _answer_report,
    "supervise": _supervise,
}
