"""How good a model is on examples it has not seen: every example is routed by a model fitted without it."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from intake.cases.routing import Router, reader_for
from intake.cases.routing.ranking import OTHER_BUSINESS, chance, features
from intake.cases.routing.rules import ConfidenceRules, Rules
from registry import Registry

from .fitting import fit
from .texts import Sample

FOLDS = 5
SEED = 20260815
FIRST_THREE = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example, the labels in the order the router gave them, and what confidence is fitted on."""

    sample: Sample
    ranked: tuple[str, ...]
    features: tuple[float, float]

    @property
    def right(self) -> bool:
        """Whether the first label is the true one."""
        return self.ranked[0] == self.sample.label


@dataclass(frozen=True, slots=True)
class Trial:
    """All outcomes, in the order of the examples."""

    outcomes: tuple[Outcome, ...]

    def top1(self) -> float:
        """Share of examples whose department came first."""
        return _share(each.right for each in self.outcomes)

    def top3(self) -> float:
        """Share of examples whose department was among the first three."""
        return _share(each.sample.label in each.ranked[:FIRST_THREE] for each in self.outcomes)

    def decided(self, sure: ConfidenceRules, cut: float) -> tuple[float, float]:
        """With the router deciding alone from confidence `cut` on: the share decided, and of these right."""
        alone = [each.right for each in self.outcomes if chance(each.features, sure) >= cut]
        return len(alone) / len(self.outcomes), _share(alone)

    def by_label(self) -> Mapping[str, tuple[int, int]]:
        """Label → (examples, how many came first)."""
        groups: defaultdict[str, list[bool]] = defaultdict(list)
        for each in self.outcomes:
            groups[each.sample.label].append(each.right)
        return {label: (len(group), sum(group)) for label, group in sorted(groups.items())}


def cross_validate(
    registry: Registry,
    published: Sequence[Sample],
    examples: Sequence[Sample],
    rules: Rules,
    progress: Callable[[int, int], None],
) -> Trial:
    """Route each example by a model fitted on the lists and the other folds' examples."""
    reader = reader_for(registry, rules)
    outcomes: dict[int, Outcome] = {}
    for number, held_out in enumerate(_folds(len(examples))):
        rest = [sample for place, sample in enumerate(examples) if place not in held_out]
        router = Router(registry, rules, fit(reader, [*published, *rest]))
        for place in held_out:
            outcomes[place] = _route(router, registry, examples[place])
        progress(number + 1, FOLDS)
    return Trial(tuple(outcomes[place] for place in range(len(examples))))


def _route(router: Router, registry: Registry, sample: Sample) -> Outcome:
    ranked = router.rank(sample.text, on=_today(registry))
    return Outcome(sample, tuple(each.department or OTHER_BUSINESS for each in ranked), features(ranked))


def _today(registry: Registry) -> date:
    """A day on which lists are in force, the same at every training."""
    return registry.routed_from


def _folds(count: int) -> list[set[int]]:
    places = list(range(count))
    random.Random(SEED).shuffle(places)  # noqa: S311 - folds, not secrets
    return [set(places[fold::FOLDS]) for fold in range(FOLDS)]


def _share(values: Iterable[bool]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0
