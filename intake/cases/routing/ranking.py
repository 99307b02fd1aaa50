"""Stage 5, ranking: evidence into an order of departments, boundaries and regional facts included."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .evidence import Evidence
from .rules import ConfidenceRules

OTHER_BUSINESS = ""
MOST_DEPARTMENTS = 8  # more than a certificate names; each matter looked at costs a look into the registry
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
    scores: Mapping[str, float], evidence: Mapping[str, Evidence], lead: Callable[[str], str | None]
) -> list[Candidate]:
    """Each department's best matter, best first; shares sum to 1. Empty only when nobody leads any.

    `lead` names a matter's department, OTHER_BUSINESS for what is none of ours, None for what nobody holds.
    """
    best: dict[str, Candidate] = {}
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        if len(best) == MOST_DEPARTMENTS:
            break
        department = lead(key)
        if department is not None and department not in best:
            best[department] = Candidate(key, department or None, scores[key], evidence[key].matched)
    return _with_shares(best.values())


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
    return chance(features(ranked), rules)


def chance(seen: tuple[float, float], rules: ConfidenceRules) -> float:
    """The same from `features` alone."""
    margin, score = seen
    return 1 / (1 + math.exp(-(rules.constant + rules.margin * margin + rules.score * score)))
