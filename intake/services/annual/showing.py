"""A special report as its reader sees it: what is owed, written, missing, and what may be done now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from intake.annual import clock, edition
from intake.annual.coverage import Coverage, coverage
from intake.annual.model import DUTIES, DraftReport, Part
from intake.annual.states import REPORT, REPORT_SHOWN, Act, State, acts_open_to, check_shown
from intake.cases.model import Staff
from intake.services.annual.figures import Figures, counted
from intake.services.annual.standing import due, standing
from intake.services.context import Context
from intake.store.annual import annual_drafts, annual_plans, annual_reports
from intake.store.annual.annual_drafts import DraftPlace
from registry import CalendarEnded, Item, LedItems, Obligation, PlanTask, led_items


@dataclass(frozen=True, slots=True)
class ReportView:
    """`figures` and `tasks` are by item; tasks are for who writes. `publish_by` is None before it is formed,
    and when the calendar does not reach so far: then `calendar_ended` says so."""

    owed: Obligation
    report: DraftReport
    led: LedItems
    coverage: Coverage
    figures: Figures
    tasks: Mapping[str, tuple[PlanTask, ...]]
    acts: tuple[Act, ...]
    publish_by: date | None
    calendar_ended: str
    unexplained: tuple[str, ...]
    pointless: tuple[str, ...]

    @property
    def written(self) -> tuple[Part, ...]:
        """The parts that have a text, in the order of the report."""
        parts = (self.report.part(name) for name in (DUTIES, *self.led.ids))
        return tuple(part for part in parts if part.text)

    def item(self, part: str) -> Item | None:
        """The led item whose block a part is."""
        return next((item for item in self.led.items if item.id == part), None)


@dataclass(frozen=True, slots=True)
class PartView:
    """A part being written. `kept`: what this person left half written, and when."""

    view: ReportView
    part: Part
    item: Item | None
    suggestion: str
    kept: tuple[dict[str, str], datetime] | None


def one(ctx: Context, staff: Staff, number: str) -> ReportView:
    """A report, begun or not. Raises NotFound, NotPermitted."""
    owed = due(ctx, staff, number)
    with ctx.database.reading() as connection:
        return view_of(ctx, connection, staff, owed)


def part(ctx: Context, staff: Staff, number: str, name: str, form: str) -> PartView | None:
    """A part of it, to be written in the form of that name; None when it has none such."""
    owed = due(ctx, staff, number)
    with ctx.database.reading() as connection:
        view = view_of(ctx, connection, staff, owed)
        kept = annual_drafts.kept(connection, DraftPlace(staff.id, owed.key, f"{form}:{name}"))
    item = view.item(name)
    if item is None and name != DUTIES:
        return None
    return PartView(view, view.report.part(name), item, suggestion(view, name), kept)


def view_of(ctx: Context, connection: Connection, staff: Staff, owed: Obligation) -> ReportView:
    """The same within a transaction. Raises NotPermitted: an office, before it was sent."""
    report = annual_reports.one(connection, owed.unit, owed.year) or unbegun(owed, staff)
    where = standing(ctx, staff, owed, report.state)
    check_shown(REPORT_SHOWN, where)
    led = led_items(ctx.registry, owed.unit, owed.year)
    figures = report.figures or counted(ctx, connection, owed.unit, owed.year, led.items)
    plan = annual_plans.one(connection, owed.unit, owed.year)
    publish_by, ended = _publish_by(ctx, owed, report)
    return ReportView(
        owed=owed,
        report=report,
        led=led,
        coverage=coverage(report, led.items),
        figures={item: dict(each) for item, each in figures.items()},
        tasks=_by_item([each.task for each in plan.tasks] if plan and where.is_unit else ()),
        acts=acts_open_to(REPORT, staff, where),
        publish_by=publish_by,
        calendar_ended=ended,
        unexplained=edition.unexplained(report),
        pointless=edition.pointless(report),
    )


def unbegun(owed: Obligation, staff: Staff) -> DraftReport:
    """A report that nobody has written on: it has no row."""
    return DraftReport(0, owed.unit, owed.year, 0, State.DRAFT, {}, (), (), staff.id)


def suggestion(view: ReportView, name: str) -> str:
    """What a block nobody wrote begins with: the tasks that the year's plan has for the item."""
    return "\n".join(
        f"{each.task}：{each.progress or each.measures}".rstrip("：") for each in view.tasks.get(name, ())
    )


def _by_item(tasks: list[PlanTask] | tuple[PlanTask, ...]) -> Mapping[str, tuple[PlanTask, ...]]:
    found: defaultdict[str, list[PlanTask]] = defaultdict(list)
    for task in tasks:
        for item in task.items:
            found[item].append(task)
    return {item: tuple(each) for item, each in found.items()}


def _publish_by(ctx: Context, owed: Obligation, report: DraftReport) -> tuple[date | None, str]:
    if report.formed_on is None:
        return None, ""
    try:
        return clock.publish_by(ctx.registry.calendar, owed.profile, report.formed_on), ""
    except CalendarEnded as ended:
        return None, str(ended)
