"""Reads the tables of a .docx by walking its XML, so that revisions, content controls and fields are seen.

[ECMA-376 part 1, 17.4]: a row may begin after columns left free (gridBefore), a cell may span columns
(gridSpan) or go on from the row above (vMerge without `restart`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from intake.tables import limits
from intake.tables.docx_text import check_fields, text_of
from intake.tables.grid import Cell, Grid, Leftover, Opened
from intake.tables.package import Package
from intake.tables.refusals import Reason, TableRefused
from intake.tables.xlsx_marks import local
from intake.words import gettext as _

# What may stand around rows, cells and paragraphs without being any.
_AROUND: Final = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
_GONE: Final = frozenset({"del", "moveFrom"})
_LEFTOVERS: Final = (
    (Leftover.COMMENTS, re.compile(r"word/comments\.xml")),
    (Leftover.PICTURES, re.compile(r"word/media/")),
    (Leftover.CHARTS, re.compile(r"word/(?:charts|diagrams)/")),
)


def read(package: Package) -> Opened:
    """Every table of the document; what stands between them is kept with the table below.

    Raises TableRefused.
    """
    body = next((each for each in package.tree(package.main_part()) if local(each) == "body"), None)
    if body is None:
        raise TableRefused(Reason.BROKEN)
    check_fields(body)
    left = [kind for kind, pattern in _LEFTOVERS if any(pattern.match(name) for name in package.names)]
    if any(local(each) == "footnoteReference" for each in body.iter()):
        left.append(Leftover.FOOTNOTES)
    return Opened(tuple(_tables(body)), tuple(left))


def _tables(body: Element) -> Iterator[Grid]:
    before: list[str] = []
    number = 0
    for block in _within(body, {"p", "tbl"}):
        if local(block) == "p":
            before += filter(None, [text_of(block).text.strip()])
            continue
        number += 1
        limits.check_tables(number)
        name = _("表{number}").format(number=number)
        yield Grid(name, _rows(block), lettered=False, before=tuple(before))
        before = []
    if before and number:
        yield Grid(_("表后"), (), lettered=False, before=tuple(before))


def _rows(table: Element) -> tuple[tuple[Cell, ...], ...]:
    rows: list[list[Cell]] = []
    for row in _within(table, {"tr"}):
        if not _is_deleted(row):
            rows.append(_row(row, len(rows), rows[-1] if rows else []))
            limits.check_extent(len(rows), len(rows[-1]))
    width = max(map(len, rows), default=0)
    return tuple(tuple(row + [Cell()] * (width - len(row))) for row in rows)


def _row(row: Element, number: int, above: list[Cell]) -> list[Cell]:
    cells = [Cell()] * _property(row, "trPr", "gridBefore")
    for cell in _within(row, {"tc"}):
        column = len(cells)
        span = max(_property(cell, "tcPr", "gridSpan"), 1)
        limits.check_extent(1, column + span)
        merge = _properties(cell, "tcPr").get("vMerge")
        if merge is not None and merge.get(_value(merge), "continue") == "continue" and column < len(above):
            origin = above[column].origin or (number - 1, column)
            cells += [Cell(above[column].text, above[column].marks, origin)] * span
        else:
            read_cell = text_of(cell)
            merged = span > 1 or merge is not None
            cells += [Cell(read_cell.text, read_cell.marks, (number, column) if merged else None)] * span
    return cells


def _within(parent: Element, wanted: set[str]) -> Iterator[Element]:
    """Children of that name, also those inside of content controls and insertions."""
    for child in parent:
        name = local(child)
        if name in wanted:
            yield child
        elif name in _AROUND:
            yield from _within(child, wanted)


def _is_deleted(row: Element) -> bool:
    return any(name in _GONE for name in _properties(row, "trPr"))


def _properties(element: Element, group: str) -> dict[str, Element]:
    found = next((each for each in element if local(each) == group), None)
    return {} if found is None else {local(each): each for each in found}


def _property(element: Element, group: str, name: str) -> int:
    found = _properties(element, group).get(name)
    written = "" if found is None else found.get(_value(found), "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def _value(element: Element) -> str:
    """The name of the attribute `val` in the element's own namespace."""
    return element.tag.rpartition("}")[0] + "}val"
