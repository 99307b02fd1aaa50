"""Long lists of words, broken into lines that an editor shows without scrolling."""

from collections.abc import Iterator, Sequence
from typing import Final
from unicodedata import east_asian_width

from registry.writing.scalars import sequence, value

_COLUMNS: Final = 118  # of a terminal; a Chinese character takes two
_SPARE: Final = 2  # left free at the end of a broken line


def words_lines(key: str, words: Sequence[str], indent: str) -> Iterator[str]:
    """`words: [甲, 乙]` on one line, or below its key on as many as it needs."""
    short = f"{indent}{key}: {sequence(words)}"
    if _columns(short) <= _COLUMNS:
        yield short
        return
    yield f"{indent}{key}:"
    line = f"{indent}  ["
    for piece in (*(f"{value(word)}," for word in words[:-1]), f"{value(words[-1])}]"):
        longer = f"{line}{piece}" if line.endswith("[") else f"{line} {piece}"
        if _columns(longer) + _SPARE > _COLUMNS and line.strip() != "[":
            yield line
            longer = f"{indent}   {piece}"
        line = longer
    yield line


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
