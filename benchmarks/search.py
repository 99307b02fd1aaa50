"""Search speed: python -m benchmarks.search [NUMBER OF DOCUMENTS]

Builds an index of made-up documents from the published lists' own words in a temporary folder, then asks
200 everyday words under a department filter. Prints JSON and writes it to var/bench/search.json.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from intake.services.search.vocabulary import analyzer_for
from registry import Registry, load
from search import Document, Query, SearchBackend, open_backend

DOCUMENTS, QUERIES, SEED = 10_000, 200, 12345


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else DOCUMENTS
    registry = load(Path("content"))
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as folder:
        backend = open_backend(f"whoosh://{folder}/index", analyzer_for(registry))
        print(f"building {count} documents", file=sys.stderr)
        started = time.perf_counter()
        backend.rebuild(_documents(registry, chance, count))
        built = time.perf_counter() - started
        backend.query(Query("油烟"))  # opens the files and reads the words once
        times = sorted(_ask(backend, query) for query in _queries(registry, chance))
    report = {
        "documents": count,
        "documents_per_second": round(count / built),
        "milliseconds": {
            "p50": round(statistics.median(times), 1),
            "p95": round(times[int(0.95 * QUERIES)], 1),
        },
    }
    print(json.dumps(report))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "search.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _documents(registry: Registry, chance: random.Random, count: int) -> Iterator[Document]:
    """About 250 characters each: two everyday words as title, eighteen words and descriptions as text."""
    items = list(registry.items.values())
    texts = [text for item in items for text in (*item.words, item.description)]
    for number in range(count):
        item = chance.choice(items)
        title, body = "，".join(chance.sample(item.words, 2)), "。".join(chance.sample(texts, 18))
        yield Document(f"{number}", "case", title, body, filters={"department": (item.department,)})


def _queries(registry: Registry, chance: random.Random) -> Iterator[Query]:
    items = list(registry.items.values())
    for _ in range(QUERIES):
        item = chance.choice(items)
        yield Query(chance.choice(item.words), filters={"department": (item.department,)})


def _ask(backend: SearchBackend, query: Query) -> float:
    started = time.perf_counter()
    backend.query(query)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
