"""What calamine does not tell of a sheet: how far it reaches, formulas, formats, hidden rows and columns.

Read in one pass that keeps nothing but what it found, and stops at the first thing that is refused.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import iterparse

from intake.tables import limits
from intake.tables.formulas import check_formula
from intake.tables.package import Package
from intake.tables.refusals import Reason, TableRefused
from intake.tables.shown import BUILT_IN, GENERAL

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_STYLES: Final = "xl/styles.xml"
At = tuple[int, int]


@dataclass(slots=True)
class SheetMarks:
    """Rows and columns count from 0; `formats` only of cells that have another than General."""

    rows: int = 0
    columns: int = 0
    formulas: set[At] = field(default_factory=set)
    errors: set[At] = field(default_factory=set)
    formats: dict[At, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def number_formats(package: Package) -> list[str]:
    """The number format of each cell style, by the style's number."""
    if _STYLES not in package.parts:
        return []
    root = package.tree(_STYLES)
    own = {
        each.get("numFmtId"): each.get("formatCode", GENERAL)
        for each in root.iter()
        if local(each) == "numFmt"
    }
    styles = next((each for each in root if local(each) == "cellXfs"), ())
    ids = [style.get("numFmtId", "0") for style in styles]
    return [own.get(each) or BUILT_IN.get(_count(each), "?") for each in ids]


def scan(sheet: bytes, formats: list[str]) -> SheetMarks:
    """Look through a sheet's XML. Raises TableRefused."""
    return _Scan(formats).run(sheet)


class _Scan:
    """Where cells say no position, they follow each other."""

    def __init__(self, formats: list[str]) -> None:
        self._formats = formats
        self._marks = SheetMarks()
        self._row = -1
        self._column = -1

    def run(self, sheet: bytes) -> SheetMarks:
        try:
            for event, element in iterparse(io.BytesIO(sheet), ("start", "end"), forbid_dtd=True):
                self._see(event, local(element), element)
        except (ParseError, ValueError, LookupError) as broken:
            raise TableRefused(Reason.BROKEN) from broken
        return self._marks

    def _see(self, event: str, name: str, element: Element) -> None:
        if event == "start" and name == "row":
            self._begin_row(element)
        elif event == "end" and name == "c":
            self._cell(element)
        elif event == "end" and name == "col":
            self._hide_columns(element)
        elif event == "end" and name in ("row", "sheetData"):
            element.clear()

    def _begin_row(self, element: Element) -> None:
        self._row = _count(element.get("r", "")) - 1 if element.get("r") else self._row + 1
        self._column = -1
        if element.get("hidden") in ("1", "true"):
            self._marks.hidden_rows.add(self._row)

    def _cell(self, element: Element) -> None:
        named = _REFERENCE.fullmatch(element.get("r", ""))
        self._column = _column_number(named[1]) if named else self._column + 1
        at = (int(named[2]) - 1 if named else self._row, self._column)
        for part in element:
            if local(part) == "f":
                check_formula("".join(part.itertext()))
                self._marks.formulas.add(at)
        if any(local(part) in ("v", "is") for part in element):
            self._filled(element, at)
        element.clear()

    def _filled(self, element: Element, at: At) -> None:
        marks = self._marks
        marks.rows, marks.columns = max(marks.rows, at[0] + 1), max(marks.columns, at[1] + 1)
        limits.check_extent(marks.rows, marks.columns)
        if element.get("t") == "e":
            marks.errors.add(at)
        style = _count(element.get("s", "0"))
        shown = self._formats[style] if style < len(self._formats) else GENERAL
        if shown != GENERAL:
            marks.formats[at] = shown

    def _hide_columns(self, element: Element) -> None:
        first, last = _count(element.get("min", "")), _count(element.get("max", ""))
        if element.get("hidden") in ("1", "true"):
            self._marks.hidden_columns.update(range(first - 1, min(last, limits.MOST_COLUMNS)))


def local(element: Element) -> str:
    """The element's name without its namespace, of which there are two (transitional, strict)."""
    return element.tag.rpartition("}")[2]


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
