"""Fit the router's confidence: python -m benchmarks.fit_confidence

Logistic regression (Newton's method) of "the first department is right" on the two features of
`intake.cases.routing.ranking`, over the hand-written complaints of tests/routing/complaints.yaml. Prints the
line for `confidence:` in intake/cases/routing/rules.yaml. A weak pull towards 0 keeps a small sample, easier
than life, from overclaiming.
"""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import yaml

from intake.cases.routing import NOT_ENVIRONMENTAL, Router
from intake.cases.routing.ranking import features
from registry import load

ON = date(2026, 11, 23)
PULL = 0.5
ROUNDS = 30

Row = tuple[tuple[float, ...], bool]


def examples() -> list[Row]:
    """Features with a leading 1, and whether the department was right, for every hand-written complaint."""
    registry = load(Path("content"))
    router = Router(registry)
    rows = []
    for row in yaml.safe_load(Path("tests/routing/complaints.yaml").read_text("utf-8")):
        ranked = router.rank(row["text"], title=row.get("title", ""), region=row.get("region"), on=ON)
        first = ranked[0].department
        name = registry.departments[first].name if first else NOT_ENVIRONMENTAL
        rows.append(((1.0, *features(ranked)), name in row["expect"]))
    return rows


def fit(rows: list[Row]) -> list[float]:
    """The weights that make the outcomes likeliest."""
    weights = [0.0] * len(rows[0][0])
    size = range(len(weights))
    for _ in range(ROUNDS):
        slope = [-PULL * weight for weight in weights]
        curve = [[PULL if i == j else 0.0 for j in size] for i in size]
        for values, right in rows:
            chance = 1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True))))
            for i in size:
                slope[i] += (right - chance) * values[i]
                for j in size:
                    curve[i][j] += chance * (1 - chance) * values[i] * values[j]
        weights = [weight + step for weight, step in zip(weights, _solve(curve, slope), strict=True)]
    return weights


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i, pivot in enumerate(rows):
        for other in rows[i + 1 :]:
            factor = other[i] / pivot[i]
            other[i:] = [b - factor * a for a, b in zip(pivot[i:], other[i:], strict=True)]
    solved: list[float] = []
    for i in reversed(range(len(rows))):
        known = sum(a * x for a, x in zip(rows[i][i + 1 : -1], solved, strict=True))
        solved.insert(0, (rows[i][-1] - known) / rows[i][i])
    return solved


if __name__ == "__main__":
    rows = examples()
    constant, margin, score = fit(rows)
    print(f"{len(rows)} complaints, {sum(right for _, right in rows)} right")
    print(f"confidence: {{constant: {constant:.2f}, margin: {margin:.2f}, score: {score:.2f}, cut: ?}}")
