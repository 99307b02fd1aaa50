"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\0")


def harmless(words: str) -> str:
    """Words that no program takes for a formula: what begins like one gets an apostrophe (ASVS 1.2.10)."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def harmless_row(cells: Iterable[object]) -> list[str]:
    """The same of a whole row; numbers become text, as CSV has them anyway."""
    return [harmless(str(cell)) for cell in cells]
