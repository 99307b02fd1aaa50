"""The record's chain: python -m benchmarks.audit [--lines N] [--database URL]

Files complaints from eight threads (the chain's end is one row that they all lock), then makes a record of N
lines and checks it, sound and with one character changed. The database is made anew: SQLite in a temporary
folder, or the empty PostgreSQL database of the URL. Prints JSON, also into var/bench/audit-<engine>.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Contact, Location
from intake.services import setup
from intake.services.context import Context, open_context
from intake.services.filing import submit
from intake.services.records import audit
from intake.services.search import index
from intake.settings import from_environment
from intake.store.records import events
from registry import progress

THREADS, FILED, BATCH, SEED = 8, 400, 1000, 12345


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--database", default="")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        report = _measure(folder, given.database, given.lines)
    print(json.dumps(report))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / f"audit-{report['engine']}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def _measure(folder: str, database: str, lines: int) -> dict[str, object]:
    settings = from_environment({"DATA_DIR": folder, "DATABASE_URL": database})
    setup.migrate(settings)
    with closing(open_context(settings)) as ctx:
        index.rebuild(ctx)
        filed = _file(ctx)
        appended = _append(ctx, lines)
        checked, sound = _check(ctx)
        row = _change_one_character(ctx)
        found, broken = _check(ctx)
    return {
        "engine": "sqlite" if ctx.database.is_sqlite else "postgresql",
        "complaints_filed_per_second": round(FILED / filed, 1),
        "lines": sound.lines,
        "lines_appended_per_second": round(lines / appended),
        "sound": sound.fault is None,
        "seconds_to_check": round(checked, 2),
        "changed_line": row,
        "found_line": broken.fault.line if broken.fault else None,
        "seconds_to_find": round(found, 2),
    }


def _file(ctx: Context) -> float:
    """Seconds to file complaints from several threads."""
    said = Complaint(
        text="工厂烟囱夜里冒黑烟，刺鼻难闻。",
        location=Location(region="410105", address="花园路"),
        item="ST-001",
        contact=Contact("张小明", "13800001111", ""),
    )
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda _n: submit.submit(ctx, said, "bench"), range(THREADS)))
        started = time.perf_counter()
        list(pool.map(lambda _n: submit.submit(ctx, said, "bench"), range(FILED)))
        return time.perf_counter() - started


def _append(ctx: Context, lines: int) -> float:
    """Seconds to append lines, many to a transaction."""
    started = time.perf_counter()
    with progress.work("lines", "Run it again from the beginning.") as shown:
        for start in range(0, lines, BATCH):
            with ctx.database.writing() as connection:
                events.record(connection, *_lines(ctx, range(start, min(start + BATCH, lines))))
            shown.part(start + BATCH, lines)
    return time.perf_counter() - started


def _lines(ctx: Context, numbers: range) -> Iterator[Recorded]:
    names = list(Event)
    for number in numbers:
        said = {"reason": f"第 {number} 行", "organ": "郑州市生态环境局金水分局"}
        yield Recorded(names[number % len(names)], ctx.now(), detail=said)


def _check(ctx: Context) -> tuple[float, audit.Verdict]:
    started = time.perf_counter()
    verdict = audit.verify(ctx)
    return time.perf_counter() - started, verdict


def _change_one_character(ctx: Context) -> int:
    """One letter in the facts of one line, with the trigger out of the way; returns the line's number."""
    last = audit.verify(ctx).lines
    row = random.Random(SEED).randrange(last // 2, last)
    kind = "TEXT" if ctx.database.is_sqlite else "JSON"
    stored = "SELECT CAST(detail AS TEXT) FROM events WHERE id = :row"
    with ctx.database.writing() as connection:
        if ctx.database.is_sqlite:
            connection.execute(text("DROP TRIGGER events_no_update"))
        else:
            connection.execute(text("DROP TRIGGER events_append_only ON events"))
        facts = connection.execute(text(stored), {"row": row}).scalar_one()
        changed = facts.replace("reason", "season")
        connection.execute(
            text(f"UPDATE events SET detail = CAST(:changed AS {kind}) WHERE id = :row"),
            {"changed": changed, "row": row},
        )
    return row


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
