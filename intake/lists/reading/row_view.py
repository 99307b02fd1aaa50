"""One row of a table seen through its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from intake.lists.reading.headers import Header
from intake.lists.reading.plain import fold, squeezed
from intake.tables.grid import Cell, Grid

_MOST_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class RowView:
    """Row `number` of a grid under a header."""

    grid: Grid
    header: Header
    number: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells."""
        return self.grid.rows[self.number]

    @property
    def texts(self) -> list[str]:
        """What it says, without blanks, each merged cell once."""
        return [text for cell in distinct(self.cells) if (text := squeezed(cell.text))]

    @property
    def blank(self) -> bool:
        """Whether it says nothing."""
        return not self.texts

    @property
    def first_text(self) -> str:
        """What stands first in a row that is not blank."""
        return next(fold(cell.text) for cell in self.cells if squeezed(cell.text))

    def own(self, field: str) -> str:
        """What it says in the column of a field, without blanks."""
        return next((text for cell in self._of(field) if (text := squeezed(cell.text))), "")

    def covered(self, field: str) -> bool:
        """Whether its cell of that field belongs to a merged one of a row above."""
        return any(cell.origin is not None and cell.origin[0] < self.number for cell in self._of(field))

    def width_of(self, text: str) -> int:
        """How many columns the merged cell with that text reaches over; 0 when it is none."""
        return sum(cell.origin is not None and squeezed(cell.text) == text for cell in self.cells)

    def _of(self, field: str) -> list[Cell]:
        return [self.cells[each.at] for each in self.header.of(field) if each.at < len(self.cells)]


def distinct(row: tuple[Cell, ...]) -> Iterator[Cell]:
    """The cells of a row, each merged range once."""
    seen: set[tuple[int, int]] = set()
    for cell in row:
        if cell.origin is None or cell.origin not in seen:
            yield cell
        if cell.origin:
            seen.add(cell.origin)


def shown(row: tuple[Cell, ...]) -> str:
    """What a row says, not at any length; "" for a blank one."""
    text = " ".join(text for cell in distinct(row) if (text := squeezed(cell.text)))
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "…"
