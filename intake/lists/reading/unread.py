"""Columns that hold something and were not taken over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from intake.lists.reading.headers import Column, Header
from intake.lists.reading.plain import squeezed
from intake.lists.reading.proposal import UnreadColumn
from intake.tables.grid import Grid
from intake.words import gettext as _


def unread_columns(heads: Iterable[tuple[Grid, Header]]) -> Iterator[UnreadColumn]:
    """One for each column without a field, and 备注, for which lists have no place."""
    for grid, header in heads:
        for column in header.columns:
            if column.field in ("", "remark"):
                filled = _filled(grid, header, column)
                if filled:
                    yield UnreadColumn(
                        grid.column_name(column.at), column.heading, filled, _reason(header, column)
                    )


def _reason(header: Header, column: Column) -> str:
    if column.field == "remark":
        return _("清单没有这一栏")
    twice = any(each.field and each.heading == column.heading for each in header.columns)
    return _("与另一栏同名，只读了那一栏") if twice else _("认不出这一栏是什么")


def _filled(grid: Grid, header: Header, column: Column) -> int:
    """How many cells of it say something that no column taken over says by the same merged cell."""
    taken = [each.at for each in header.columns if each.field not in ("", "remark")]
    count = 0
    for row in grid.rows[header.last + 1 :]:
        shared = {row[index].origin for index in taken if row[index].origin}
        cell = row[column.at]
        own = cell.origin is None or cell.origin not in shared
        count += bool(squeezed(cell.text)) and own
    return count
