"""Stage 4, candidates: how well a complaint's words fit each published matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from search import Analyzer
from search.similarity import TfIdf, character_grams

from .message import Message
from .phrases import Fired, PhraseIndex

WORDS_SHARE = 0.5  # words beside character pairs: pairs alone forgive typos and odd cuts, words are surer
MOST_PHRASES = 4


@dataclass(frozen=True, slots=True)
class Source:
    """What is known about a matter: its official name, its description, the phrases people use."""

    key: str
    name: str
    description: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How one matter fits: `similarity` of its whole text (0..1.5), `phrases` fired (a strong one is
    near 1), the words that made it so."""

    similarity: float
    phrases: float
    matched: tuple[str, ...]


NOTHING = Evidence(0.0, 0.0, ())


@dataclass(frozen=True, slots=True)
class Shares:
    """How much the name, the phrases and the description of a matter count within its text."""

    name: float
    phrases: float
    description: float


class EvidenceIndex:
    """Built once over all matters. `of` is pure."""

    def __init__(self, sources: Iterable[Source], analyzer: Analyzer, shares: Shares) -> None:
        sources = list(sources)
        self._grams = TfIdf({each.key: _weigh(each, shares, character_grams) for each in sources})
        self._terms = TfIdf({each.key: _weigh(each, shares, analyzer.tokens) for each in sources})
        phrases = {each.key: (*each.phrases, each.name) for each in sources}
        self._phrases = PhraseIndex(phrases, analyzer, self._terms.idf)

    def telling(self, term: str) -> float:
        """How much a term tells about which matter it is."""
        return self._terms.idf(term)

    def of(self, message: Message) -> Mapping[str, Evidence]:
        """The evidence for every matter that has any."""
        grams, terms = self._grams.scores(message.grams), self._terms.scores(message.terms)
        fired = self._phrases.fired(message.clauses)
        return {
            key: _evidence(grams.get(key, 0.0) + WORDS_SHARE * terms.get(key, 0.0), fired.get(key, []))
            for key in sorted({*grams, *terms, *fired})
        }


def _weigh(source: Source, shares: Shares, cut: Callable[[str], Iterable[str]]) -> dict[str, float]:
    counts: defaultdict[str, float] = defaultdict(float)
    texts = [(source.name, shares.name), (source.description, shares.description)]
    for text, share in [*texts, *((phrase, shares.phrases) for phrase in source.phrases)]:
        for term in cut(text):
            counts[term] += share
    return counts


def _evidence(similarity: float, fired: list[Fired]) -> Evidence:
    """The best phrase counts whole, each further one half as much as the one before."""
    best = fired[:MOST_PHRASES]
    strength = sum(each.strength / 2**place for place, each in enumerate(best))
    return Evidence(similarity, strength, tuple(dict.fromkeys(word for each in best for word in each.words)))
