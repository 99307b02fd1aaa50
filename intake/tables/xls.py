"""Reads .xls, Excel's format until 2003: an OLE2 file whose stream `Workbook` is a row of records.

[MS-XLS] names the records. We read those that say what is dangerous or odd; calamine reads the values.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import olefile
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from intake.tables import limits, panics
from intake.tables.grid import Opened
from intake.tables.refusals import Reason, TableRefused
from intake.tables.xlsx import sheets
from intake.tables.xlsx_marks import SheetMarks

_BOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK = 0x809, 0x2F, 0x85, 0x1AE
_FORMULA, _ROW, _COLINFO = 0x06, 0x208, 0x7D
_CELLS: Final = frozenset({0x06, 0x203, 0x204, 0xFD, 0x27E, 0xBD, 0x205, 0xD6})
_OWN_SHEETS, _ADD_INS = 0x0401, 0x3A01
_MACRO_SHEET: Final = 1
_HIDDEN_ROW: Final = 0x20

_MACROS: Final = re.compile(r"_vba_project|/vba/|^vba/|macros", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"^mbd[0-9a-f]{8}|\x01ole|^ole$|package$|objectpool", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Record:
    at: int
    kind: int
    data: bytes


def read(content: bytes) -> Opened:
    """Every worksheet that holds anything. Raises TableRefused."""
    marks = _marks(_workbook(content))
    try:
        with panics.named():
            return Opened(sheets(CalamineWorkbook.from_filelike(io.BytesIO(content)), marks))
    except PasswordError as locked:
        raise TableRefused(Reason.ENCRYPTED) from locked
    except CalamineError as broken:
        raise TableRefused(Reason.BROKEN) from broken


def _workbook(content: bytes) -> bytes:
    """The stream with the cells, when the file holds nothing dangerous beside it."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = ["/".join(path) for path in ole.listdir()]
            _check_streams(names)
            name = next((each for each in ("Workbook", "Book") if each in names), "")
            if not name:
                raise TableRefused(Reason.WRONG_TYPE)
            stream: bytes = ole.openstream(name).read()
    except (OSError, struct.error, IndexError, ValueError) as broken:
        raise TableRefused(Reason.BROKEN) from broken
    return stream


def _check_streams(names: list[str]) -> None:
    if "EncryptedPackage" in names:
        raise TableRefused(Reason.ENCRYPTED)
    if "WordDocument" in names:
        raise TableRefused(Reason.OLD_WORD)
    if any(_MACROS.search(name) for name in names):
        raise TableRefused(Reason.MACROS)
    if any(_EMBEDDED.search(name) for name in names):
        raise TableRefused(Reason.EMBEDDED)


def _marks(stream: bytes) -> list[SheetMarks]:
    starts: list[int] = []
    found: dict[int, SheetMarks] = {}
    current = SheetMarks()
    for record in _records(stream):
        if record.kind == _BOUNDSHEET:
            starts.append(_sheet_start(record))
        elif record.kind == _BOF:
            current = found.setdefault(record.at, SheetMarks())
        else:
            _note(record, current)
    limits.check_tables(len(starts))
    return [found.get(start, SheetMarks()) for start in starts]


def _records(stream: bytes) -> Iterator[_Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield _Record(at, kind, stream[at + 4 : at + 4 + size])
        at += 4 + size


def _sheet_start(record: _Record) -> int:
    start, _state, kind = _numbers("<IBB", record.data)
    if kind == _MACRO_SHEET:
        raise TableRefused(Reason.MACROS)
    return start


def _note(record: _Record, marks: SheetMarks) -> None:
    kind, data = record.kind, record.data
    if kind == _FILEPASS:
        raise TableRefused(Reason.ENCRYPTED)
    if kind == _SUPBOOK and _numbers("<HH", data)[1] not in (_OWN_SHEETS, _ADD_INS):
        raise TableRefused(Reason.EXTERNAL)
    if kind in _CELLS:
        row, column = _numbers("<HH", data)
        marks.rows, marks.columns = max(marks.rows, row + 1), max(marks.columns, column + 1)
        limits.check_extent(marks.rows, marks.columns)
        if kind == _FORMULA:
            marks.formulas.add((row, column))
    elif kind == _ROW and len(data) >= 14 and data[12] & _HIDDEN_ROW:
        marks.hidden_rows.add(_numbers("<H", data)[0])
    elif kind == _COLINFO and len(data) >= 10 and data[8] & 1:
        first, last = _numbers("<HH", data)
        marks.hidden_columns.update(range(first, min(last + 1, limits.MOST_COLUMNS)))


def _numbers(form: str, data: bytes) -> tuple[int, ...]:
    if len(data) < struct.calcsize(form):
        raise TableRefused(Reason.BROKEN)
    return struct.unpack_from(form, data)
