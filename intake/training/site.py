"""Training for one installation: its corrections beside our examples; switched on only when better."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.cases.routing import Router
from intake.cases.routing.ranking import OTHER_BUSINESS
from intake.cases.routing.site_model import SiteModels
from intake.cases.routing.trained import TrainedModel
from registry import Registry

from .evaluation import evaluate
from .making import Made
from .report import Comparison, as_json, comparison_lines, trial_lines
from .texts import Sample

REPORT, FIGURES = "report.txt", "report.json"


@dataclass(frozen=True, slots=True)
class Bench:
    """What models are compared on: the record, the evaluation set, and the model in use."""

    registry: Registry
    rows: list[dict[str, Any]]
    in_use: TrainedModel

    @property
    def on(self) -> date:
        """A day on which lists are in force, the same at every training."""
        return self.registry.routed_from


def compare(bench: Bench, made: Made, corrections: Sequence[Sample]) -> Comparison:
    """The new model beside the one in use. `corrections` are the last examples that `made` was tried on."""
    before = Router(bench.registry, model=bench.in_use)
    after = Router(bench.registry, model=made.model)
    unseen = made.trial.outcomes[len(made.trial.outcomes) - len(corrections) :]
    return Comparison(
        evaluate(before, bench.rows, bench.on),
        evaluate(after, bench.rows, bench.on),
        (
            len(corrections),
            sum(_first(before, each, bench.on) == each.label for each in corrections),
            sum(each.right for each in unseen),
        ),
    )


def conclude(models: SiteModels, name: str, made: Made, found: Comparison, bench: Bench) -> list[str]:
    """Keep model and report under `name`, switch it on when it is better; returns the report's lines."""
    lines = [*trial_lines(made.trial, made.model.confidence, bench.registry), *comparison_lines(found)]
    home = models.keep(name, made.model)
    (home / REPORT).write_text("\n".join(lines) + "\n", "utf-8")
    figures = json.dumps(as_json(found, made.trial), ensure_ascii=False, indent=2)
    (home / FIGURES).write_text(figures, "utf-8")
    if found.better:
        models.switch_on(name)
    return lines


def _first(router: Router, sample: Sample, on: date) -> str:
    return router.rank(sample.text, on=on)[0].department or OTHER_BUSINESS
