"""Who has published a special report for a year and who has not: from what is due and what is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from registry import CalendarEnded, LedItems, Obligation, Plan, Region, Report, led_items, obligations
from registry.annual.obligations import years

from .building.snapshot import Snapshot
from .words import counted
from .words import gettext as _


@dataclass(frozen=True, slots=True)
class BoardRow:
    """What a unit owes and its report, None while it published none. `late`: days after the last day that it
    was sent, or is still not; `publish_by` None: not formed, or the holidays of then are not recorded."""

    owed: Obligation
    report: Report | None
    led: LedItems
    late: int
    publish_by: date | None

    @property
    def told(self) -> int:
        """Of the led items, how many the report has a block for."""
        return len(set(self.report.answered).intersection(self.led.ids)) if self.report else 0

    @property
    def explained(self) -> int:
        """How many it gives a reason for instead."""
        return len(set(self.report.unanswered).intersection(self.led.ids)) if self.report else 0

    @property
    def received(self) -> int:
        """How many recipients and copies have a receipt."""
        return sum(copy.received_on is not None for copy in self.report.copies) if self.report else 0

    @property
    def published_late(self) -> bool:
        """Whether it was published after the last day for that."""
        return bool(self.report and self.publish_by and self.report.published_on > self.publish_by)

    @property
    def standing(self) -> str:
        """published, missing, or not_due."""
        if self.report:
            return "published"
        return "missing" if self.late else "not_due"

    @property
    def words(self) -> str:
        """Whether it was in time. What is missing is told beside its days since the last day to send (policy,
        article 12): the days to publish run from when it was formed, which nobody outside knows (art. 13)."""
        if self.report is None:
            return _("未见公布") if self.late else _("还没到期")
        return (
            counted("迟 %(count)s 天报送", self.late) % {"count": self.late} if self.late else _("按时报送")
        )


@dataclass(frozen=True, slots=True)
class Board:
    """The reports for a year that are due to a region's party committee and government."""

    region: Region
    year: int
    rows: tuple[BoardRow, ...]

    @property
    def url(self) -> str:
        """Its permanent address."""
        return board_url(self.region, self.year)

    @property
    def published(self) -> int:
        """How many have published."""
        return sum(row.report is not None for row in self.rows)

    @property
    def late(self) -> int:
        """How many were late or are missing."""
        return sum(row.late > 0 for row in self.rows)


def board_url(region: Region, year: int) -> str:
    """Where a region's board of a year lies; the province's without its code."""
    return f"/reports/{year}/{region.code}/" if region.parent else f"/reports/{year}/"


def report_url(report: Report) -> str:
    """The permanent address of a report."""
    return f"/reports/{report.key}/"


def plan_url(plan: Plan) -> str:
    """The permanent address of a plan."""
    return f"/plans/{plan.key}/"


def paper_links(papers: Iterable[Report | Plan]) -> tuple[tuple[str, str], ...]:
    """Title and address of each, the latest year first."""
    newest = sorted(papers, key=lambda each: (-each.year, each.key))
    return tuple(
        (each.title, report_url(each) if isinstance(each, Report) else plan_url(each)) for each in newest
    )


def board_years(snapshot: Snapshot) -> tuple[int, ...]:
    """The years that have a board, the latest first."""
    return years(snapshot.registry, snapshot.on)


@lru_cache(maxsize=16)
def boards_of(snapshot: Snapshot, year: int) -> tuple[Region, ...]:
    """The regions with a board: the province, and those where somebody published; by code."""
    codes = {snapshot.province.code}
    for report in snapshot.reports:
        if report.year == year:
            region = snapshot.registry.region(report.region)
            codes.add(region.parent if report.by.is_government else region.code)
    return tuple(snapshot.registry.region(code) for code in sorted(codes))


def board(snapshot: Snapshot, region: Region, year: int) -> Board:
    """The board of a region as of the day of the site."""
    reports = snapshot.reports_by_key
    owed = obligations(snapshot.registry, region.code, year)
    return Board(region, year, tuple(_row(snapshot, each, reports.get(each.key)) for each in owed))


def _row(snapshot: Snapshot, owed: Obligation, report: Report | None) -> BoardRow:
    done = report.sent_on if report else snapshot.on
    led = led_items(snapshot.registry, owed.unit, owed.year)
    return BoardRow(owed, report, led, max(0, (done - owed.due).days), _publish_by(snapshot, owed, report))


def _publish_by(snapshot: Snapshot, owed: Obligation, report: Report | None) -> date | None:
    if report is None:
        return None
    try:
        return snapshot.registry.calendar.add_working_days(report.formed_on, owed.profile.publish_days)
    except CalendarEnded:
        return None
