"""CSV tables: one header line, the same number of columns in every row."""

import csv
import io
from collections.abc import Collection, Iterator, Sequence

from registry.reading.cells import Cells
from registry.reading.notes import Notes, Spot


class Row(Cells):
    """One row of a table; lists are written with | between their parts."""

    def __init__(self, notes: Notes, spot: Spot, cells: dict[str, str], optional: Collection[str]) -> None:
        super().__init__(notes, optional)
        self._spot = spot
        self._cells = cells

    def raw(self, key: str) -> str | None:
        return self._cells[key]

    def entries(self, key: str) -> list[tuple[Spot, str]]:
        return [(self._spot, part.strip()) for part in self._cells[key].split("|") if part.strip()]

    def spot(self, key: str = "") -> Spot:
        return self._spot


def read_rows(
    notes: Notes, file: str, required: Sequence[str], optional: Sequence[str], spare: Sequence[str] = ()
) -> Iterator[Row]:
    """The rows of a table whose header holds exactly these columns, in any order; `spare` ones may be
    left out, and are then empty."""
    text = notes.file_text(file)
    if text is None:
        return
    lines = _lines(notes, file, text)
    header = next(lines, (1, []))[1]
    absent = [name for name in spare if name not in header]
    if sorted((*header, *absent)) != sorted((*required, *optional, *spare)):
        expected = ",".join((*required, *optional))
        notes.fault(Spot(file, 1), "csv-header", f"表头应为：{expected}；现在是：{','.join(header)}")
        return
    for number, values in lines:
        spot = Spot(file, number)
        if len(values) != len(header):
            message = f"这一行有 {len(values)} 列，表头有 {len(header)} 列"
            notes.fault(spot, "csv-columns", message)
            continue
        cells = dict(zip(header, values, strict=True)) | dict.fromkeys(absent, "")
        yield Row(notes, spot, cells, (*optional, *spare))


def _lines(notes: Notes, file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line; blank lines are skipped."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for values in reader:
            if values:
                yield first, values
            first = reader.line_num + 1
    except csv.Error as error:
        notes.fault(Spot(file, first), "csv-syntax", f"表格写法有误（多半是引号不成对）：{error}")
