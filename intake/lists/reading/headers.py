"""Finds the heading rows of a table and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from intake.lists.reading.plain import squeezed
from intake.lists.reading.vocabulary import vocabulary
from intake.tables.grid import Grid

_MOST_ABOVE: Final = 30  # rows looked at; titles, notices and forms of approval stand above a table
_TALLEST: Final = 3
_LONGEST_HEADING: Final = 30
_NOISE: Final = re.compile(r"[（(][^（）()]*[）)]|[\s：:、，,。.*＊_/／|]+")
_SPREAD: Final = frozenset({"basis", "articles", "description", "contact", "remark", ""})
_LEAST_ALIKE: Final = 3  # letters of a known heading that another must end with to be taken for it


class Column(NamedTuple):
    """One column: where, its heading as written, the field it holds ("" for none we know)."""

    at: int
    heading: str
    field: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class Header:
    """The heading rows [first, last] of a grid and its columns. `width`: of the grid."""

    first: int
    last: int
    columns: tuple[Column, ...]
    width: int

    def of(self, field: str) -> tuple[Column, ...]:
        """The columns that hold a field: a basis may be spread over two."""
        return tuple(column for column in self.columns if column.field == field)

    @property
    def labels(self) -> frozenset[str]:
        """What its columns are called, without blanks."""
        return frozenset(squeezed(part) for column in self.columns for part in column.heading.split(" "))


def find_header(grid: Grid) -> Header | None:
    """The fewest heading rows that name most columns; None where no column is called 具体事项 or so."""
    candidates = (
        _header(grid, first, first + height)
        for first in range(min(len(grid.rows), _MOST_ABOVE))
        for height in range(min(_TALLEST, len(grid.rows) - first))
        if all(_may_head(grid, row) for row in range(first, first + height + 1))
    )
    usable = [each for each in candidates if each.of("matter") and _known(each) >= 2]
    best = max(usable, key=lambda each: (_known(each), each.first - each.last, -each.first), default=None)
    return _whole(grid, best) if best else None


def _whole(grid: Grid, header: Header) -> Header:
    """The header with the rows that its merged cells reach into, above and below."""
    first, last = header.first, header.last
    while any(cell.origin and cell.origin[0] < first for cell in grid.rows[first]):
        first -= 1
    while last + 1 < len(grid.rows) and _goes_on(grid, last):
        last += 1
    return replace(header, first=first, last=last)


def _goes_on(grid: Grid, last: int) -> bool:
    return any(cell.origin and cell.origin[0] <= last for cell in grid.rows[last + 1])


def _may_head(grid: Grid, row: int) -> bool:
    return all(len(squeezed(cell.text)) <= _LONGEST_HEADING for cell in grid.rows[row])


def _known(header: Header) -> int:
    sure = {column.field for column in header.columns if column.field and not column.guessed}
    return len(sure)


def _header(grid: Grid, first: int, last: int) -> Header:
    width = len(grid.rows[first])
    columns = [_column(index, _path(grid, first, last, index)) for index in range(width)]
    return Header(first, last, tuple(_once(columns)), width)


def _path(grid: Grid, first: int, last: int, column: int) -> list[str]:
    """The labels over a column from the top down, each once."""
    texts = (squeezed(grid.rows[row][column].text) for row in range(first, last + 1))
    return list(dict.fromkeys(text for text in texts if text))


def _column(index: int, path: list[str]) -> Column:
    heading = " ".join(path)
    plain = [_NOISE.sub("", label) for label in path]
    joined = "".join(plain)
    tries = [joined, *reversed(plain)]
    known = vocabulary().headings
    sure = next((known[each] for each in tries if each in known), "")
    alike = sure or next(filter(None, map(_alike, tries)), "")
    return Column(index, heading, alike, guessed=bool(alike and not sure))


def _alike(label: str) -> str:
    """The field whose heading this one ends with: 本部门牵头的具体事项."""
    known = vocabulary().headings
    fitting = [each for each in known if len(each) >= _LEAST_ALIKE and label.endswith(each)]
    return known[max(fitting, key=len)] if fitting else ""


def _once(columns: list[Column]) -> Iterable[Column]:
    """A field is read from one column: the first so called, or under a merged heading its last, where the
    details stand. Some may be spread over several columns."""
    taken: set[str] = set()
    for number, column in enumerate(columns):
        following = columns[number + 1] if number + 1 < len(columns) else None
        goes_on = following is not None and following[1:] == column[1:]
        if column.field in _SPREAD:
            yield column
        elif column.field in taken or goes_on:
            yield column._replace(field="", guessed=False)
        else:
            taken.add(column.field)
            yield column
