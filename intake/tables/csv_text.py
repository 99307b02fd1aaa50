"""Reads .csv as Excel and Chinese offices save it: UTF-8 or GB18030, commas or tabs."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from intake.tables import limits
from intake.tables.formulas import check_plain
from intake.tables.grid import Cell, Grid, Opened
from intake.tables.refusals import Reason, TableRefused
from intake.words import gettext as _

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DELIMITERS: Final = (",", "\t", ";")
_QUOTED: Final = re.compile(r'"[^"]*"')


def read(content: bytes) -> Opened:
    """The file as one grid. Raises TableRefused."""
    text = _decoded(content)
    csv.field_size_limit(limits.MOST_IN_CELL)
    rows: list[list[str]] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(line)
            limits.check_extent(len(rows), len(line))
    except csv.Error as long:
        raise TableRefused(Reason.TOO_MUCH) from long
    for cell in (cell for row in rows for cell in row):
        check_plain(cell)
    width = max(map(len, rows), default=0)
    cells = tuple(tuple(map(Cell, row + [""] * (width - len(row)))) for row in rows)
    return Opened((Grid(_("表1"), cells),) if any(map(any, rows)) else ())


def _decoded(content: bytes) -> str:
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_TEXT.search(text):
            raise TableRefused(Reason.WRONG_TYPE)
        return text
    raise TableRefused(Reason.UNKNOWN_ENCODING)


def _delimiter(text: str) -> str:
    """What separates most on the lines where anything does."""
    plain = _QUOTED.sub("", text[:20_000])
    return max(_DELIMITERS, key=plain.count)
