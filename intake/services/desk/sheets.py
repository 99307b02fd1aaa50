"""Lines of text as a file for a spreadsheet, written line by line; no cell of it is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from enum import StrEnum
from tempfile import TemporaryFile
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from registry.spreadsheets import harmless_row

_WIDTH = 20  # of a column, in characters: a case number and a time are read whole
Line = list[str]


class Form(StrEnum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


def written(lines: Iterable[Line], form: Form, title: str) -> BinaryIO:
    """A temporary file, open at its beginning; whoever sends it closes it. `title` names an Excel sheet."""
    file = TemporaryFile()  # noqa: SIM115 - it is handed on open
    try:
        safe = map(harmless_row, lines)
        if form is Form.CSV:
            _as_csv(safe, file)
        else:
            _as_xlsx(safe, file, title)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _as_csv(lines: Iterable[Line], file: BinaryIO) -> None:
    """With a byte order mark, without which Excel reads Chinese wrongly."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text).writerows(lines)
    text.detach()


def _as_xlsx(lines: Iterable[Line], file: BinaryIO, title: str) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.sheet_format.defaultColWidth = _WIDTH
    for line in lines:
        sheet.append([_text(sheet, words) for words in line])
    book.save(file)


def _text(sheet: WriteOnlyWorksheet, words: str) -> object:
    cell = WriteOnlyCell(sheet, value=words)
    cell.data_type = "s"
    return cell
