"""Lighthouse (mobile) over the running product: python -m benchmarks.lighthouse [--english] [--rounds 3]

Builds the site, starts `python -m intake run` on data of its own and lets one browser open pages, complain
step by step and look the case up (lighthouse_walk.mjs), in several rounds: of each page the round with the
median performance counts, as Lighthouse's own advice on its noise is, and all rounds' scores are printed
beside it. Prints what is below full marks; JSON goes to $DATA_DIR/bench/lighthouse.json. Ends with 1 when a
score is below 100.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import intake_servers as servers

MODULES = servers.ROOT / ".venv/checkers/lighthouse/node_modules"
WALK = Path(__file__).with_name("lighthouse_walk.mjs")
PAGES = {
    "home": "/",
    "lists": "/lists/",
    "list": "/lists/410000/ecology/",
    "item": "/items/ST-001/",
    "region": "/regions/410105/",
    "search": "/search?q=油烟",
    "report board": "/reports/",
    "tracking": "/track",
}
Figures = dict[str, dict[str, Any]]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        rounds = _measured(Path(folder), "/en" if given.english else "", given.rounds)
    figures = {name: _median([each[name] for each in rounds]) for name in rounds[0]}
    for name, each in figures.items():
        print(f"{name:<18} {_scores(each)}  {each['ms']}  {each['bytes']} bytes  of {each['rounds']}")
        print(
            "".join(f"    {one['id']}: {one['score']} {one.get('told', '')}\n" for one in each["below"]),
            end="",
        )
    _keep(figures, given.english)
    return int(any(_short(each) for each in figures.values()))


def _measured(folder: Path, prefix: str, rounds: int) -> list[Figures]:
    port = servers.free_port()
    own = {
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATA_DIR": str(folder / "data"),
        "OUTPUT_DIR": str(folder / "output"),
    }
    build = [sys.executable, "-m", "pelican", "content", "-o", own["OUTPUT_DIR"], "-s", "pelicanconf.py"]
    subprocess.run([*build, "--quiet"], env={**os.environ, **own}, check=True, stdout=subprocess.DEVNULL)
    with servers.serving([sys.executable, "-m", "intake", "run"], own, port, folder / "log"):
        return [_walked(f"{own['BASE_URL']}{prefix}") for _ in range(rounds)]


def _walked(address: str) -> Figures:
    node, chromium = shutil.which("node"), shutil.which("chromium")
    if not (node and chromium and MODULES.exists()):
        raise FileNotFoundError("needs node, chromium and what deploy/checkers/install.sh lighthouse brings")
    command = [node, str(WALK), address, str(MODULES), chromium, json.dumps(PAGES)]
    said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    figures: Figures = json.loads(said)
    return figures


def _scores(figures: dict[str, Any]) -> str:
    return " ".join(f"{name} {score}" for name, score in figures["scores"].items())


def _median(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The round in the middle by performance (the lower of two), with all rounds' performance."""
    sorted_rounds = sorted(rounds, key=lambda each: each["scores"]["performance"])
    performance = [each["scores"]["performance"] for each in rounds]
    return {**sorted_rounds[(len(rounds) - 1) // 2], "rounds": performance}


def _short(figures: dict[str, Any]) -> list[str]:
    """Categories below 100."""
    return [name for name, score in figures["scores"].items() if score is not None and score < 100]


def _keep(figures: Figures, english: bool) -> None:
    into = Path(os.environ.get("DATA_DIR") or "var") / "bench"
    into.mkdir(parents=True, exist_ok=True)
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    (into / f"lighthouse{'-en' if english else ''}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
