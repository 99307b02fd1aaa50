"""The report board as data: CSV and JSON of every year, and a feed of what was published."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from registry.spreadsheets import harmless_row

from ..annual_board import Board, BoardRow, board, board_years, boards_of, plan_url, report_url
from ..building.snapshot import Snapshot
from ..pages.model import DataFile
from ..words import gettext as _
from .atom import Entry, atom
from .exports import to_json

COLUMNS = (
    *("年度", "向哪里报", "地区代码", "单位代码", "单位", "应报日期", "报送日期", "迟报天数", "是否公布"),
    *("公布日期", "牵头事项数", "逐项回答数", "说明原因数", "报送抄送数", "有签收数", "网址", "示范数据"),
)
_ENTRIES = 50


def report_files(snapshot: Snapshot) -> Iterator[DataFile]:
    """All years in one table, and the feed."""
    rows = [_cells(snapshot, found, row) for found in _boards(snapshot) for row in found.rows]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(map(harmless_row, rows))
    yield DataFile("reports/reports.csv", text.getvalue().encode("utf-8-sig"))
    data: dict[str, Any] = {
        "notice": snapshot.registry.site.demonstration_notice,
        "as_of": snapshot.on.isoformat(),
        "reports": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
    }
    yield DataFile("reports/reports.json", to_json(data))
    yield DataFile("reports/feed.atom", _feed(snapshot))


def _boards(snapshot: Snapshot) -> Iterator[Board]:
    for year in board_years(snapshot):
        for region in boards_of(snapshot, year):
            yield board(snapshot, region, year)


def _cells(snapshot: Snapshot, found: Board, row: BoardRow) -> tuple[str, ...]:
    report = row.report
    return (
        str(found.year),
        found.region.name,
        row.owed.unit.region,
        row.owed.unit.department,
        row.owed.name,
        row.owed.due.isoformat(),
        report.sent_on.isoformat() if report else "",
        str(row.late),
        "是" if report else "否",
        report.published_on.isoformat() if report else "",
        str(len(row.led.ids)),
        str(row.told),
        str(row.explained),
        str(len(row.owed.everybody)),
        str(row.received),
        snapshot.base_url + report_url(report) if report else "",
        "" if report is None else "是" if report.demonstration else "否",
    )


def _feed(snapshot: Snapshot) -> bytes:
    entries = [
        *(
            Entry(each.published_on, report_url(each), each.title, each.duties, each.disclosure.reviewed_by)
            for each in snapshot.reports
        ),
        *(
            Entry(each.published_on, plan_url(each), each.title, each.goals, each.disclosure.reviewed_by)
            for each in snapshot.plans
        ),
    ]
    newest = sorted(sorted(entries, key=lambda e: e.url), key=lambda e: e.published, reverse=True)
    return atom(snapshot, _("%(name)s：专题报告和工作计划"), "/reports/feed.atom", newest[:_ENTRIES])
