"""Writes rows as a plain .xlsx, however many; the same bytes for the same rows. No cell is ever a formula."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.writer.excel import ExcelWriter

from intake.tables.form import writable

_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NEVER: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl takes no zones
_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_FORMULAS: Final = ("=", "+", "-", "@")


class _Steady(ZipFile):
    """An archive without the time at which it was written."""

    def writestr(self, name: Any, data: Any, *_how: Any) -> None:
        """A file from memory; the workbook's properties tell when it was saved."""
        told = data.encode() if isinstance(data, str) else data
        kept = _MODIFIED.sub(rb"\g<1>" + f"{_NEVER:%Y-%m-%dT%H:%M:%SZ}".encode(), told)
        with self.open(self._entry(name), "w") as into:
            into.write(kept)

    def write(self, filename: Any, arcname: Any = None, *_how: Any) -> None:
        """A file from disk."""
        with Path(filename).open("rb") as source, self.open(self._entry(arcname), "w") as into:
            shutil.copyfileobj(source, into)

    @staticmethod
    def _entry(name: str) -> ZipInfo:
        entry = ZipInfo(name)
        entry.compress_type = ZIP_DEFLATED
        return entry


def to_sheet(rows: Iterable[Sequence[str]], name: str, file: BinaryIO) -> None:
    """Write the rows, the first of which are the headings, as the one sheet `name`."""
    book = Workbook(write_only=True)
    book.properties.created = _NEVER
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "C2"
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    with _Steady(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()


def _cell(sheet: Any, text: str) -> Any:
    """A text that stays one when somebody edits it (OWASP: formula injection)."""
    safe = _ESCAPE.sub("_x005F_", writable(text))
    if not safe.startswith(_LIKE_FORMULAS):
        return safe
    cell = WriteOnlyCell(sheet, safe)
    cell.data_type, cell.quotePrefix = "s", True
    return cell
