"""The year's calendar of reports: who sent and published when, against the last day of February."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_skeleton
from markupsafe import Markup

from pictures import About, Row, Scale, Tick, legend, span
from registry import Report
from registry.languages import language

from ..annual_board import Board, BoardRow
from ..words import counted, day_words
from ..words import gettext as _

_MOST_TICKS = 6


def chart(board: Board, names: dict[str, str]) -> Markup:
    """A line for each unit that published, the earliest sent first; nothing while nobody has.

    Who has not published has no day to be drawn at; the table below names them. `names`: by the unit's key.
    """
    done = sorted(_done(board), key=lambda each: (each[1].sent_on, each[1].published_on, each[1].key))
    if not done:
        return Markup()
    rows = [
        Row(names[row.owed.unit.key], _standing(row), report.sent_on, report.published_on, row.late > 0)
        for row, report in done
    ]
    about = About("calendar", _("报送和公布的日子"), _told(board, names, done))
    return span(about, _scale(board.rows[0].owed.due, rows), rows)


def chart_legend() -> Markup:
    """What the marks are."""
    return legend(
        [
            ("chart-sent", _("报送")),
            ("chart-published", _("公布")),
            ("chart-limit", _("报送期限")),
            ("chart-4", _("迟了的日子")),
        ]
    )


def _done(board: Board) -> list[tuple[BoardRow, Report]]:
    return [(row, row.report) for row in board.rows if row.report]


def _standing(row: BoardRow) -> str:
    return counted("迟 %(count)s 天", row.late) % {"count": row.late} if row.late else _("按时")


def _scale(due: date, rows: Sequence[Row]) -> Scale:
    """From New Year to the last thing that happened, with the first days of months named."""
    first = date(due.year, 1, 1)
    last = max(due, *(day for row in rows for day in (row.sent, row.published))) + timedelta(days=7)
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if date(year, month, 1) <= last
    ]
    every = -(-len(months) // _MOST_TICKS)
    ticks = [Tick(day, _day("MMM", day)) for day in months[::every]]
    return Scale(first, last, ticks, Tick(due, _day("MMMd", due)))


def _day(form: str, day: date) -> str:
    """Feb 28, 2月28日."""
    return format_skeleton(form, datetime.combine(day, time()), locale=language().replace("-", "_"))


def _told(board: Board, names: dict[str, str], done: Sequence[tuple[BoardRow, Report]]) -> str:
    told = _("应报 %(all)s 家，公布 %(published)s 家，迟报或者没有公布 %(late)s 家。") % {
        "all": len(board.rows),
        "published": board.published,
        "late": board.late,
    }
    return told + _("；").join(f"{names[row.owed.unit.key]} {_days(row, report)}" for row, report in done)


def _days(row: BoardRow, report: Report) -> str:
    days = {
        "sent": day_words(report.sent_on),
        "published": day_words(report.published_on),
        "standing": _standing(row),
    }
    return _("%(sent)s报送，%(published)s 公布，%(standing)s") % days
