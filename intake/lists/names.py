"""Words as people type them ↔ ids of the record: departments, topics, levels, why somebody leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from registry import Registry

LEVELS: Final[Mapping[str, str]] = {"province": "省级", "city": "市级", "county": "县级"}
LEAD_STATUS: Final[Mapping[str, str]] = {
    "statutory": "法律法规规定",
    "designated_locally": "由地方确定",
    "unclear": "尚未明确",
}
_ENDINGS: Final = ("部门", "主管部门")


class Names:
    """What the words of one record mean. A word may be the name, an alias or the id itself."""

    def __init__(self, registry: Registry) -> None:
        departments = registry.departments.values()
        self.departments: dict[str, str] = {}
        for each in departments:  # names first: an alias of one may be the name of another
            self.departments |= dict.fromkeys(
                (each.id, each.name, *(each.name + e for e in _ENDINGS)), each.id
            )
        for each in departments:
            for alias in each.aliases:
                self.departments.setdefault(alias, each.id)
        self.topics = {word: each.id for each in registry.topics.values() for word in (each.id, each.name)}
        self.levels = _both(LEVELS) | {word.removesuffix("级"): level for level, word in LEVELS.items()}
        self.statuses = _both(LEAD_STATUS)


def _both(words: Mapping[str, str]) -> dict[str, str]:
    return {**{word: key for key, word in words.items()}, **{key: key for key in words}}


def nearest(word: str, known: Iterable[str]) -> str:
    """，是不是“…”？, or nothing."""
    close = get_close_matches(word, [each for each in known if not each.isascii()], n=1, cutoff=0.5)
    return f"，是不是“{close[0]}”？" if close else ""
