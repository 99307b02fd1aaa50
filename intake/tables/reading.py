"""From bytes to grids, in this process. opening.py does it in another, for files of unknown worth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from intake.tables import csv_text, docx, limits, xls, xlsx
from intake.tables.grid import Opened
from intake.tables.package import CONTENT_TYPES, Package, open_package
from intake.tables.refusals import Reason, TableRefused

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS: Final = (
    (b"spreadsheetml.sheet.main+xml", ".xlsx", xlsx.read),
    (b"wordprocessingml.document.main+xml", ".docx", docx.read),
)
_SUFFIXES: Final = (".xlsx", ".xls", ".docx", ".csv")


def read(content: bytes, name: str) -> Opened:
    """The tables of a file; `name` is what its sender calls it. Raises TableRefused."""
    if not content:
        raise TableRefused(Reason.EMPTY)
    if len(content) > limits.MOST_BYTES:
        raise TableRefused(Reason.TOO_LARGE)
    opened = _read_as(content, PurePath(name).suffix.lower())
    limits.check_extent(sum(len(grid.rows) for grid in opened.grids), columns=0)  # of all sheets together
    limits.check_amount(cell.text for grid in opened.grids for row in grid.rows for cell in row)
    if not any(cell.text.strip() for grid in opened.grids for row in grid.rows for cell in row):
        raise TableRefused(Reason.NO_TABLE)
    return opened


def _read_as(content: bytes, suffix: str) -> Opened:
    """What is refused for its content is refused for that first, and only then for its name."""
    if content.startswith(_ZIP):
        package = open_package(content)
        right, reader = _kind(package)
        return _named(suffix, right, reader(package))
    if content.startswith(_OLE):
        return _named(suffix, ".xls", xls.read(content))
    if suffix == ".csv":
        return csv_text.read(content)
    raise TableRefused(Reason.MISNAMED if suffix in _SUFFIXES else Reason.WRONG_TYPE)


def _kind(package: Package) -> tuple[str, Callable[[Package], Opened]]:
    types = package.parts.get(CONTENT_TYPES, b"")
    for main, suffix, reader in _MAIN_PARTS:
        if main in types:
            return suffix, reader
    raise TableRefused(Reason.WRONG_TYPE)


def _named(suffix: str, right: str, opened: Opened) -> Opened:
    if suffix != right:
        raise TableRefused(Reason.MISNAMED if suffix in _SUFFIXES else Reason.WRONG_TYPE)
    return opened
