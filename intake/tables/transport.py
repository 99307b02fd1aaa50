"""What was read, as JSON from the reading process to ours."""

from __future__ import annotations

from typing import Any

from intake.tables.grid import Cell, Grid, Leftover, Mark, Opened

Json = dict[str, Any]


def as_json(opened: Opened) -> Json:
    """As lists of short lists: most cells are nothing but a text."""
    return {
        "grids": [_grid(grid) for grid in opened.grids],
        "leftovers": [each.value for each in opened.leftovers],
    }


def opened_from(told: Json) -> Opened:
    """The same back."""
    grids = tuple(
        Grid(
            name=each["name"],
            rows=tuple(tuple(_cell_from(cell) for cell in row) for row in each["rows"]),
            lettered=each["lettered"],
            before=tuple(each["before"]),
            hidden=each["hidden"],
        )
        for each in told["grids"]
    )
    return Opened(grids, tuple(map(Leftover, told["leftovers"])))


def _grid(grid: Grid) -> Json:
    rows = [[_cell(cell) for cell in row] for row in grid.rows]
    kept = {"name": grid.name, "lettered": grid.lettered, "before": grid.before, "hidden": grid.hidden}
    return {**kept, "rows": rows}


def _cell(cell: Cell) -> str | list[Any]:
    if not cell.marks and cell.origin is None:
        return cell.text
    return [cell.text, sorted(cell.marks), cell.origin]


def _cell_from(told: str | list[Any]) -> Cell:
    if isinstance(told, str):
        return Cell(told)
    text, marks, origin = told
    return Cell(text, frozenset(map(Mark, marks)), tuple(origin) if origin else None)
