"""How much a file may hold. A department's list has some hundred rows; these bound the work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from intake.tables.refusals import Reason, TableRefused

MOST_BYTES: Final = 10 * 1024 * 1024  # of the file as sent; refusals.py and the pages say it too
MOST_UNPACKED: Final = 64 * 1024 * 1024  # of all XML of one file together
MOST_ENTRIES: Final = 2_000
MOST_RATIO: Final = 200  # real tables pack some thirty to one, bombs a thousand to one
RATIO_COUNTS_FROM: Final = 1024 * 1024
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 100
MOST_TABLES: Final = 50
MOST_CELLS: Final = 500_000  # of one file, blank ones too
MOST_TEXT: Final = 4_000_000  # characters of one file
MOST_IN_CELL: Final = 32_767  # characters, as Excel itself


def check_extent(rows: int, columns: int) -> None:
    """Raise TableRefused for a table longer or wider than is read."""
    if rows > MOST_ROWS:
        raise TableRefused(Reason.TOO_MANY_ROWS)
    if columns > MOST_COLUMNS:
        raise TableRefused(Reason.TOO_MANY_COLUMNS)


def check_tables(count: int) -> None:
    """Raise TableRefused for more tables than are read."""
    if count > MOST_TABLES:
        raise TableRefused(Reason.TOO_MANY_TABLES)


def check_amount(texts: Iterable[str]) -> None:
    """Raise TableRefused for more cells or text than are read, in one cell or in all."""
    total = 0
    for count, text in enumerate(texts):
        total += len(text)
        if len(text) > MOST_IN_CELL or total > MOST_TEXT or count > MOST_CELLS:
            raise TableRefused(Reason.TOO_MUCH)
