"""Stage 1, normalise: a complaint as the clauses a reader would see, the telling ones weighing more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from search import Analyzer
from search.similarity import character_grams

MAX_CLAUSES = 80  # a complaint says what it is about early; the rest is history and anger
MAX_CLAUSE_CHARACTERS = 80
_SPREAD = re.compile(r"(?<!\S)([\u3400-\u9fff]{1,3})\s+(?=[\u3400-\u9fff])")  # 环 保 局: no clause ends
# A street by its name (农业路, 煤厂街) would speak for farming or coal. What follows it tells it. What stands
# before 路 in words for kinds of roads, or for what happens there, is no name (公路, 修路).
_NO_NAME = "马公铁道线土小修铺油国省村出过走条电管网思半让占堵拦行高速主干辅便岔断泥大背"
_STREET = re.compile(
    rf"[\u3400-\u9fff]{{2,3}}(?<![{_NO_NAME}])(?:路|大道|大街|街|巷)"
    r"(?=与|和|、|交叉|交汇|\d|[东西南北中]段|口|附近|以?[东西南北])"
)
_CLAUSE = re.compile(r"[^\w“”\"%.·-]+|(?<!\d)[.]|[.](?!\d)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between punctuation marks; `terms` as the analyzer cuts it, without boilerplate.

    `headline` marks where a complaint says what it is about: its title or, without one, its first clause.
    """

    text: str
    terms: frozenset[str]
    weight: float
    headline: bool


@dataclass(frozen=True, slots=True)
class Message:
    """The whole complaint. `grams` and `terms` map what similarity is measured with to weighted counts."""

    clauses: tuple[Clause, ...]
    grams: Mapping[str, float]
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """How much each part of a complaint counts: the title, the first clauses, the rest."""

    title: float
    opening: float
    opening_clauses: int
    rest: float


@dataclass(frozen=True, slots=True)
class Reader:
    """A complaint as all stages see it; training reads its examples with the same eyes."""

    analyzer: Analyzer
    boilerplate: Collection[str]
    reading: Reading

    def read(self, text: str, title: str = "") -> Message:
        """Cut and weigh a complaint. Never raises, whatever the text."""
        return _read(title, text, self.analyzer, self.boilerplate, self.reading)


def _read(
    title: str, text: str, analyzer: Analyzer, boilerplate: Collection[str], reading: Reading
) -> Message:
    cut = [(clause, reading.title) for clause in _cut(title, analyzer)]
    headline = len(cut) or 1
    for place, clause in enumerate(_cut(text, analyzer)):
        cut.append((clause, reading.opening if place < reading.opening_clauses else reading.rest))
    clauses: list[Clause] = []
    grams: defaultdict[str, float] = defaultdict(float)
    terms: defaultdict[str, float] = defaultdict(float)
    for place, (clause, weight) in enumerate(cut[:MAX_CLAUSES]):
        kept = _without(boilerplate, clause, analyzer)
        found = frozenset(analyzer.tokens(kept))
        clauses.append(Clause(clause, found, weight, place < headline))
        _count(grams, character_grams(kept), weight)
        _count(terms, found, weight)
    return Message(tuple(clauses), grams, terms)


def _cut(text: str, analyzer: Analyzer) -> list[str]:
    """The first clauses of `text`; one that never ends is cut where it gets too long to be a clause."""
    normal = analyzer.normalise(text[: MAX_CLAUSES * MAX_CLAUSE_CHARACTERS])
    normal = _STREET.sub(" ", _SPREAD.sub(r"\1", normal))
    pieces = [piece for piece in _CLAUSE.split(normal) if piece]
    return [
        piece[at : at + MAX_CLAUSE_CHARACTERS]
        for piece in pieces
        for at in range(0, len(piece), MAX_CLAUSE_CHARACTERS)
    ][:MAX_CLAUSES]


def _without(boilerplate: Collection[str], clause: str, analyzer: Analyzer) -> str:
    words = (word.text for word in analyzer.words(clause))
    return "".join(" " if word in boilerplate else word for word in words)


def _count(counts: defaultdict[str, float], terms: Iterable[str], weight: float) -> None:
    for term in terms:
        counts[term] += weight
