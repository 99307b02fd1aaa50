"""Chinese numerals of articles as numbers: 二百一十七, 一千零六十二, 两百, 二一七, 十."""

from __future__ import annotations

from typing import Final

NUMERAL: Final = "零〇○一二两三四五六七八九十百千0-9"  # for a pattern's brackets
_DIGITS: Final = {
    **{sign: number for number, sign in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "○": 0,
    "两": 2,
}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}


def number_of(text: str) -> int | None:
    """The number from 1 to 9999 that a numeral says; None for what says none (十百, 0)."""
    value = int(text) if text.isascii() and text.isdigit() else _chinese(text)
    return value if value is not None and 0 < value < 10_000 else None


def _chinese(text: str) -> int | None:
    if not text or any(sign not in _DIGITS and sign not in _UNITS for sign in text):
        return None
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last_unit = 0, 0, 10_000
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
            continue
        unit = _UNITS[sign]
        if unit >= last_unit:
            return None
        total += (digit or 1) * unit
        digit, last_unit = 0, unit
    return total + digit
