"""Whole numbers that somebody sent as text."""

from __future__ import annotations

from typing import Final

HIGHEST: Final = 2**31 - 1  # that a column of whole numbers holds
_MOST_DIGITS: Final = len(str(HIGHEST))  # Python itself refuses, by an error, to read some thousand digits


def whole_number(text: str | None) -> int | None:
    """The number, from 0 to HIGHEST, that ASCII digits write; None for anything else."""
    if not text or not text.isascii() or not text.isdecimal() or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    return number if number <= HIGHEST else None
