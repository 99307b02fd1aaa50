"""Chinese text broken into lines: anywhere, but no closing mark begins a line and no opening one ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

_CLOSING: Final = frozenset("，。；：、？！）》」』】〕”’…%")
_OPENING: Final = frozenset("（《「『【〔“‘")


def broken(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The lines of a text, no wider than `width` as `measure` tells, but for a closing mark at the end."""
    for paragraph in text.splitlines() or [""]:
        yield from _lines(paragraph, width, measure)


def _lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    line, room = "", width
    for sign in text:
        wide = measure(sign)
        if line and wide > room and sign not in _CLOSING:
            kept = line.rstrip("".join(_OPENING)) or line
            yield kept
            line = line[len(kept) :]
            room = width - measure(line)
        line += sign
        room -= wide
    yield line
