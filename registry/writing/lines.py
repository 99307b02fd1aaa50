"""Which item and field a line of a release's text belongs to, so that a fault can be told at its cell."""

import re
from typing import Final, NamedTuple

_KEY: Final = re.compile(r"(?:  - |    |  )?([a-z_]+): ?(.*)")


class Cell(NamedTuple):
    """A field of the item in that place (from 0); `place` None: a field of the list's head."""

    place: int | None
    item: str
    field: str


def cell_at(text: str, line: int) -> Cell:
    """The cell of a line (from 1) of what `release_text` wrote."""
    cells = cells_of(text)
    return cells[min(line, len(cells) - 1)]


def cells_of(text: str) -> list[Cell]:
    """The cell of every line, by its number; before the first there is none. For many faults of one text."""
    cells = [Cell(None, "", "")]
    for line in text.split("\n"):
        found = _KEY.match(line)
        cells.append(_next(cells[-1], found[1], found[2].strip()) if found else cells[-1])
    return cells


def _next(last: Cell, field: str, value: str) -> Cell:
    """The cell after `last`; an id begins an item."""
    if field != "id":
        return last._replace(field=field)
    return Cell(0 if last.place is None else last.place + 1, value, field)
