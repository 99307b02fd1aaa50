"""The words of words.yaml as typed values, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

_FILE: Final = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Field by field what words.yaml explains; `headings` is turned round: heading → field."""

    headings: Mapping[str, str]
    notes: tuple[str, ...]
    totals: tuple[str, ...]
    vague: frozenset[str]
    none: frozenset[str]
    office_endings: tuple[str, ...]
    topics: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, str]
    lead_statuses: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words. Raises KeyError or TypeError when the file is not complete."""
    data: dict[str, Any] = yaml.load(_FILE.read_text("utf-8"), yaml.CSafeLoader)
    return Vocabulary(
        headings=_turned(data["headings"]),
        notes=tuple(data["notes"]),
        totals=tuple(data["totals"]),
        vague=frozenset(data["vague"]),
        none=frozenset(data["none"]),
        office_endings=tuple(data["office_endings"]),
        topics={topic: tuple(words) for topic, words in data["topics"].items()},
        levels=_turned(data["levels"]),
        lead_statuses=_turned(data["lead_statuses"]),
    )


def _turned(lists: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: key for key, words in lists.items() for word in words}
