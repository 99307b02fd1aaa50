"""What a training found, for people and beside the model: before and after, by department, what flipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.cases.routing import NOT_ENVIRONMENTAL
from intake.cases.routing.rules import ConfidenceRules
from registry import Registry

from .evaluation import Verdict, beats, by_department, flips, misjudged, right_share
from .trial import Trial

CUTS = (0.70, 0.75, 0.80, 0.85, 0.90)  # shown, so that whoever sets `cut` in rules.yaml sees its price

Verdicts = Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The evaluation set routed with the model in use and with the new one; `corrections` are
    (count, right before, right after), the latter by models that had not seen them."""

    before: Verdicts
    after: Verdicts
    corrections: tuple[int, int, int]

    @property
    def better(self) -> bool:
        """Whether the new model may be switched on."""
        return beats(self.after, self.before)

    @property
    def worse(self) -> bool:
        """Whether it gets fewer rows right: then not even changed examples are a reason to ship it."""
        return right_share(self.after) < right_share(self.before)


def trial_lines(found: Trial, sure: ConfidenceRules, registry: Registry) -> list[str]:
    """How examples fared that the model had not seen, by department, and the price of each cut."""
    lines = [
        f"{registry.departments[label].name if label else NOT_ENVIRONMENTAL:　<12}{right:>5} / {count}"
        for label, (count, right) in found.by_label().items()
    ]
    lines.append(f"没见过的示例：第一个就对 {found.top1():.1%}，前三个里有 {found.top3():.1%}")
    for cut in CUTS:
        share, right = found.decided(sure, cut)
        lines.append(f"把握 {cut:.2f} 起自动转办：{share:.1%}，其中 {right:.1%} 对")
    return lines


def comparison_lines(found: Comparison) -> list[str]:
    """Before and after on the evaluation set, what changed, and the verdict."""
    before, after = found.before, found.after
    count, old, new = found.corrections
    return [
        f"评估集 {len(after)} 条：以前 {right_share(before):.1%}，现在 {right_share(after):.1%}",
        f"把握与对错相差（越小越好）：以前 {misjudged(before):.4f}，现在 {misjudged(after):.4f}",
        *([f"本地更正 {count} 条：以前对 {old} 条，现在（没见过时）对 {new} 条"] if count else []),
        *_department_lines(before, after),
        *(flips(before, after) or ["评估集上没有一条变化。"]),
        "新模型更好。" if found.better else "新模型没有更好。",
    ]


def as_json(found: Comparison, trial: Trial) -> dict[str, Any]:
    """The same as figures; no text of any case."""
    now = by_department(found.after)
    return {
        "unseen": {"top1": round(trial.top1(), 4), "top3": round(trial.top3(), 4)},
        "evaluation": {"before": _figures(found.before), "after": _figures(found.after)},
        "departments": {
            name: {"rows": count, "before": right, "after": now[name][1]}
            for name, (count, right) in by_department(found.before).items()
        },
        "corrections": dict(zip(("count", "before", "after"), found.corrections, strict=True)),
        "flips": flips(found.before, found.after),
        "better": found.better,
    }


def _figures(verdicts: Verdicts) -> dict[str, float]:
    return {"right": round(right_share(verdicts), 4), "misjudged": misjudged(verdicts)}


def _department_lines(before: Verdicts, after: Verdicts) -> Sequence[str]:
    now = by_department(after)
    return [
        f"{name:　<12}以前 {right} / {count}，现在 {now[name][1]} / {count}"
        for name, (count, right) in by_department(before).items()
        if right != now[name][1]
    ]
