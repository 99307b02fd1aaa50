"""Cells as plain text: full-width letters made half, blanks and line breaks of mere layout gone."""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = [sign for sign in map(chr, range(0xFF10, 0xFF5B)) if sign.isalnum()]
_WIDE: Final = str.maketrans({sign: chr(ord(sign) - 0xFEE0) for sign in (*_LETTERS, *"－．／＠％＋")})
_GONE: Final[dict[int, None]] = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))
_BLANK: Final[dict[int, str]] = dict.fromkeys(map(ord, "\u00a0\u3000\t\v\f"), " ")
_CJK: Final = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f《》（），。；：、？！]"
_BREAK_IN_CHINESE: Final = re.compile(rf"(?<={_CJK})\n+|\n+(?={_CJK})")
_BLANKS: Final = re.compile(r" {2,}")
_NUMBERED: Final = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．](?!\d)|[①-⑳])\s*"
)
_SEPARATORS: Final = re.compile(r"[\n；;]+")
_STOPS: Final = ("。", "；", ";", "：", ":", "，", ",", "、", "！", "？")
_BETWEEN: Final = re.compile(r"[\s、，,；;。]+")
_TRAILING: Final = "。；;，,、.．:： "


def fold(text: str) -> str:
    """The same text with ordinary letters, digits, blanks and line breaks; each line trimmed, none empty."""
    plain = text.translate(_WIDE).translate(_BLANK).translate(_GONE).replace("\r\n", "\n").replace("\r", "\n")
    lines = (_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Folded, its lines joined as they were before somebody wrapped them."""
    return _BREAK_IN_CHINESE.sub("", fold(text)).replace("\n", " ")


def paragraph(text: str) -> str:
    """Folded into one line; what was a numbered line of its own stands behind a stop."""
    said = ""
    for line in fold(text).split("\n"):
        stop = said and _NUMBERED.match(line) and not said.endswith(_STOPS)
        said = one_line(f"{said}；{line}" if stop else f"{said}\n{line}")
    return said


def lines(text: str) -> list[str]:
    """What stands on lines of its own or between semicolons, without numbers before and stops behind."""
    parts = (
        _NUMBERED.sub("", part, count=1) if _NUMBERED.match(part) else part
        for part in _SEPARATORS.split(fold(text))
    )
    return [part for part in (trimmed(part) for part in parts) if part]


def trimmed(text: str) -> str:
    """Without stops and commas at the end."""
    return text.strip().rstrip(_TRAILING).strip()


def squeezed(text: str) -> str:
    """Without any blank or line break: for comparing, never for keeping."""
    return re.sub(r"\s+", "", fold(text))


def same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, line breaks, width and what separates entries."""
    return _BETWEEN.sub("", fold(one)) == _BETWEEN.sub("", fold(other))


def unnumbered(text: str) -> str:
    """Without 1. or （一） at its beginning."""
    return _NUMBERED.sub("", text, count=1) if _NUMBERED.match(text) else text


def numbered_parts(text: str) -> int:
    """How many lines of a cell begin with a number, as lists do."""
    return sum(bool(_NUMBERED.match(line)) for line in fold(text).split("\n"))
