"""Reads .xlsx: values by calamine, everything else that matters by our own look at the XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from intake.tables import limits, panics
from intake.tables.grid import Cell, Grid, Leftover, Mark, Opened
from intake.tables.package import Package
from intake.tables.refusals import Reason, TableRefused
from intake.tables.shown import GENERAL, Value, cell_of
from intake.tables.xlsx_marks import At, SheetMarks, local, number_formats, scan

_WORKBOOK: Final = "xl/workbook.xml"
_LEFTOVERS: Final = (
    (Leftover.COMMENTS, re.compile(r"xl/(?:threaded)?comments", re.IGNORECASE)),
    (Leftover.PICTURES, re.compile(r"xl/media/", re.IGNORECASE)),
    (Leftover.CHARTS, re.compile(r"xl/charts/", re.IGNORECASE)),
)


def read(package: Package) -> Opened:
    """Every worksheet that holds anything. Raises TableRefused."""
    marks = _marks(package)
    try:
        with panics.named():
            book = CalamineWorkbook.from_filelike(package.rezipped())
            grids = sheets(book, marks)
    except CalamineError as broken:
        raise TableRefused(Reason.BROKEN) from broken
    left = tuple(kind for kind, pattern in _LEFTOVERS if any(pattern.match(name) for name in package.names))
    return Opened(grids, left)


def sheets(book: CalamineWorkbook, marks: Sequence[SheetMarks]) -> tuple[Grid, ...]:
    """The sheets of a workbook, each with what else is known of it, in the workbook's order."""
    limits.check_tables(len(book.sheet_names))
    grids = []
    for number, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        seen = marks[number] if number < len(marks) else SheetMarks()
        rows = _rows(book.get_sheet_by_index(number), seen)
        if rows:
            hidden = about.visible is not SheetVisibleEnum.Visible
            grids.append(Grid(about.name, rows, hidden=hidden))
    return tuple(grids)


def _marks(package: Package) -> list[SheetMarks]:
    """Of every sheet in the workbook's order."""
    targets, formats = package.targets(_WORKBOOK), number_formats(package)
    entries = [each for each in package.tree(_WORKBOOK).iter() if local(each) == "sheet"]
    limits.check_tables(len(entries))
    found = []
    for entry in entries:
        relation = next((value for name, value in entry.items() if name.endswith("}id")), "")
        part = package.parts.get(targets.get(relation, ""))
        found.append(scan(part, formats) if part else SheetMarks())
    return found


def _rows(sheet: CalamineSheet, marks: SheetMarks) -> tuple[tuple[Cell, ...], ...]:
    if sheet.start is None:
        return ()
    limits.check_extent(sheet.total_height, sheet.total_width)
    values = sheet.to_python(skip_empty_area=False)
    cells = [[_cell(value, (row, column), marks) for column, value in enumerate(line)]
             for row, line in enumerate(values)]  # fmt: skip
    spread(cells, sheet.merged_cell_ranges or ())
    return tuple(map(tuple, cells))


def _cell(value: Value, at: At, marks: SheetMarks) -> Cell:
    shown = cell_of(value, marks.formats.get(at, GENERAL))
    found = set(shown.marks)
    if at in marks.formulas:
        found.add(Mark.FORMULA if shown.text else Mark.NO_RESULT)
    if at in marks.errors:
        found.add(Mark.NO_RESULT)
    if shown.text and (at[0] in marks.hidden_rows or at[1] in marks.hidden_columns):
        found.add(Mark.HIDDEN)
    return Cell(shown.text, frozenset(found))


def spread(cells: list[list[Cell]], ranges: Iterable[tuple[At, At]]) -> None:
    """Show the first cell of each merged range in all of its cells."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        first = cells[top][left]
        for row in range(top, min(bottom + 1, len(cells))):
            for column in range(left, min(right + 1, len(cells[row]))):
                cells[row][column] = Cell(first.text, first.marks, (top, left))
