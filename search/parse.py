"""A typed query into groups of alternatives that any engine can translate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .analysis import Analyzer, is_han
from .query import MAX_QUERY_CHARACTERS

_PIECE = re.compile(r'(?P<not>-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the query. A document has it when it has all terms of any one alternative."""

    word: str
    alternatives: tuple[tuple[str, ...], ...]
    required: bool = False
    excluded: bool = False


def parse(text: str, analyzer: Analyzer) -> tuple[Group, ...]:
    """The groups of `text`, in order, each word once. Never raises."""
    groups: dict[str, Group] = {}
    normal = analyzer.normalise(text)[:MAX_QUERY_CHARACTERS].replace("“", '"').replace("”", '"')
    for piece in _PIECE.finditer(normal):
        quoted, plain = piece["quoted"], piece["plain"]
        for word in analyzer.words(quoted if quoted is not None else plain):
            groups.setdefault(
                word.text,
                Group(
                    word.text,
                    _alternatives(word.text, word.parts, analyzer),
                    required=quoted is not None,
                    excluded=bool(piece["not"]),
                ),
            )
    return tuple(groups.values())


def _alternatives(word: str, parts: tuple[str, ...], analyzer: Analyzer) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = [(word,)]
    if parts:
        found.append(parts)
    elif len(word) > 2 and is_han(word):
        found.append(tuple(word))  # cut differently in the document: let its single characters find it
    found += [tuple(analyzer.tokens(other)) for other in analyzer.synonyms(word)]
    return tuple(found)
