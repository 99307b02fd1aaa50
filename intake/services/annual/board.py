"""The board of the yearly cycle: who filed a plan, sent and published a report, and who is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from intake.annual import clock
from intake.annual.model import DraftPlan, DraftReport
from intake.annual.states import PLAN_SHOWN, REPORT_SHOWN, State
from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.services.annual.standing import is_of, number_of, owed_under
from intake.services.context import Context
from intake.store.annual import annual_plans, annual_reports
from intake.words import gettext as _
from registry import CalendarEnded, Obligation, Unit, obligation, obligations


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's report and plan of a year. `state` None: not begun; `held`: the report is kept here, not
    only in the content. `late`: days after the last day to send; `receipts` of `recipients` came in."""

    owed: Obligation
    number: str
    state: State | None
    held: bool
    sent_on: date | None
    published_on: date | None
    late: int
    receipts: int
    plan: DraftPlan | None

    @property
    def recipients(self) -> int:
        """How many were to get it."""
        return len(self.owed.everybody)

    @property
    def is_shown(self) -> bool:
        """Whether an office may read the report."""
        return self.held and self.state in REPORT_SHOWN

    @property
    def is_plan_shown(self) -> bool:
        """Whether an office may read the plan."""
        return self.plan is not None and self.plan.state in PLAN_SHOWN

    @property
    def is_missing(self) -> bool:
        """Whether the last day is over and it was not sent."""
        return self.sent_on is None and self.late > 0


@dataclass(frozen=True, slots=True)
class Board:
    """The reports for `year` due to a region's party committee and government. `working_days`: left to `due`,
    None when it is over or the calendar does not reach so far; then `calendar_ended` says so."""

    region: str
    year: int
    rows: tuple[Row, ...]
    due: date | None
    working_days: int | None
    calendar_ended: str

    @property
    def late(self) -> tuple[Row, ...]:
        """Those sent late or missing, the latest first."""
        return tuple(sorted((row for row in self.rows if row.late), key=lambda row: -row.late))


def years(ctx: Context) -> tuple[int, ...]:
    """The years there is anything to see of: the running one, and those reported on, the latest first."""
    this = ctx.today().year
    first = ctx.registry.annual.first_year if ctx.registry.annual else this
    return tuple(range(this, first - 1, -1))


def board(ctx: Context, staff: Staff, year: int, region: str = "") -> Board:
    """The board of a coordinating office, or of a region below it. Raises NotPermitted, BadInput."""
    if staff.role is not Role.COORDINATOR:
        raise NotPermitted(_("看板由协调办公室使用。"))
    place = region or staff.region
    if place not in regions_below(ctx.registry, staff.region):
        raise BadInput("region", _("没有这个地区，请重新选择。"))
    return of_region(ctx, place, year)


def of_region(ctx: Context, region: str, year: int) -> Board:
    """The board of a region, for operators. A region that the registry does not know has no rows."""
    owed = obligations(ctx.registry, region, year) if region in ctx.registry.regions else ()
    due = owed[0].due if owed else None
    return Board(region, year, _rows(ctx, owed, year), due, *_left(ctx, due))


def of_unit(ctx: Context, number: str) -> Row | None:
    """What a unit owes under that number, for operators; None when it owes nothing."""
    owed = owed_under(ctx, number)
    return next(iter(_rows(ctx, (owed,), owed.year)), None) if owed else None


def mine(ctx: Context, staff: Staff) -> tuple[Row, ...]:
    """What the person's own unit owes, year by year, the latest first. Raises NotPermitted."""
    if not may(staff, Right.WRITE_ANNUAL):
        raise NotPermitted(_("您的账号没有这项权限。"))
    found: list[Row] = []
    for year in years(ctx):
        owed = [each for unit in _units(ctx, staff) if (each := obligation(ctx.registry, unit, year))]
        found += _rows(ctx, tuple(each for each in owed if is_of(staff, each.performed_by)), year)
    return tuple(found)


def _units(ctx: Context, staff: Staff) -> list[Unit]:
    """Every unit of the person's region: a succession makes one write for another (能源局)."""
    return [Unit(staff.region, name) for name in ("government", *ctx.registry.departments)]


def _rows(ctx: Context, owed: tuple[Obligation, ...], year: int) -> tuple[Row, ...]:
    regions = {each.unit.region for each in owed}
    with ctx.database.reading() as connection:
        reports = {each.unit: each for each in annual_reports.of_regions(connection, regions, year)}
        plans = {each.unit: each for each in annual_plans.of_regions(connection, regions, year)}
        receipts = annual_reports.receipts_of(connection, [each.id for each in reports.values()])
    return tuple(_row(ctx, each, reports.get(each.unit), receipts, plans.get(each.unit)) for each in owed)


def _row(
    ctx: Context,
    owed: Obligation,
    report: DraftReport | None,
    receipts: dict[int, int],
    plan: DraftPlan | None,
) -> Row:
    public = ctx.registry.reports.get(owed.key)
    came = receipts.get(report.id, 0) if report else 0
    if report is None and public:
        state: State | None = State.PUBLISHED
        came = sum(copy.received_on is not None for copy in public.copies)
    else:
        state = report.state if report else None
    sent_on = report.sent_on if report else public.sent_on if public else None
    published_on = report.published_on if report else public.published_on if public else None
    late = clock.days_late(owed.due, sent_on, ctx.today())
    return Row(
        owed,
        number_of(owed.unit, owed.year),
        state,
        report is not None,
        sent_on,
        published_on,
        late,
        came,
        plan,
    )


def _left(ctx: Context, due: date | None) -> tuple[int | None, str]:
    if due is None or due < ctx.today():
        return None, ""
    try:
        return ctx.registry.calendar.working_days_between(ctx.today(), due), ""
    except CalendarEnded as ended:
        return None, str(ended)
