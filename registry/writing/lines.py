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
    keys = [found for each in text.split("\n")[:line] if (found := _KEY.match(each))]
    field = keys[-1][1] if keys else ""
    items = [found[2].strip() for found in keys if found[1] == "id"]
    return Cell(len(items) - 1, items[-1], field) if items else Cell(None, "", field)
