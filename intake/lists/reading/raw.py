"""Which rows of a table are items: what belongs together is put together, all else told with its reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from intake.lists.reading.headers import Header
from intake.lists.reading.plain import fold
from intake.lists.reading.proposal import SkippedRow
from intake.lists.reading.row_view import RowView, shown
from intake.lists.reading.skipping import Skip, why_skipped
from intake.tables.grid import Cell, Grid, Mark
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell's contribution to a value. `joined`: it comes from a row without a matter of its own."""

    position: str
    text: str
    marks: frozenset[Mark] = frozenset()
    joined: bool = False


@dataclass(slots=True)
class RawItem:
    """The cells of one item by field, in the order of the table; `section`: the heading it stands under."""

    position: str
    section: str
    pieces: defaultdict[str, list[Piece]] = field(default_factory=lambda: defaultdict(list))


@dataclass(slots=True)
class Sorted:
    """Items and what was skipped, of all grids so far."""

    items: list[RawItem] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    section: str = ""
    in_notes: bool = False


def sort_rows(grid: Grid, header: Header, first: int, into: Sorted) -> None:
    """Sort the rows of a grid from `first` on; `header` may be that of an earlier grid which goes on here."""
    into.in_notes = False
    for number in range(first, len(grid.rows)):
        row = RowView(grid, header, number)
        if not row.blank:
            _put(row, into)


def skip(grid: Grid, rows: range, reason: str, into: Sorted) -> None:
    """Tell that rows were skipped, blank ones aside."""
    for number in rows:
        text = shown(grid.rows[number])
        if text:
            into.skipped.append(SkippedRow(grid.position(number), text, reason))


def _put(row: RowView, into: Sorted) -> None:
    """Make a row an item, part of the one above, or something skipped."""
    why = why_skipped(row, in_notes=into.in_notes)
    if why is not None:
        into.in_notes = into.in_notes or why is Skip.NOTE
        into.section = "".join(row.texts) if why is Skip.SECTION else into.section
        skip(row.grid, range(row.number, row.number + 1), _(why.value), into)
    elif row.own("matter") and not row.covered("matter"):
        item = RawItem(row.grid.position(row.number), into.section)
        into.items.append(item)
        _fill(item, row, joined=False)
    elif into.items:
        _fill(into.items[-1], row, joined=not row.covered("matter"))
    else:
        skip(row.grid, range(row.number, row.number + 1), _("没有事项名称"), into)


def _fill(item: RawItem, row: RowView, *, joined: bool) -> None:
    """Add the row's cells to an item; what a merged cell shows again is added once for each item."""
    for column in row.header.columns:
        cell = row.cells[column.at] if column.at < len(row.cells) else Cell()
        repeated = cell.origin is not None and cell.origin[0] < row.number
        if not column.field or (not fold(cell.text) and not cell.marks):
            continue
        if repeated and item.pieces[column.field] and (joined or row.covered("matter")):
            continue
        position = row.grid.position(*(cell.origin or (row.number, column.at)))
        item.pieces[column.field].append(Piece(position, cell.text, cell.marks, joined))
