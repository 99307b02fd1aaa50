"""Stage 5, ranking: evidence into an order of departments, boundaries and regional facts included."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .evidence import Evidence
from .rules import ConfidenceRules

SHARPNESS = 6.0  # of the soft maximum that turns scores into shares; explains, decides nothing


@dataclass(frozen=True, slots=True)
class Candidate:
    """A matter, or kind of other business, with its score; `department` is None for other business."""

    key: str
    department: str | None
    score: float
    matched: tuple[str, ...]
    share: float = 0.0


def rank(
    evidence: Mapping[str, Evidence],
    score: Callable[[str, Evidence], float],
    department: Callable[[str], str | None],
) -> list[Candidate]:
    """Each department's (and other business's) best matter, best first; shares sum to 1."""
    best: dict[str | None, Candidate] = {}
    for key, found in evidence.items():
        candidate = Candidate(key, department(key), score(key, found), found.matched)
        known = best.get(candidate.department)
        if known is None or (candidate.score, known.key) > (known.score, candidate.key):
            best[candidate.department] = candidate
    return _with_shares(sorted(best.values(), key=lambda each: (-each.score, each.key)))


def _with_shares(ranked: Iterable[Candidate]) -> list[Candidate]:
    ranked = list(ranked)
    weights = [math.exp(SHARPNESS * (each.score - ranked[0].score)) for each in ranked]
    total = sum(weights)
    return [
        Candidate(each.key, each.department, each.score, each.matched, weight / total)
        for each, weight in zip(ranked, weights, strict=True)
    ]


def features(ranked: list[Candidate]) -> tuple[float, float]:
    """What confidence goes by: the first department's lead over the second, and its own score."""
    first = ranked[0].score
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return min(first - second, 1.0), min(first, 1.5)


def confidence(ranked: list[Candidate], rules: ConfidenceRules) -> float:
    """The chance, 0..1, that the first department is right."""
    margin, score = features(ranked)
    return 1 / (1 + math.exp(-(rules.constant + rules.margin * margin + rules.score * score)))
