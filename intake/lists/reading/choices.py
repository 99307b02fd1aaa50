"""Cells that choose from what the record knows: topics, levels, why somebody leads."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from intake.lists.names import LEAD_STATUS, LEVELS, Names
from intake.lists.reading.doubts import doubt
from intake.lists.reading.plain import lines, squeezed, trimmed
from intake.lists.reading.proposal import Doubt, Kind
from intake.lists.reading.vocabulary import vocabulary
from intake.words import gettext as _
from registry import Registry

_SEVERAL: Final = re.compile(r"[、，,/／|]+")
_LEVEL_SIGNS: Final = (
    ("county", re.compile(r"县|区|旗|乡|镇|街道|基层")),
    ("city", re.compile(r"市|地")),
    ("province", re.compile(r"省")),
)
_LONGEST_LEVEL: Final = 14


class Value(NamedTuple):
    """What was read, and what is doubtful about it."""

    text: str
    doubts: tuple[Doubt, ...] = ()


class Choices:
    """Reads such cells in the words of one record."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._names = Names(registry)

    def topics(self, text: str) -> Value:
        """Names of topics, one a line; a department's own word for one is a guess."""
        found, doubts = [], []
        for word in self._topic_words(text):
            topic = self._names.topics.get(word) or self.topic_called(word)
            if topic is None:
                names = _("、").join(each.name for each in self._registry.topics.values())
                doubts.append(doubt(Kind.UNKNOWN_TOPIC, name=word, names=names))
            elif word not in self._names.topics:
                doubts.append(doubt(Kind.GUESSED, source=_("“{word}”").format(word=word)))
            found.append(self._registry.topics[topic].name if topic else word)
        return Value("\n".join(dict.fromkeys(found)), tuple(doubts))

    def topic_called(self, word: str) -> str | None:
        """The topic that departments call so."""
        plain = squeezed(word)
        return next((topic for topic, words in vocabulary().topics.items() if plain in words), None)

    def topic_within(self, text: str) -> str | None:
        """The topic whose longest word stands in a text: 水污染防治 in 二、水污染防治类."""
        plain = squeezed(text)
        found = ((len(word), topic) for topic, words in vocabulary().topics.items()
                 for word in words if len(word) >= 2 and word in plain)  # fmt: skip
        return max(found, key=lambda each: each[0], default=(0, None))[1]

    def level(self, text: str) -> Value:
        """省级, 市级 or 县级. Where several are written, the lowest is a guess."""
        plain = squeezed(trimmed(text))
        sure = self._names.levels.get(plain) or vocabulary().levels.get(plain)
        if sure:
            return Value(LEVELS[sure])
        lowest = next((level for level, signs in _LEVEL_SIGNS if signs.search(plain)), None)
        if lowest is None or len(plain) > _LONGEST_LEVEL:
            return Value(plain, (doubt(Kind.UNKNOWN_LEVEL, name=plain),))
        source = _("“{text}”里最低的一级").format(text=plain)
        return Value(LEVELS[lowest], (doubt(Kind.GUESSED, source=source),))

    def lead_status(self, text: str) -> Value:
        """法律法规规定, 由地方确定 or 尚未明确."""
        plain = squeezed(trimmed(text))
        status = self._names.statuses.get(plain) or vocabulary().lead_statuses.get(plain)
        if status:
            return Value(LEAD_STATUS[status])
        names = _("、").join(LEAD_STATUS.values())
        return Value(plain, (doubt(Kind.UNKNOWN_STATUS, name=plain, names=names),))

    def _topic_words(self, text: str) -> list[str]:
        """Names of topics hold 、 and 和 themselves, so that a whole line is tried first."""
        words = []
        for line in lines(text):
            known = line in self._names.topics or self.topic_called(line)
            words += [line] if known else [trimmed(part) for part in _SEVERAL.split(line) if trimmed(part)]
        return words
