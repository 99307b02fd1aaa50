"""Names broken into lines that fit: Chinese anywhere, English between words and, if it must be, syllables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pictures.svg import wide

# Of names written in pinyin: zheng-zhou, ping-ding-shan.
_SYLLABLE: Final = re.compile(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]+(?:ng?(?![aeiou]))?", re.IGNORECASE)
_HYPHEN: Final = 0.4  # em
_CHINESE: Final = 0x2E80  # the first of the characters that may be broken anywhere


def lines(words: str, room: float, most: int = 3) -> list[str]:
    """The words in at most so many lines, each as wide as `room` (em) allows; the rest is cut off."""
    made: list[str] = []
    while words and len(made) < most:
        cut = _cut(words, room)
        made.append(words[:cut].strip() + ("" if _whole(words, cut) else "-"))
        words = words[cut:].strip()
    if words:
        made[-1] = made[-1].rstrip("-") + "…"
    return made


def _cut(words: str, room: float) -> int:
    """How many letters make a line: up to the last good break that fits, or, without one, to the last that
    does; at least one."""
    for ends in ((*_breaks(words, room), len(words)), range(1, len(words))):
        fitting = [at for at in ends if at and _fits(words, at, room)]
        if fitting:
            return max(fitting)
    return 1


def _fits(words: str, at: int, room: float) -> bool:
    return wide(words[:at].strip()) + (0 if _whole(words, at) else _HYPHEN) <= room


def _whole(words: str, at: int) -> bool:
    """Whether no word is torn there."""
    return at == len(words) or " " in words[at - 1 : at + 1] or ord(words[at]) > _CHINESE


def _breaks(words: str, room: float) -> Iterator[int]:
    for word in re.finditer(r"[^\s]+", words):
        yield word.start()
        if ord(word[0][0]) > _CHINESE:
            yield from range(word.start(), word.end())
        elif wide(word[0]) > room:
            yield from (word.start() + each.start() for each in _SYLLABLE.finditer(word[0]))
