"""Which of many known phrases occur in a complaint, in whole or in good part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from search import Analyzer
from search.analysis import Word

from .message import Clause

WHOLE = 1.7  # a phrase word for word counts this much more than its words scattered over a clause
LONGEST = 12.0  # beyond this much, a longer phrase is not better evidence
SCALE = 20.0  # brings a strong phrase near 1, the scale of similarities


@dataclass(frozen=True, slots=True)
class Fired:
    """A phrase that occurs: how strongly, the words of the complaint that make it so, and which share of what
    the phrase tells they cover (0..1)."""

    strength: float
    words: tuple[str, ...]
    covered: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    """`whole`: torn part of a word → the word, which is what a reader is shown."""

    key: str
    text: str
    terms: tuple[str, ...]
    total: float
    whole: Mapping[str, str]


class PhraseIndex:
    """Phrases by key; `telling` says how much a term tells (its inverse document frequency)."""

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], analyzer: Analyzer, telling: Callable[[str], float]
    ) -> None:
        self._telling = telling
        self._phrases: list[_Phrase] = []
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        for key, texts in phrases.items():
            for text in dict.fromkeys(texts):
                self._add(key, text, analyzer)

    def _add(self, key: str, text: str, analyzer: Analyzer) -> None:
        words = analyzer.words(text)
        terms = tuple(dict.fromkeys(part for word in words for part in word.parts or (word.text,)))
        total = sum(map(self._telling, terms))
        if total > 0:
            for term in terms:
                self._holding[term].append(len(self._phrases))
            whole = {part: word.text for word in words if _torn(word) for part in word.parts}
            self._phrases.append(_Phrase(key, analyzer.normalise(text), terms, total, whole))

    def fired(self, clauses: Iterable[Clause]) -> Mapping[str, list[Fired]]:
        """For each key its phrases that share words with a clause, each at its strongest, best first."""
        best: dict[int, Fired] = {}
        for clause in clauses:
            for number in {each for term in clause.terms for each in self._holding.get(term, ())}:
                fired = self._in(clause, self._phrases[number])
                if number not in best or fired.strength > best[number].strength:
                    best[number] = fired
        by_key: defaultdict[str, list[Fired]] = defaultdict(list)
        for number in sorted(best, key=lambda number: (-best[number].strength, number)):
            by_key[self._phrases[number].key].append(best[number])
        return by_key

    def _in(self, clause: Clause, phrase: _Phrase) -> Fired:
        most = clause.weight * min(phrase.total, LONGEST) / SCALE
        if phrase.text in clause.text:
            return Fired(WHOLE * most, (phrase.text,), 1.0)
        present = tuple(term for term in phrase.terms if term in clause.terms)
        covered = sum(map(self._telling, present)) / phrase.total
        shown = (phrase.whole.get(term, term) for term in present)
        words = tuple(dict.fromkeys(word for word in shown if word in clause.terms))
        return Fired(covered**3 * most, words, covered)


def _torn(word: Word) -> bool:
    """Whether the parts found in a word leave some of it out: 不着 of 睡不着."""
    return bool(word.parts) and not set("".join(word.parts)) >= set(word.text)
