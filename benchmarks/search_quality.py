"""How good search is: python -m benchmarks.search_quality [--postgres] [--worst N]

The judged questions of content/evaluation/search.yaml on the public index of this checkout, by class and on
every engine: nDCG over the first ten (gain 2^relevance - 1) and the mean reciprocal rank of what was meant.
Prints JSON and writes it to $DATA_DIR/bench/search_quality.json.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.own_postgres import own_postgres
from intake.services.search.published import documents
from intake.services.search.vocabulary import analyzer_for
from registry import Registry, load
from search import Analyzer, Query, SearchBackend, open_backend

FILE, DEPTH, ALL = "evaluation/search.yaml", 10, "all"
Wanted = Mapping[str, int]  # id of a document → relevance, 0 to 3


@dataclass(frozen=True, slots=True)
class Judged:
    """One question and what should be found."""

    kind: str
    query: Query
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Score:
    """How well one question was answered, and with what."""

    judged: Judged
    ndcg: float
    reciprocal: float
    found: tuple[str, ...]


def main(arguments: list[str]) -> int:
    asked = _arguments(arguments)
    registry = load(Path("content"))
    analyzer, judged = analyzer_for(registry), judgements(Path("content"))
    with ExitStack() as places:
        folder = places.enter_context(tempfile.TemporaryDirectory())
        urls = [f"{engine}://{folder}/{engine}" for engine in ("whoosh", "tantivy")]
        urls += [places.enter_context(own_postgres())] if asked.postgres else []
        scores = {re.split(r"\W", url)[0]: score(_filled(url, analyzer, registry), judged) for url in urls}
    for engine, each in scores.items():
        _print_worst(engine, each, asked.worst)
    report = {engine: by_class(each) for engine, each in scores.items()}
    print(json.dumps(report, ensure_ascii=False, indent=2))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "search_quality.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, ensure_ascii=False, indent=2), "utf-8")
    return 0


def judgements(content: Path) -> list[Judged]:
    """The judged questions; the head of the file explains its fields."""
    classes = yaml.safe_load((content / FILE).read_text("utf-8"))
    return [_judged(kind, row) for kind, rows in classes.items() for row in rows]


def score(backend: SearchBackend, judged: Iterable[Judged]) -> list[Score]:
    """Every question asked."""
    return [_score(each, tuple(hit.id for hit in backend.query(each.query).hits)) for each in judged]


def by_class(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Class → number of questions, nDCG and MRR; and of all together."""
    groups: dict[str, list[Score]] = {ALL: list(scores)}
    for each in groups[ALL]:
        groups.setdefault(each.judged.kind, []).append(each)
    return {
        kind: {
            "questions": len(group),
            "ndcg": round(statistics.mean(each.ndcg for each in group), 3),
            "mrr": round(statistics.mean(each.reciprocal for each in group), 3),
        }
        for kind, group in groups.items()
    }


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL of its own as well")
    parser.add_argument("--worst", type=int, default=0, help="show this many of the worst answers")
    return parser.parse_args(arguments)


def _filled(url: str, analyzer: Analyzer, registry: Registry) -> SearchBackend:
    backend = open_backend(url, analyzer)
    backend.rebuild(documents(registry))
    return backend


def _judged(kind: str, row: dict[str, Any]) -> Judged:
    filters = {name: tuple(values) for name, values in row.get("filters", {}).items()}
    wanted = {each if ":" in each else f"item:{each}": grade for each, grade in row["want"].items()}
    return Judged(kind, Query(row["q"], filters={"standing": ("now",), **filters}, limit=DEPTH), wanted)


def _score(judged: Judged, found: tuple[str, ...]) -> Score:
    best = sorted(judged.wanted.values(), reverse=True)
    gained = _gain(judged.wanted.get(each, 0) for each in found)
    meant = (1 / rank for rank, each in enumerate(found, 1) if judged.wanted.get(each, 0) == best[0])
    return Score(judged, gained / _gain(best[:DEPTH]), next(meant, 0.0), found)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _print_worst(engine: str, scores: list[Score], most: int) -> None:
    for each in sorted(scores, key=lambda one: one.ndcg)[:most]:
        print(
            f"{engine} {each.ndcg:.2f} {each.judged.kind}: {each.judged.query.text}", *_told(each), sep="\n  "
        )


def _told(score: Score) -> Iterator[str]:
    yield "found " + " ".join(f"{each}={score.judged.wanted.get(each, 0)}" for each in score.found)
    missed = {each: grade for each, grade in score.judged.wanted.items() if each not in score.found}
    yield "missed " + " ".join(f"{each}={grade}" for each, grade in missed.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
