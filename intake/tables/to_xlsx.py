"""Writes a form as .xlsx, ready to be printed. No cell of it is ever a formula, whatever it begins with."""

from __future__ import annotations

import io
import re
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from intake.tables.form import Form, spans, writable

_A3: Final = 8
_THIN: Final = Side(style="thin")
_GRID: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT: Final = Alignment(vertical="top", wrap_text=True)
_SHADE: Final = PatternFill("solid", fgColor="EEEEEE")
_SONG: Final = "宋体"
_FORBIDDEN_IN_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_NAME: Final = 31


def to_xlsx(form: Form) -> bytes:
    """The file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet: Worksheet = book.create_sheet(_FORBIDDEN_IN_NAME.sub(" ", form.name)[:_LONGEST_NAME])
    width = len(form.headings)
    _line(sheet, form.title, width, Font(name=_SONG, size=18, bold=True), _CENTRED)
    for text in form.above:
        _line(sheet, text, width, Font(name=_SONG, size=10), _TEXT)
    top = sheet.max_row + 1
    _headings(sheet, form, top)
    for row in form.rows:
        _row(sheet, row)
    for text in form.below:
        _line(sheet, text, width, Font(name=_SONG, size=10), _TEXT)
    _page(sheet, form, top)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _line(sheet: Worksheet, text: str, width: int, font: Font, alignment: Alignment) -> None:
    number = 1 if sheet.max_row == 1 and sheet["A1"].value is None else sheet.max_row + 1
    cell = _write(sheet, number, 1, text)
    cell.font, cell.alignment = font, alignment
    sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)


def _headings(sheet: Worksheet, form: Form, top: int) -> None:
    for group, first, last in spans(form.headings):
        if group:
            _heading(sheet, top, first + 1, group)
            sheet.merge_cells(start_row=top, end_row=top, start_column=first + 1, end_column=last + 1)
    for column, heading in enumerate(form.headings, 1):
        _heading(sheet, top + 1 if heading.group else top, column, heading.label)
        if not heading.group:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
        sheet.column_dimensions[get_column_letter(column)].width = heading.width * 2


def _heading(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = _write(sheet, row, column, text)
    cell.font, cell.alignment = Font(name=_SONG, size=10, bold=True), _CENTRED
    cell.border, cell.fill = _GRID, _SHADE


def _row(sheet: Worksheet, row: tuple[str, ...]) -> None:
    number = sheet.max_row + 1
    for column, text in enumerate(row, 1):
        cell = _write(sheet, number, column, text)
        cell.font, cell.alignment, cell.border = Font(name=_SONG, size=10), _TEXT, _GRID


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A text cell that stays one when somebody edits it (OWASP: formula injection)."""
    cell = cast(Cell, sheet.cell(row, column))  # cells are written before they are merged
    if text:
        cell.value = _ESCAPE.sub("_x005F_", writable(text))
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    return cell


def _page(sheet: Worksheet, form: Form, top: int) -> None:
    sheet.freeze_panes = f"C{top + 2}"
    sheet.print_title_rows = f"{top}:{top + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.HeaderFooter = HeaderFooter(
        oddFooter=HeaderFooterItem(center=_HeaderFooterPart(text="第 &P 页，共 &N 页"))
    )
    sheet.print_area = f"A1:{get_column_letter(len(form.headings))}{sheet.max_row}"
