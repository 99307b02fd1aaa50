"""How much the tests notice: python -m benchmarks.mutation [--sample N] [--seed N] [--seconds S] [ROOM …]

Of each room a seeded sample of all changes that mutmut makes is tried, one at a time, each with the tests
that reach the changed function. Prints JSON, also into $DATA_DIR/bench/mutation.json: per room how many were
noticed, and every unnoticed change with the lines that it changes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.mutation.changing import change, copy_of_the_project
from registry import progress

ROOMS = {
    "intake/cases": "cases routing casework office/test_escalation_rules.py office/test_board.py "
    "annual/test_annual_rules.py publication/test_masking.py notices/test_letters.py",
    "registry": "registry lists/test_chain_table.py lists/test_fields.py "
    "tables/test_ugly_tables.py languages/test_names.py languages/test_pages.py routing/test_addresses.py",
    "search": "search",
}
UNNOTICED = ("unnoticed", "unreached")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM")
    parser.add_argument("--sample", type=int, default=300, help="changes tried of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=4, help="tests run for one change take no longer")
    parser.add_argument("--only", help="only changes whose name contains this")
    given = parser.parse_args(arguments)
    report = {"seed": given.seed, **{room: _room(room, given) for room in given.rooms}}
    print(json.dumps(report, indent=1, ensure_ascii=False))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "mutation.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=1, ensure_ascii=False), "utf-8")
    return 0


def _room(room: str, given: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        project = Path(folder) / "project"
        copy_of_the_project(project)
        changes = change(room, project)
        names = sorted(name for name in changes if not given.only or given.only in name)
        sample = random.Random(given.seed).sample(names, min(given.sample, len(names)))
        begun = time.monotonic()
        results = _try(room, project, sorted(sample), given.seconds)
    said = Counter(results.values())
    missed = {each: changes[each] for each, how in sorted(results.items()) if how in UNNOTICED}
    return {
        "of": len(changes),
        "tried": len(results),
        "score": round(1 - len(missed) / len(results), 3),
        "seconds": round(time.monotonic() - begun),
        "results": said,
        "unnoticed": missed,
    }


def _try(room: str, project: Path, sample: list[str], seconds: float) -> dict[str, str]:
    """What became of each. Raises RuntimeError when pytest came to no end."""
    results: dict[str, str] = {}
    with progress.work(room, "Run it again from the beginning.") as shown:
        for each in _lines(room, project, {"changes": sample, "seconds": seconds, "cold": room == "search"}):
            if "left_out" in each:
                print(f"{room}: left out, fails unchanged: {each['left_out']}", file=sys.stderr)
            elif "test" in each:
                shown.stage(f"{room}: tests, unchanged", each["test"], each["tests"])
            else:
                results[each["change"]] = each["said"]
                if each["said"] in UNNOTICED:
                    print(f"{each['said']}: {each['change']}", file=sys.stderr)
                shown.stage(f"{room}: changes", len(results), len(sample))
    if len(results) < len(sample):
        raise RuntimeError(f"{room}: {len(results)} of {len(sample)} tried")
    return results


def _lines(room: str, project: Path, plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    (project.parent / "plan.json").write_text(json.dumps(plan), "utf-8")
    reading, writing = os.pipe()
    environment = {
        **os.environ,
        "PYTHONPATH": "tests",
        "CI": "true",
        "MUTATION_PLAN": str(project.parent / "plan.json"),
        "MUTATION_SAYS": str(writing),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    tests = [f"tests/{each}" for each in ROOMS[room].split()]
    kept = [] if room == "search" else ["-k", "not postgresql"]
    own = [
        "-p",
        "benchmarks.mutation.trying",
        "-p",
        "no:terminal",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=",
    ]
    places = [f"--basetemp={project.parent / 'tests'}", "-o", "tmp_path_retention_policy=failed"]
    command = [sys.executable, "-W", "ignore", "-m", "pytest", *own, *places, *kept, *tests]
    child = subprocess.Popen(command, cwd=project, env=environment, pass_fds=[writing], stdout=sys.stderr)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as says:
        yield from map(json.loads, says)
    child.wait()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
