"""When reports were sent and published, as SVG beside their table: no style, no script, told in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from markupsafe import Markup

from .annual_board import Board, BoardRow
from .words import gettext as _

_WIDTH, _LABEL, _RIGHT, _ROW, _TOP = 480, 132, 14, 20, 24
_LONGEST: Final = 9  # characters of a label
_SVG: Final = Markup(
    '<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-labelledby="chart-t chart-d"'
    ' font-size="13" fill="currentColor" stroke="none"><title id="chart-t">{title}</title>'
    '<desc id="chart-d">{told}</desc>{parts}</svg>'
)
_TEXT: Final = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>')
_LINE: Final = Markup(
    '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="currentColor"'
    ' stroke-width="{}" stroke-dasharray="{}"></line>'
)
_DOT: Final = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="4"></circle>')
_BOX: Final = Markup(
    '<rect x="{:.1f}" y="{:.1f}" width="8" height="8" fill="none" stroke="currentColor"></rect>'
)


def chart(board: Board, on: date, names: dict[str, str]) -> Markup:
    """A line a unit: a dot the day it was sent, a box the day it was published, dashes while missing.

    `names`: short names by the unit's key.
    """
    first, last = _span(board, on)
    days = (last - first).days

    def x(day: date) -> float:
        return _LABEL + (_WIDTH - _LABEL - _RIGHT) * min(days, max(0, (day - first).days)) / days

    due = board.rows[0].owed.due
    height = _TOP + _ROW * len(board.rows) + 6
    parts = [
        _TEXT.format(x(due), 14, "middle", _("%(month)s月%(day)s日") % {"month": due.month, "day": due.day}),
        _LINE.format(x(due), 18, x(due), height, 1, "none"),
    ]
    for place, row in enumerate(board.rows):
        y = _TOP + _ROW * place + _ROW / 2
        name = names[row.owed.unit.key]
        parts.append(_TEXT.format(_LABEL - 8, y + 4, "end", name[:_LONGEST]))
        if row.report:
            sent, published = x(row.report.sent_on), x(row.report.published_on)
            parts += [_LINE.format(sent, y, published, y, 1, "none"), _DOT.format(sent, y)]
            parts.append(_BOX.format(published - 4, y - 4))
        elif row.late:
            parts.append(_LINE.format(x(due), y, x(on), y, 1, "2 4"))
    return _SVG.format(
        width=_WIDTH,
        height=height,
        title=_("报送和公布的日子"),
        told=_told(board),
        parts=Markup().join(parts),
    )


def _span(board: Board, on: date) -> tuple[date, date]:
    """From New Year to the last thing that happened; what is missing runs on for two months at most."""
    due = board.rows[0].owed.due
    days = [day for row in board.rows for day in _days(row)]
    last = max([*days, min(on, due + timedelta(days=60)), due]) + timedelta(days=7)
    return date(due.year, 1, 1), last


def _days(row: BoardRow) -> tuple[date, ...]:
    return (row.report.sent_on, row.report.published_on) if row.report else ()


def _told(board: Board) -> str:
    return _("应报 %(all)s 家，公布 %(published)s 家，迟报或者没有公布 %(late)s 家。每一家的日子见下表。") % {
        "all": len(board.rows),
        "published": board.published,
        "late": board.late,
    }
