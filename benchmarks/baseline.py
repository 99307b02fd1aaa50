"""Plain BM25 over the published items: what the router has to beat in the same run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from search import Analyzer

K1, B = 1.5, 0.75


class Bm25:
    """Okapi BM25 of a text against labelled texts; `best` gives labels in order, each once."""

    def __init__(self, texts: Iterable[tuple[str, str]], analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._texts = [(label, Counter(analyzer.tokens(text))) for label, text in texts]
        self._mean = sum(sum(terms.values()) for _, terms in self._texts) / len(self._texts)
        self._frequency = Counter(term for _, terms in self._texts for term in terms)

    def best(self, text: str) -> list[str]:
        asked = set(self._analyzer.tokens(text))
        scored = [(self._score(asked, terms), label) for label, terms in self._texts]
        return list(dict.fromkeys(label for score, label in sorted(scored, reverse=True) if score > 0))

    def _score(self, asked: set[str], terms: Counter[str]) -> float:
        length = K1 * (1 - B + B * sum(terms.values()) / self._mean)
        return sum(
            self._idf(term) * terms[term] * (K1 + 1) / (terms[term] + length)
            for term in asked
            if term in terms
        )

    def _idf(self, term: str) -> float:
        count = self._frequency[term]
        return math.log(1 + (len(self._texts) - count + 0.5) / (count + 0.5))
