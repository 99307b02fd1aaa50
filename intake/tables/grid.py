"""A table once it is read: rows of text cells that know where they stood and what was odd about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intake.words import gettext as _


class Mark(StrEnum):
    """What somebody should know who takes a cell's text for what the table showed."""

    FORMULA = "formula"  # the text is a formula's result, as last computed
    NO_RESULT = "no_result"  # a formula that was never computed, or ended in an error
    FORMATTED = "formatted"  # a number whose format we do not imitate
    HIDDEN = "hidden"  # its row or column is hidden
    REVISED = "revised"  # Word's tracked changes: insertions taken, deletions left out
    STRUCK = "struck"  # struck through, as drafts mark what is to go
    LEFT_OUT = "left_out"  # hidden text, a picture or a text box that was not read


@dataclass(frozen=True, slots=True)
class Cell:
    """`origin` is (row, column) of the cell that a merged range shows here; None outside merged ranges."""

    text: str = ""
    marks: frozenset[Mark] = frozenset()
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet or table. All rows are equally long; rows and columns count from 0.

    `lettered`: columns have letters, as in Excel. `before`: the paragraphs between a Word table and the one
    before it. `hidden`: the sheet is not shown.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    lettered: bool = True
    before: tuple[str, ...] = ()
    hidden: bool = False

    def position(self, row: int, column: int | None = None) -> str:
        """清单 C5, 表1 第5行第3列; of a whole row: 清单 第5行."""
        if column is None:
            return _("{table} 第{row}行").format(table=self.name, row=row + 1)
        if self.lettered:
            return f"{self.name} {column_letters(column)}{row + 1}"
        return _("{table} 第{row}行第{column}列").format(table=self.name, row=row + 1, column=column + 1)

    def column_name(self, column: int) -> str:
        """清单 C列, 表1 第3列."""
        if self.lettered:
            return _("{table} {letters}列").format(table=self.name, letters=column_letters(column))
        return _("{table} 第{column}列").format(table=self.name, column=column + 1)


class Leftover(StrEnum):
    """What a file holds besides its tables and is not read."""

    COMMENTS = "comments"
    PICTURES = "pictures"
    CHARTS = "charts"
    FOOTNOTES = "footnotes"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's tables in their order, and what else it holds."""

    grids: tuple[Grid, ...]
    leftovers: tuple[Leftover, ...] = ()


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    rest = column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
