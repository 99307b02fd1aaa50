"""Routing measured on labelled complaints: python -m benchmarks.routing LABELLED.jsonl

Each line: {"id", "text", "title"?, "env": yes|no|borderline, "lead", "accept": [department names]}. The texts
stay where they are: nothing of them is written anywhere but ids and figures.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.routing_peers import peers
from benchmarks.routing_stages import stages
from intake.cases.routing import NOT_ENVIRONMENTAL, Certificate, Router
from registry import load

ON = date(2026, 11, 23)  # a fixed day, so that the same content gives the same figures
BINS = 10
_TABLES = ("departments", "peers", "stages", "confusion", "worst")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One routed complaint: the label line, the certificate and the seconds it took."""

    row: dict[str, Any]
    certificate: Certificate
    seconds: float

    @property
    def ranked(self) -> list[str]:
        return [self.certificate.department, *(each.department for each in self.certificate.alternatives)]

    @property
    def right(self) -> bool:
        return self.certificate.department in self.row["accept"]


def main(arguments: list[str]) -> int:
    named = arguments[0] if arguments else os.environ.get("LABELLED", "")
    if not named or not Path(named).is_file():
        print(f"No labelled file{f' at {named}' if named else ''}: nothing measured.")
        print("Give one as the argument or in LABELLED: python -m benchmarks.routing LABELLED.jsonl")
        return 0
    rows = [json.loads(line) for line in Path(named).read_text("utf-8").splitlines() if line.strip()]
    report = measure(rows)
    _print(report)
    _write(report)
    return 0


def measure(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Route every row with the content of this checkout, and all figures about it."""
    started = time.perf_counter()
    registry = load(Path("content"))
    loaded = time.perf_counter()
    router = Router(registry)
    ready = time.perf_counter()
    outcomes = [_route(router, row, place, len(rows)) for place, row in enumerate(rows, 1)]
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # before the peers are made
    return {
        "complaints": len(rows),
        "registry_seconds": round(loaded - started, 3),
        "router_seconds": round(ready - loaded, 3),
        **accuracy([(outcome.ranked, outcome.row) for outcome in outcomes]),
        "environmental": environmental(outcomes),
        "decided": decided(outcomes),
        "expected_calibration_error": calibration_error(outcomes),
        "milliseconds": speed(outcomes),
        "peak_megabytes": peak,
        "peers": {name: accuracy(orders) for name, orders in peers(registry, rows, ON)},
        "stages": {name: accuracy(orders) for name, orders in stages(registry, rows, ON)},
        "departments": departments(outcomes),
        "confusion": confusion(outcomes),
        "worst": worst(outcomes),
    }


def _write(report: dict[str, Any]) -> None:
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "routing.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, ensure_ascii=False, indent=2), "utf-8")
    print(f"written to {out}")


def _route(router: Router, row: dict[str, Any], place: int, total: int) -> Outcome:
    started = time.perf_counter()
    certificate = router.route(row["text"], title=row.get("title", ""), region=row.get("region"), on=ON)
    seconds = time.perf_counter() - started
    if place % 100 == 0 or place == total:
        print(f"routed {place} of {total}", file=sys.stderr)
    return Outcome(row, certificate, seconds)


def accuracy(ranked: list[tuple[list[str], dict[str, Any]]]) -> dict[str, float]:
    """Share of complaints with an accepted department first, and among the first three; also of the
    environmental ones alone."""
    ours = [(names, row) for names, row in ranked if row["lead"] != NOT_ENVIRONMENTAL]
    return {
        "top1": _share(bool(names) and names[0] in row["accept"] for names, row in ranked),
        "top3": _share(bool({*names[:3]} & {*row["accept"]}) for names, row in ranked),
        "top1_environmental": _share(bool(names) and names[0] in row["accept"] for names, row in ours),
        "top3_environmental": _share(bool({*names[:3]} & {*row["accept"]}) for names, row in ours),
    }


def environmental(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of yes and of no; borderline lines, which either answer fits, are left out."""
    clear = [each for each in outcomes if each.row["env"] != "borderline"]
    return {
        answer: _scores(
            [(each.certificate.environmental is said, each.row["env"] == answer) for each in clear]
        )
        for answer, said in (("yes", True), ("no", False))
    }


def decided(outcomes: list[Outcome]) -> dict[str, float]:
    """How many the router decided alone, and how many of these rightly."""
    alone = [each for each in outcomes if each.certificate.decided]
    return {
        "share": _share(each.certificate.decided for each in outcomes),
        "right": _share(e.right for e in alone),
    }


def calibration_error(outcomes: list[Outcome]) -> float:
    """Expected calibration error: |mean confidence - share right| over ten equal bins, weighted by size."""
    bins: defaultdict[int, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        bins[min(BINS - 1, int(each.certificate.confidence * BINS))].append(each)
    gaps = (
        abs(sum(e.certificate.confidence for e in group) - sum(e.right for e in group))
        for group in bins.values()
    )
    return round(sum(gaps) / len(outcomes), 4)


def speed(outcomes: list[Outcome]) -> dict[str, float]:
    taken = sorted(each.seconds * 1000 for each in outcomes)
    return {
        "median": round(statistics.median(taken), 2),
        "p99": round(taken[int(0.99 * (len(taken) - 1))], 2),
    }


def departments(outcomes: list[Outcome]) -> dict[str, dict[str, float]]:
    """For each labelled lead: how many, how many routed acceptably, how many routed there in all."""
    leads: defaultdict[str, list[Outcome]] = defaultdict(list)
    for each in outcomes:
        leads[each.row["lead"]].append(each)
    ordered = sorted(leads.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {name: {"labelled": len(group), "right": sum(e.right for e in group)} for name, group in ordered}


def confusion(outcomes: list[Outcome]) -> dict[str, dict[str, int]]:
    """Labelled lead → department routed to → how many. Acceptably routed ones count as the lead's own."""
    table: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in outcomes:
        lead = each.row["lead"]
        table[lead][lead if each.right else each.certificate.department] += 1
    return {lead: dict(row) for lead, row in sorted(table.items())}


def worst(outcomes: list[Outcome], most: int = 30) -> list[dict[str, Any]]:
    """The errors made most confidently, by id only: whoever holds the file can look at them."""
    wrong = sorted((each for each in outcomes if not each.right), key=lambda e: -e.certificate.confidence)
    return [
        {
            "id": each.row["id"],
            "lead": each.row["lead"],
            "routed": each.certificate.department,
            "confidence": round(each.certificate.confidence, 2),
        }
        for each in wrong[:most]
    ]


def _share(values: Any) -> float:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else 0.0


def _scores(pairs: list[tuple[bool, bool]]) -> dict[str, float]:
    """Precision, recall and F1 from (said, true) pairs."""
    both = sum(said and true for said, true in pairs)
    precision = both / max(1, sum(said for said, _ in pairs))
    recall = both / max(1, sum(true for _, true in pairs))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def _print(report: dict[str, Any]) -> None:
    for name, value in report.items():
        if name not in _TABLES:
            print(f"{name:28} {value}")
    for name, value in (*report["peers"].items(), *report["stages"].items()):
        print(f"{name:28} {value}")
    print(f"\n{'labelled lead':20} complaints  right")
    for name, figures in report["departments"].items():
        astray = {to: n for to, n in report["confusion"][name].items() if to != name}
        print(f"{name:20} {figures['labelled']:10} {figures['right']:6}  {astray or ''}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
