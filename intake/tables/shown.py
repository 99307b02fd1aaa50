"""Values of a spreadsheet as the text that its cell shows: 3 instead of 3.0, leading zeros, dates."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from intake.tables.grid import Cell, Mark

Value = int | float | str | bool | date | datetime | time | timedelta

GENERAL: Final = "General"
# The formats that a file may use by number alone (ECMA-376 part 1, 18.8.30), as far as lists use them.
BUILT_IN: Final = {
    **{0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{14: "yyyy-m-d", 15: "yyyy-m-d", 16: "m月d日", 17: "yyyy年m月", 31: "yyyy年m月d日", 49: "@"},
    **{22: "yyyy-m-d h:mm", 27: "yyyy年m月", 57: "yyyy年m月", 28: "m月d日", 58: "m月d日"},
}
_DECORATION: Final = re.compile(r"\[[^\]]*\]|[_*].|;.*$")
_QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')
_ZEROS: Final = re.compile(r"0+")
_FIXED: Final = re.compile(r"(#,##)?0(?:\.(0+))?(%)?")
_DATE_PART: Final = re.compile(r"y+|m+|d+|[^ymdhs]+|h.*", re.IGNORECASE)
_MOST_EXACT: Final = 10**15  # beyond, a spreadsheet's number has lost digits


def cell_of(value: Value, number_format: str = GENERAL) -> Cell:
    """The value as shown; marked when it is a number whose format is not imitated."""
    if isinstance(value, str):
        return Cell(value)
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _number(value, _unquoted(number_format))
    if isinstance(value, date):
        return Cell(_day(value, _unquoted(number_format)))
    return Cell(str(value), frozenset({Mark.FORMATTED}))


def _number(value: float, shape: str) -> Cell:
    fixed = _FIXED.fullmatch(shape)
    if fixed:
        grouped, decimals, percent = fixed.groups()
        scaled = value * 100 if percent else value
        text = f"{scaled:{',' if grouped else ''}.{len(decimals or '')}f}{percent or ''}"
        return Cell(text)
    if _ZEROS.fullmatch(shape) and value >= 0:
        return Cell(f"{value:.0f}".zfill(len(shape)))
    odd = shape not in (GENERAL, "@", "") or abs(value) >= _MOST_EXACT
    return Cell(_general(value), frozenset({Mark.FORMATTED} if odd else ()))


def _general(value: float) -> str:
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.15g}"


def _day(value: date, shape: str) -> str:
    at_time = isinstance(value, datetime) and (value.hour or value.minute)
    if not re.search(r"[ymd]", shape, re.IGNORECASE):
        return f"{value:%Y-%m-%d %H:%M}" if at_time else f"{value:%Y-%m-%d}"
    shown = "".join(_day_part(value, part) for part in _DATE_PART.findall(shape)).strip()
    return f"{shown} {value:%H:%M}" if at_time else shown


def _day_part(value: date, part: str) -> str:
    kind, wide = part[0].lower(), len(part) >= 2
    if kind == "y":
        return f"{value:%Y}"
    if kind in "md":
        number = value.month if kind == "m" else value.day
        return f"{number:02d}" if wide else str(number)
    return "" if kind in "hs" else part


def _unquoted(number_format: str) -> str:
    """A format without colours, conditions, padding and quotes; only what holds for positive numbers."""
    plain = _DECORATION.sub("", number_format)
    return _QUOTED.sub(lambda quoted: quoted[1] or quoted[2] or "", plain).strip()
