"""A table as a PDF file in the layout of official papers: set by Typst, the same bytes for the same table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from intake.letters.fonts import Font
from intake.letters.typesetting import typeset

_SHEET: Final = Path(__file__).with_name("table.typ")


@dataclass(frozen=True, slots=True)
class Table:
    """`facts` are (label, what) above the table; `widths` of the columns are relative to one another.

    `notice` stands on top of every page, `remark` small below the table.
    """

    title: str
    number: str
    facts: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    on: date
    notice: str = ""
    remark: str = ""


def render(table: Table, font: Font) -> bytes:
    """The file."""
    told = {
        "title": table.title,
        "number": table.number,
        "facts": table.facts,
        "heads": table.heads,
        "widths": table.widths,
        "rows": table.rows,
        "day": (table.on.year, table.on.month, table.on.day),
        "notice": table.notice,
        "remark": table.remark,
    }
    return typeset(_SHEET, told, font)
