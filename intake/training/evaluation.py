"""The product's own evaluation set: made-up complaints that no model is ever fitted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from intake.cases.routing import Router

FILE = "evaluation/complaints.yaml"
SURER = 0.001  # less is what rounding a model for its file makes of the same texts


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where one complaint went and how surely (0..1), whether a dispatcher could defend that, and where it
    should have gone."""

    department: str
    right: bool
    sure: float
    expected: str


def load_evaluation(content: Path) -> list[dict[str, Any]]:
    """The rows of the set; its head explains their fields. Raises OSError or YAMLError."""
    rows: list[dict[str, Any]] = yaml.load((content / FILE).read_text("utf-8"), yaml.CSafeLoader)
    return rows


def evaluate(router: Router, rows: list[dict[str, Any]], on: date) -> Mapping[str, Verdict]:
    """Text → verdict, for every row, as filed on the day `on`."""
    return {row["text"]: _verdict(router, row, on) for row in rows}


def right_share(verdicts: Mapping[str, Verdict]) -> float:
    """Share of rows that went right, 0..1."""
    return sum(each.right for each in verdicts.values()) / len(verdicts)


def by_department(verdicts: Mapping[str, Verdict]) -> Mapping[str, tuple[int, int]]:
    """Expected department → (rows, how many went right)."""
    counts: dict[str, tuple[int, int]] = {}
    for each in verdicts.values():
        count, right = counts.get(each.expected, (0, 0))
        counts[each.expected] = (count + 1, right + each.right)
    return counts


def beats(after: Mapping[str, Verdict], before: Mapping[str, Verdict]) -> bool:
    """Whether a model is better: more rows right or, with as many, surer of the right ones and less so of the
    wrong ones (mean squared error of its confidence)."""
    if right_share(after) != right_share(before):
        return right_share(after) > right_share(before)
    return misjudged(before) - misjudged(after) >= SURER


def misjudged(verdicts: Mapping[str, Verdict]) -> float:
    """Mean squared difference of confidence and truth (Brier score), 0 at best; to four places, so that
    nothing is decided by rounding."""
    return round(sum((each.sure - each.right) ** 2 for each in verdicts.values()) / len(verdicts), 4)


def flips(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> list[str]:
    """What changed, a line each: the departments, whether that mended or broke it, the text."""
    return [
        f"{before[text].department} → {now.department}（{_judged(before[text], now)}）：{text[:30]}"
        for text, now in after.items()
        if before[text].department != now.department
    ]


def _verdict(router: Router, row: dict[str, Any], on: date) -> Verdict:
    certificate = router.route(row["text"], title=row.get("title", ""), region=row.get("region"), on=on)
    right = certificate.department in row["expect"]
    return Verdict(certificate.department, right, certificate.confidence, row["expect"][0])


def _judged(before: Verdict, now: Verdict) -> str:
    if before.right == now.right:
        return "两者都对" if now.right else "两者都不对"
    return "改对了" if now.right else "改错了"
