"""What became of a text: kept, gone, new. Chinese goes by character, digits and Latin letters by run."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_TOKEN: Final = re.compile(r"[0-9]+|[A-Za-z]+|.", re.DOTALL)
_LEAST_KEPT: Final = 2  # shorter agreement between two changes is chance, and tears words apart


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def marked(before: str, after: str) -> tuple[Mark, ...]:
    """The two texts as one: leaving out what is new gives `before`, what is gone `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    marks: list[Mark] = []
    gone, came = "", ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" and not _is_chance(old[i:j], i, j, len(old)):
            marks += [*_change(gone, came), Mark("same", "".join(old[i:j]))]
            gone, came = "", ""
        else:
            gone += "".join(old[i:j])
            came += "".join(new[k:m])
    return (*marks, *_change(gone, came))


def _is_chance(kept: list[str], start: int, end: int, length: int) -> bool:
    return start > 0 and end < length and len("".join(kept)) < _LEAST_KEPT


def _change(gone: str, came: str) -> list[Mark]:
    return [mark for mark in (Mark("gone", gone), Mark("new", came)) if mark.text]
