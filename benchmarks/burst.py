"""A pollution event: python -m benchmarks.burst [--complaints N] [--connections N] [--workers N]

So many complaints at once through the real server, then the workers are left alone until their queues are
empty. Every one must be stored, routed, told of by mail, indexed, and due when the calendar says. Prints
JSON, also into $DATA_DIR/bench/burst.json; the exit code is 1 when one is not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks import intake_servers as servers
from benchmarks.faults.campaign import mail_server
from benchmarks.faults.filing import Acknowledged
from benchmarks.faults.reckoning import reckon
from intake.services.casework import clockwork
from intake.services.context import Context, open_context
from intake.services.filing import carry
from intake.settings import from_environment
from intake.store.notices.outbox import UNDONE
from intake.store.notices.outbox_table import outbox
from intake.store.search import index_queue
from intake.store.tables import cases
from registry import progress

LONGEST = 4 * 3600.0  # seconds for sending all, and for draining


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--complaints", type=int, default=50_000)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        report = burst(Path(folder), given.complaints, given.connections, given.workers)
    print(json.dumps(report, indent=2, ensure_ascii=False))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "burst.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    return 1 if report["faults"] else 0


def burst(folder: Path, complaints: int, connections: int, workers: int = 1) -> dict[str, Any]:
    """Do it; returns the figures, and `faults`, which should be empty."""
    with mail_server() as mails:
        environment = {
            "DATA_DIR": str(folder / "data"),
            "DEMO": "0",
            "SMTP_URL": mails.url,
            "MAIL_FROM": "明单 <no-reply@mingdan.example>",
        }
        keys = servers.api_keys(environment)
        with (
            servers.product(environment, folder / "product.log") as product,
            servers.workers(environment, folder / "product.log", workers - 1),
            closing(open_context(from_environment(environment))) as ctx,
        ):
            asked = {"keys": keys, "connections": connections, "seconds": LONGEST, "start": 0}
            sent = servers.load(port=product.port, count=complaints, receipts=True, **asked)
            drained = _drained(ctx, sent["answered"])
            kept = Acknowledged(dict(enumerate(map(tuple, sent.pop("receipts")))))
            found = reckon(ctx, kept, [mail.key for mail in mails.received], sender_kills=0)
            faults = [*found.faults, *_wrongly_due(ctx), *(f"answer: {each}" for each in sent["errors"])]
    load = round(os.getloadavg()[0], 1)
    return {**sent, **found.counted, **drained, "workers": workers, "load": load, "faults": faults}


def _drained(ctx: Context, all_of_them: int) -> dict[str, Any]:
    """How long after the last answer every waiting filing was a case, every notice sent, every case indexed,
    and how many a second that is."""
    waited = carry.lag(ctx)[0]
    with progress.work("draining", "Run it again from the beginning.") as shown:
        took = {
            "cases": _seconds_until_none(shown, "cases to be made", lambda: carry.lag(ctx)[0]),
            "letters": _seconds_until_none(shown, "letters and entries", lambda: _undone(ctx)),
        }
    whole = sum(took.values())
    return {
        "waiting_after_the_last_answer": waited,
        "seconds_until_all_are_cases": round(took["cases"], 1),
        "cases_per_second": round(waited / took["cases"], 1) if took["cases"] else None,
        "seconds_to_drain": round(whole, 1),
        "drained_per_second": round(all_of_them / whole, 1) if whole else None,
    }


def _undone(ctx: Context) -> int:
    """Notices not sent and cases not indexed."""
    with ctx.database.reading() as connection:
        unsent = select(func.count()).select_from(outbox).where(outbox.c.delivery.in_(UNDONE))
        return int(connection.execute(unsent).scalar_one()) + index_queue.length(connection)


def _seconds_until_none(shown: progress.Work, what: str, left: Callable[[], int]) -> float:
    began, most = time.monotonic(), left()
    while (still := left()) and time.monotonic() - began < LONGEST:
        shown.stage(what, max(most - still, 0), most)
        time.sleep(1)
    return time.monotonic() - began


def _wrongly_due(ctx: Context) -> list[str]:
    """Cases whose deadline is not what their clocks and the calendar give."""
    with ctx.database.reading() as connection:
        rows = connection.execute(select(cases.c.id, cases.c.number, cases.c.next_due_at)).all()
        due = {row.id: clockwork.next_due(ctx, clockwork.of_case(ctx, connection, row.id)) for row in rows}
    return [
        f"{row.number}: due {row.next_due_at}, not {due[row.id]}"
        for row in rows
        if due[row.id] != row.next_due_at
    ]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
