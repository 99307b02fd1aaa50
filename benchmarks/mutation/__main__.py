"""How much the tests notice: python -m benchmarks.mutation [--from N] [--sample N] [--seed N] [ROOM …]

Of each room a seeded sample of all changes that mutmut makes is tried, one at a time, each with the tests
that reach the changed function. Prints JSON, also into $DATA_DIR/bench/mutation.json: per room how many were
noticed, and every unnoticed change with the lines that it changes. `--from 75` goes on where `--sample 75`
of the same seed ended and adds to what that file says; `--again` tries what is unnoticed there once more.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.mutation.changing import change, copy_of_the_project
from registry import progress

ROOMS = {
    "intake/cases": "cases routing training/test_site_model.py casework "
    "office/test_escalation_rules.py office/test_board.py annual/test_annual_rules.py "
    "publication/test_masking.py notices/test_letters.py",
    "registry": "registry lists/test_chain_table.py lists/test_fields.py "
    "tables/test_ugly_tables.py languages/test_names.py languages/test_pages.py routing/test_addresses.py",
    "search": "search",
}
UNNOTICED = ("unnoticed", "unreached")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("rooms", nargs="*", default=list(ROOMS), metavar="ROOM")
    parser.add_argument("--from", type=int, default=0, dest="begin", help="where in the order of the seed")
    parser.add_argument("--sample", type=int, default=300, help="changes tried of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=4, help="tests run for one change take no longer")
    parser.add_argument("--again", action="store_true", help="only what was unnoticed the last time")
    parser.add_argument("--only", help="only changes whose name contains this")
    given = parser.parse_args(arguments)
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / "mutation.json"
    before = json.loads(out.read_text("utf-8")) if out.exists() else {}
    report = {**before, **{room: _room(room, before.get(room, {}), given) for room in given.rooms}}
    print(json.dumps(report, indent=1, ensure_ascii=False))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=1, ensure_ascii=False), "utf-8")
    return 0


def _room(room: str, before: dict[str, Any], given: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        project = Path(folder) / "project"
        copy_of_the_project(project)
        changes = change(room, project)
        if given.again:
            sample = [each for each in before["unnoticed"] if each in changes]
            return {**before, "again": _try(room, project, sample, given)}
        names = [name for name in changes if not given.only or given.only in name]
        sample = part(names, given.seed, given.begin, given.sample)
        chunk = {"seed": given.seed, "of": len(changes), "results": _try(room, project, sample, given)}
    return told(added(before, chunk) if given.begin else chunk, changes)


def part(names: Iterable[str], seed: int, begin: int, size: int) -> list[str]:
    """Changes in the order of the seed, from one of them on: parts that follow each other share none."""
    order = sorted(names)
    random.Random(seed).shuffle(order)
    return sorted(order[begin : begin + size])


def added(before: dict[str, Any], chunk: dict[str, Any]) -> dict[str, Any]:
    """Both parts of one sample. Raises ValueError when they are of different ones."""
    if any(before.get(key) != chunk[key] for key in ("seed", "of")):
        raise ValueError("the part before is of another seed, or the code has changed since")
    return {**chunk, "results": before["results"] | chunk["results"]}


def told(sample: dict[str, Any], changes: dict[str, str]) -> dict[str, Any]:
    """The sample, counted, with what its unnoticed changes change."""
    results = sample["results"]
    missed = {each: changes[each] for each, how in sorted(results.items()) if how in UNNOTICED}
    return {
        **sample,
        "tried": len(results),
        "score": round(1 - len(missed) / len(results), 3),
        "said": Counter(results.values()),
        "unnoticed": missed,
    }


def _try(room: str, project: Path, sample: list[str], given: argparse.Namespace) -> dict[str, str]:
    """What became of each. Raises RuntimeError when pytest came to no end."""
    results: dict[str, str] = {}
    plan = {
        "changes": sample,
        "seconds": given.seconds,
        "cold": room == "search",
        "proof": not given.begin,
    }
    with progress.work(room, "Run it again.") as shown:
        for each in _lines(room, project, plan):
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
