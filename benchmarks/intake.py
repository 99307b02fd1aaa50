"""Filing through the real server: python -m benchmarks.intake [--seconds N] [--rounds N] [--postgres]

Complaints from 32 kept-alive connections, the generator in another process, against the product (`run
--web-only` and `work`) and, in turn, a bare Flask view that inserts one row with the same durability;
--seconds is what each of the two is asked for, spread over the rounds. In a crowd the product gives receipts
first and makes the cases afterwards, so how fast it does that is measured too: what waits after the last
round is watched for --drain seconds. Its worker runs in its own turn and stands still in the other's. Prints
JSON, also into $DATA_DIR/bench/intake-<engine>.json.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import intake_servers as servers
from benchmarks.own_postgres import two_durable
from intake.services.context import open_context
from intake.services.filing import carry
from intake.settings import from_environment

CONNECTIONS, SECONDS, ROUNDS = 32, 180.0, 6
Runs = list[dict[str, Any]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--drain", type=float, default=30.0)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args(arguments)
    engine = "postgresql" if given.postgres else "sqlite"
    with tempfile.TemporaryDirectory() as folder, _databases(Path(folder), given.postgres) as (ours, bare):
        report = {"engine": engine, **measure(Path(folder), ours, bare, given)}
    print(json.dumps(report, indent=2))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / f"intake-{engine}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2), "utf-8")
    return 0


def measure(folder: Path, ours: str, bare: str, given: argparse.Namespace) -> dict[str, Any]:
    """Both servers stay up; one is asked at a time, in turn; then the product makes cases."""
    environment = {"DATA_DIR": str(folder / "data"), "DATABASE_URL": ours, "DEMO": "0"}
    keys = servers.api_keys(environment)
    starts = count(step=1_000_000)
    with (
        servers.product(environment, folder / "product.log") as product,
        servers.bare(bare, folder / "bare.log") as bare_port,
    ):
        for port in (product.port, bare_port):
            servers.load(port=port, keys=keys, connections=8, seconds=3, start=next(starts))  # warm
        ours_runs, bare_runs = [], []
        for _round in range(given.rounds):
            ours_runs.append(_run(product.port, keys, next(starts), given))
            with product.resting():
                bare_runs.append(_run(bare_port, keys, next(starts), given))
        drained = _drained(environment, given.drain)
    ratios = [
        mine["per_second"] / theirs["per_second"] for mine, theirs in zip(ours_runs, bare_runs, strict=True)
    ]
    return {
        "connections": given.connections,
        "ratio_of_pairs": [round(each, 3) for each in ratios],
        "median_ratio": round(median(ratios), 3),
        **drained,
        "product": _summary(ours_runs),
        "bare": _summary(bare_runs),
    }


def _drained(environment: dict[str, str], seconds: float) -> dict[str, Any]:
    """How many filings wait, and how many of them become cases a second when nobody files any more."""
    with closing(open_context(from_environment(environment))) as ctx:
        time.sleep(3)  # the worker still yields to those who file
        before, began = carry.lag(ctx)[0], time.monotonic()
        while (left := carry.lag(ctx)[0]) and time.monotonic() - began < seconds:
            time.sleep(0.5)
        spent = time.monotonic() - began
    rate = round((before - left) / spent, 1) if before else None
    return {"waiting_after": before, "cases_made_per_second": rate}


def _run(port: int, keys: list[str], start: int, given: argparse.Namespace) -> dict[str, Any]:
    seconds = given.seconds / given.rounds
    run = servers.load(port=port, keys=keys, connections=given.connections, seconds=seconds, start=start)
    run["load"] = round(os.getloadavg()[0], 1)
    print(run, file=sys.stderr)
    return run


def _summary(runs: Runs) -> dict[str, Any]:
    middle = {name: median(run[name] for run in runs) for name in ("per_second", "p50_ms", "p99_ms")}
    return {**middle, "errors": sum(sum(run["errors"].values()) for run in runs), "runs": runs}


@contextmanager
def _databases(folder: Path, postgres: bool) -> Iterator[tuple[str, str]]:
    """The URLs of two empty databases, durable alike."""
    if not postgres:
        yield f"sqlite:///{folder}/ours.sqlite3", f"sqlite:///{folder}/bare.sqlite3"
        return
    with two_durable() as urls:
        yield urls


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
