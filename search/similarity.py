"""TF-IDF similarity of a text to a small, fixed set of texts, in memory: no engine, no files."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
Weighted = Mapping[str, float]  # term → how much of it there is


def character_grams(text: str) -> Iterable[str]:
    """Every Chinese character and every pair of neighbours: survives any segmentation and most typos."""
    for run in _HAN_RUN.findall(text):
        yield from run
        yield from (run[at : at + 2] for at in range(len(run) - 1))


class TfIdf:
    """Cosine similarity with logarithmic term frequency; terms that no text has count for nothing."""

    def __init__(self, texts: Mapping[str, Weighted]) -> None:
        frequency = Counter(term for terms in texts.values() for term in terms)
        self._idf = {term: math.log((len(texts) + 1) / (count + 0.5)) for term, count in frequency.items()}
        self._postings: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        for key, terms in texts.items():
            vector = self._vector(terms)
            for term, weight in vector.items():
                self._postings[term].append((key, weight))

    def idf(self, term: str) -> float:
        """How telling a term is; 0 for one that no text has."""
        return self._idf.get(term, 0.0)

    def scores(self, terms: Weighted) -> dict[str, float]:
        """Similarity, 0..1, to every text that shares a term with `terms`."""
        scores: defaultdict[str, float] = defaultdict(float)
        for term, weight in self._vector(terms).items():
            for key, other in self._postings[term]:
                scores[key] += weight * other
        return dict(scores)

    def _vector(self, terms: Weighted) -> dict[str, float]:
        weights = {
            term: (1 + math.log(amount) if amount >= 1 else amount) * self._idf[term]
            for term, amount in terms.items()
            if self._idf.get(term, 0.0) > 0
        }
        length = math.sqrt(sum(each * each for each in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}
