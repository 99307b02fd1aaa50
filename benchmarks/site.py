"""The static site: python -m benchmarks.site [--rounds N] [--folder DIR] [--items N …] [--without-peers]

1. The same pages (each item and list of a benchmark province of 10,000 items, in Chinese) by our generator,
   Hugo, Eleventy and stock Pelican, in turn, round by round; ratios pair by pair. Ours reads and checks the
   lists; the peers get each page as a Markdown file in which everything is worked out already. In the same
   turn our whole site of that province, which no peer makes: regions, departments, data, feeds, sitemap too.
2. Our build at several sizes, with special reports and each page's English twin: microseconds a page (every
   HTML file is one), peak memory of all its processes together.
3. In the largest: a build after no change, and after one item changed; against the whole build.

Five rounds take some seven minutes on two quiet cores. Peers are installed into DIR/peers and left there,
what was built is removed; DIR lies on tmpfs by default. Says on stderr what it does; prints JSON, also into
$DATA_DIR/bench/site.json. `load` tells how busy the machine was: on a shared one only ratios mean something.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import province
from benchmarks.peers import installing

SAME = 10_000  # items of the province that all generators build
Figures = dict[str, Any]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm/mingdan-bench-site"))
    parser.add_argument("--items", type=int, nargs="+", default=[1_000, 10_000, province.WHOLE])
    parser.add_argument("--without-peers", action="store_true")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    report: Figures = {"load_before": os.getloadavg()[0], "processors": len(os.sched_getaffinity(0))}
    if not given.without_peers:
        report["peers"] = _against_peers(given.folder, given.rounds)
    report["sizes"] = [_size(given.folder, items) for items in given.items]
    largest = given.folder / f"content-{given.items[-1]}"
    report["again"] = _again(given.folder, largest, report["sizes"][-1], given.rounds)
    report["load_after"] = os.getloadavg()[0]
    for name in ("output", "cache", "work", largest.name):
        shutil.rmtree(given.folder / name, ignore_errors=True)
    text = json.dumps(report, ensure_ascii=False, indent=1)
    print(text)
    into = Path(os.environ.get("DATA_DIR") or "var") / "bench"
    into.mkdir(parents=True, exist_ok=True)
    (into / "site.json").write_text(text + "\n", encoding="utf-8")
    return 0


def _against_peers(folder: Path, rounds: int) -> Figures:
    """Every generator in turn, `rounds` times; by generator its runs, and ours over it pair by pair."""
    content = folder / f"content-bare-{SAME}"
    province.write(content, SAME, bare=True)
    _say("laying out the peers")
    runs: dict[str, Callable[[], Figures]] = {
        "ours": lambda: _same_pages(folder, content),
        "ours, the whole site": lambda: _whole_build(folder, content),
    }
    runs |= {
        name: lambda command=command, work=work: _anew(command, work)
        for name, (command, work) in installing.peers(folder, content).items()
    }
    times: dict[str, list[Figures]] = {name: [] for name in runs}
    for number in range(1, rounds + 1):
        for name, run in runs.items():
            times[name].append(run())
            _say(f"round {number}: {name} {times[name][-1]}")
    return {name: _summary(each, times["ours"]) for name, each in times.items()}


def _same_pages(folder: Path, content: Path) -> Figures:
    _clear(folder)
    command = [sys.executable, "-m", "benchmarks.peers.ours", str(content), str(folder / "output")]
    processors = str(len(os.sched_getaffinity(0)))
    return _run(command, Path.cwd(), {"SITE_CACHE": str(folder / "cache"), "SITE_PROCESSES": processors})


def _anew(command: list[str], work: Path) -> Figures:
    shutil.rmtree(work / "output", ignore_errors=True)
    return _run(command, work)


def _summary(runs: list[Figures], ours: list[Figures]) -> Figures:
    walls = [run["wall_s"] for run in runs]
    pairs = sorted(run["wall_s"] / own["wall_s"] for run, own in zip(runs, ours, strict=True))
    processors = sorted(run["cpu_s"] / own["cpu_s"] for run, own in zip(runs, ours, strict=True))
    return {
        "median_wall_s": round(statistics.median(walls), 2),
        "walls_s": walls,
        "median_cpu_s": round(statistics.median(run["cpu_s"] for run in runs), 2),
        "peak_mib": max(run["peak_mib"] for run in runs),
        "times_ours": round(statistics.median(pairs), 2),
        "times_ours_from_to": [round(pairs[0], 2), round(pairs[-1], 2)],
        "times_ours_cpu": round(statistics.median(processors), 2),
    }


def _size(folder: Path, items: int) -> Figures:
    """One whole build of a province of that many items; content and output are left for `_again`."""
    content = folder / f"content-{items}"
    lists = province.write(content, items)
    figures = _whole_build(folder, content)
    _say(f"{items} items: {figures}")
    pages = sum(1 for path in (folder / "output").rglob("*.html") if path.is_file())
    return {
        "items": lists * province.ITEMS_A_LIST,
        "lists": lists,
        "pages": pages,
        "us_a_page": round(figures["wall_s"] / pages * 1e6),
        "us_a_page_cpu": round(figures["cpu_s"] / pages * 1e6),
        **figures,
    }


def _again(folder: Path, content: Path, whole: Figures, rounds: int) -> Figures:
    """Builds of what was built last: after no change, and after one item's words changed."""
    path = max((content / "lists").glob("41*/ecology/*.yaml"))
    text = path.read_text(encoding="utf-8")
    kept, changed = [], []
    for number in range(rounds):
        kept.append(_build(folder, content))
        edited = text.replace("description: ", f"description: 第{number}次修改，", 1)
        path.write_text(edited, encoding="utf-8")
        changed.append(_build(folder, content))
        _say(f"again: no change {kept[-1]}, one item {changed[-1]}")
    return {"no_change": _share(kept, whole), "one_item": _share(changed, whole)}


def _share(runs: list[Figures], whole: Figures) -> Figures:
    """The runs, and their medians as a share of the whole build."""
    medians = {key: statistics.median(run[key] for run in runs) for key in ("wall_s", "cpu_s")}
    return {"runs": runs, **{f"of_whole_{key}": round(medians[key] / whole[key], 4) for key in medians}}


def _whole_build(folder: Path, content: Path) -> Figures:
    _clear(folder)
    return _build(folder, content)


def _clear(folder: Path) -> None:
    for name in ("output", "cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _build(folder: Path, content: Path) -> Figures:
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(folder / "output")]
    settings = {"SITE_CACHE": str(folder / "cache"), "BUILD_DATE": str(province.DAY)}
    return _run([*command, "-s", "pelicanconf.py", "--fatal", "errors"], Path.cwd(), settings)


def _run(command: list[str], work: Path, settings: dict[str, str] | None = None) -> Figures:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "BASE_URL": "https://mingdan.example", **(settings or {})}
    process = subprocess.Popen(
        command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watch = _Watch(process.pid)
    said, _ = process.communicate()
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.stop()
    if process.returncode:
        raise RuntimeError(f"{command[0]}: {said[-2000:]}")
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": round(wall, 2), "cpu_s": round(used, 2), "peak_mib": watch.peak_kib // 1024}


def _say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


class _Watch:
    """Looks at the memory of a process and its children, five times a second; what they share counts once."""

    def __init__(self, pid: int) -> None:
        self.peak_kib = 0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.2):
            self.peak_kib = max(self.peak_kib, sum(map(_pss_kib, _family(self._pid))))


def _family(pid: int) -> list[int]:
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [pid, *(each for child in below for each in _family(int(child)))]


def _pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
