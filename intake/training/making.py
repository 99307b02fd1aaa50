"""One training: what goes in, the model that comes out, and how good it was on what it had not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from intake.cases.routing import reader_for
from intake.cases.routing.rules import Rules
from intake.cases.routing.trained import TrainedModel
from registry import Registry

from . import fitting, trial
from .texts import Sample
from .trial import Trial


@dataclass(frozen=True, slots=True)
class Made:
    """A model fitted on everything, and the trial its figures and its confidence come from."""

    model: TrainedModel
    trial: Trial


def make(
    registry: Registry,
    published: Sequence[Sample],
    examples: Sequence[Sample],
    progress: Callable[[int, int], None],
) -> Made:
    """Fit a model on the lists and the examples; takes some minutes. `progress` gets (folds done, folds)."""
    rules = Rules.load()
    found = trial.cross_validate(registry, published, examples, rules, progress)
    whole = fitting.fit(reader_for(registry, rules), [*published, *examples])
    sure = fitting.with_confidence(whole, [(each.features, each.right) for each in found.outcomes])
    measured = {"examples": len(examples), "top1": round(found.top1(), 4), "top3": round(found.top3(), 4)}
    return Made(replace(sure, measured=measured), found)
