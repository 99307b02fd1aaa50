"""Search speed of every engine beside SQLite FTS5: python -m benchmarks.search [DOCUMENTS ...]

The same documents in every engine, then the same questions in turn: each round asks one engine after the
other, so that what else the machine does meets all alike. What the embedded engines take is told in processor
time too, which others' work on the machine changes little (of PostgreSQL that is the client's share alone).
Prints JSON and writes it to $DATA_DIR/bench/search.json. Whoosh is left out above WHOOSH_MOST documents.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from benchmarks.own_postgres import own_postgres
from benchmarks.search_data import SEED, documents, questions
from benchmarks.search_fts5 import Fts5
from intake.services.search.vocabulary import analyzer_for
from registry import Registry, load, progress
from search import Analyzer, Document, IndexBroken, Query, SearchBackend, open_backend

SIZES, ROUNDS, WHOOSH_MOST = (10_000,), 5, 100_000
HEADLINE = ("one word", "two words", "three words")  # asked for by the target, told together too
Figures = dict[str, Any]
Taken = tuple[float, float]  # milliseconds by the clock, and of this process's processor time


class Engine(Protocol):
    """What is measured."""

    def rebuild(self, documents: Iterator[Document]) -> int: ...

    def count(self) -> int: ...

    def query(self, query: Query) -> object: ...

    def add(self, document: Document) -> None: ...


class Ours:
    """An engine of the product."""

    def __init__(self, backend: SearchBackend) -> None:
        self._backend = backend
        self.rebuild, self.query = backend.rebuild, backend.query

    def count(self) -> int:
        """Number of documents; 0 without an index."""
        try:
            return self._backend.count()
        except IndexBroken:
            return 0

    def add(self, document: Document) -> None:
        """One more document."""
        self._backend.update([document])


def main(arguments: list[str]) -> int:
    asked = _arguments(arguments)
    registry = load(Path("content"))
    report = {str(size): _measure(registry, size, asked) for size in asked.documents or SIZES}
    print(json.dumps(report, indent=2))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "search.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=int)
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL of its own as well")
    parser.add_argument("--database", help="or use this empty one (kept, like --folder)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each question is asked")
    parser.add_argument("--folder", type=Path, help="keep the indexes here, and use those that are here")
    return parser.parse_args(arguments)


def _measure(registry: Registry, size: int, asked: argparse.Namespace) -> Figures:
    analyzer = analyzer_for(registry)
    with ExitStack() as places:
        folder = asked.folder or Path(places.enter_context(tempfile.TemporaryDirectory()))
        database = places.enter_context(own_postgres()) if asked.postgres else asked.database
        engines = dict(_engines(folder / str(size), database, analyzer, size))
        built = {name: _built(name, engine, registry, size) for name, engine in engines.items()}
        asked_of = _asked(engines, questions(registry, analyzer), asked.rounds)
        added = {name: {"one_more_ms": _one_more(each, registry)} for name, each in engines.items()}
        return {name: {**built[name], **asked_of[name], **added[name]} for name in engines}


def _engines(
    folder: Path, database: str | None, analyzer: Analyzer, size: int
) -> Iterator[tuple[str, Engine]]:
    folder.mkdir(parents=True, exist_ok=True)
    if size <= WHOOSH_MOST:
        yield "whoosh", Ours(open_backend(f"whoosh://{folder}/whoosh", analyzer))
    yield "tantivy", Ours(open_backend(f"tantivy://{folder}/tantivy", analyzer))
    yield "sqlite fts5", Fts5(folder / "fts5.db", analyzer)
    if database:
        between = "&" if "?" in database else "?"
        yield "postgresql", Ours(open_backend(f"{database}{between}index=of{size}", analyzer))


def _built(name: str, engine: Engine, registry: Registry, size: int) -> Figures:
    """Documents per second; nothing when the index was kept from another run."""
    if engine.count() >= size:
        return {}
    clock, processor = _taken(engine.rebuild, _told(name, documents(registry, size)))
    return {
        "documents_per_second": round(1000 * size / clock),
        "documents_per_processor_second": round(1000 * size / processor),
    }


def _asked(engines: dict[str, Engine], classes: dict[str, list[Query]], rounds: int) -> dict[str, Figures]:
    """Engine → class → milliseconds."""
    taken: dict[str, dict[str, list[list[Taken]]]] = {name: {} for name in engines}
    for each in engines.values():
        each.query(Query("不存在的词语"))  # opens files, reads what every query needs, its words too
    for _ in range(rounds):
        for kind, queries in classes.items():
            for name, engine in engines.items():
                taken[name].setdefault(kind, []).append([_taken(engine.query, each) for each in queries])
    return {name: {"load": round(os.getloadavg()[0], 1), **_figures(times)} for name, times in taken.items()}


def _figures(times: dict[str, list[list[Taken]]]) -> Figures:
    """p50 and p95 over questions; a question's time is its median over the rounds."""
    found = {kind: _medians(rounds) for kind, rounds in times.items()}
    found["words, filter, newest first"] = [took for kind in HEADLINE for took in found[kind]]
    raw = sorted(clock for kind in HEADLINE for asked in times[kind] for clock, _ in asked)
    return {
        "classes": {kind: _spread(each) for kind, each in found.items()},
        "p95_ms_of_single_answers": _at(raw, 0.95),
    }


def _medians(rounds: list[list[Taken]]) -> list[Taken]:
    asked = zip(*rounds, strict=True)
    return [(statistics.median(t[0] for t in each), statistics.median(t[1] for t in each)) for each in asked]


def _spread(taken: list[Taken]) -> Figures:
    clock, processor = (sorted(column) for column in zip(*taken, strict=True))
    return {
        "p50_ms": _at(clock, 0.5),
        "p95_ms": _at(clock, 0.95),
        "p50_processor_ms": _at(processor, 0.5),
        "p95_processor_ms": _at(processor, 0.95),
    }


def _at(ordered: list[float], share: float) -> float:
    return round(ordered[int(share * (len(ordered) - 1))], 2)


def _one_more(engine: Engine, registry: Registry) -> float:
    """Milliseconds until one new document is found."""
    (like,) = documents(registry, 1, SEED + 1)
    new = Document("new", "case", "新来的一件", like.body, filters=like.filters, order=engine.count() + 1)
    return round(_taken(engine.add, new)[0] + _taken(engine.query, Query("新来的一件"))[0], 1)


def _taken(work: Callable[[Any], object], given: object) -> Taken:
    clock, processor = time.perf_counter(), time.process_time()
    work(given)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _told(name: str, made: Iterator[Document]) -> Iterator[Document]:
    with progress.work(f"{name}: documents", "Run it again from the beginning.") as shown:
        for number, document in enumerate(made, 1):
            yield document
            shown.count(number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
