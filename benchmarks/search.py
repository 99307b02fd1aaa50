"""Search speed of every engine beside SQLite FTS5: python -m benchmarks.search [DOCUMENTS ...] [--postgres]

Indexes the same made-up documents (about 250 characters, from the published lists' own words) in every
engine, and asks each the same questions: one to three everyday words under a department filter, newest first.
Prints JSON and writes it to var/bench/search.json. Whoosh is left out above WHOOSH_MOST documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.search_fts5 import Fts5
from intake.services.search.vocabulary import analyzer_for
from registry import Registry, load
from search import Analyzer, Document, Query, Sort, open_backend

SIZES, QUERIES, SEED, WHOOSH_MOST = (10_000,), 300, 12345, 50_000
EVERY = 20_000  # documents between two lines of progress
Ask = Callable[[Query], int]


def main(arguments: list[str]) -> int:
    asked = _arguments(arguments)
    registry = load(Path("content"))
    report = {str(size): _measure(registry, size, asked.postgres) for size in asked.documents or SIZES}
    print(json.dumps(report, indent=2))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "search.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _arguments(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=int)
    parser.add_argument("--postgres", action="store_true", help="start a PostgreSQL of its own as well")
    return parser.parse_args(arguments)


def _measure(registry: Registry, size: int, postgres: bool) -> dict[str, Any]:
    analyzer, queries = analyzer_for(registry), list(_queries(registry, random.Random(SEED)))
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, url in _engines(Path(folder), size):
            figures[name] = _engine(url, analyzer, registry, size, queries)
        figures["sqlite fts5"] = _fts5(Path(folder) / "fts5.db", analyzer, registry, size, queries)
    if postgres:
        with _own_postgres() as url:
            figures["postgresql"] = _engine(url, analyzer, registry, size, queries)
    return figures


def _engines(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    if size <= WHOOSH_MOST:
        yield "whoosh", f"whoosh://{folder}/whoosh"
    yield "tantivy", f"tantivy://{folder}/tantivy"


@contextmanager
def _own_postgres() -> Iterator[str]:
    """A server of the tests' kind, with its own small settings."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from cluster import Cluster

    cluster = Cluster()
    try:
        yield cluster.url(cluster.create(migrated=False))
    finally:
        cluster.stop()


def _engine(
    url: str, analyzer: Analyzer, registry: Registry, size: int, queries: list[Query]
) -> dict[str, Any]:
    backend = open_backend(url, analyzer)
    name = url.partition("://")[0]
    started = time.perf_counter()
    backend.rebuild(_told(name, _documents(registry, random.Random(SEED), size)))
    built = time.perf_counter() - started
    taken = _one_more(backend.update, registry, size)
    figures = _figures(size, built, queries, lambda query: backend.query(query).total)
    backend.close()
    return {**figures, "one_more_ms": taken}


def _fts5(
    file: Path, analyzer: Analyzer, registry: Registry, size: int, queries: list[Query]
) -> dict[str, Any]:
    peer = Fts5(file, analyzer)
    started = time.perf_counter()
    peer.rebuild(_told("fts5", _documents(registry, random.Random(SEED), size)))
    return _figures(size, time.perf_counter() - started, queries, peer.query)


def _one_more(update: Callable[[list[Document]], None], registry: Registry, size: int) -> float:
    """Milliseconds until one new document can be found."""
    (document,) = _documents(registry, random.Random(SEED + 1), 1)
    new = Document("new", "case", document.title, document.body, filters=document.filters, order=size + 1)
    started = time.perf_counter()
    update([new])
    return round((time.perf_counter() - started) * 1000, 1)


def _figures(size: int, built: float, queries: list[Query], ask: Ask) -> dict[str, Any]:
    ask(queries[0])  # opens files, reads what every query needs
    answers = [_timed(ask, query) for query in queries]
    return {
        "documents_per_second": round(size / built),
        "p50_ms": round(statistics.median(took for took, _ in answers), 2),
        "p95_ms": round(sorted(took for took, _ in answers)[int(0.95 * len(answers))], 2),
        "mean_hits": round(statistics.mean(found for _, found in answers)),
    }


def _timed(ask: Ask, query: Query) -> tuple[float, int]:
    started = time.perf_counter()
    found = ask(query)
    return (time.perf_counter() - started) * 1000, found


def _told(name: str, documents: Iterator[Document]) -> Iterator[Document]:
    for number, document in enumerate(documents, 1):
        yield document
        if number % EVERY == 0:
            print(f"{name}: {number} documents", file=sys.stderr)


def _documents(registry: Registry, chance: random.Random, count: int) -> Iterator[Document]:
    """About 250 characters each: two everyday words as title, eighteen words and descriptions as text."""
    items = list(registry.items.values())
    texts = [text for item in items for text in (*item.words, item.description)]
    for number in range(1, count + 1):
        item = chance.choice(items)
        title, body = "，".join(chance.sample(item.words, 2)), "。".join(chance.sample(texts, 18))
        filters = {"department": (item.department,)}
        yield Document(f"{number}", "case", title, body, filters=filters, day=20260101, order=number)


def _queries(registry: Registry, chance: random.Random) -> Iterator[Query]:
    """One, two and three words in turn."""
    items = list(registry.items.values())
    for number in range(QUERIES):
        item = chance.choice(items)
        words = chance.sample(item.words, min(1 + number % 3, len(item.words)))
        yield Query(" ".join(words), filters={"department": (item.department,)}, sort=Sort.NEWEST)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
