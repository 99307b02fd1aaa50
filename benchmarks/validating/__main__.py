"""The site against its standards: python -m benchmarks.validating [--items N] [--most N] [--folder DIR]

Builds the site of content/ and that of a benchmark province (benchmarks/province.py), in both languages, and
reads up to --most files of each kind with the Nu HTML checker, a JSON-LD processor, the grammars of Atom and
sitemaps, Frictionless and RFC 4180. Prints each finding; ends with 1 when there is one.
DIR lies on tmpfs by default.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import province
from benchmarks.validating import check


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=province.WHOLE)
    parser.add_argument("--most", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm/mingdan-validating"))
    given = parser.parse_args(arguments)
    print(f"Building a province of {given.items} items…", file=sys.stderr)
    province.write(given.folder / "content", given.items)
    sites = {"shipped": Path("content"), "province": given.folder / "content"}
    report = {}
    for name, content in sites.items():
        built = _built(content, given.folder / name)
        report[name] = check(built, given.most)
        _tell(name, report[name])
    _keep(report)
    return int(any(found for checked in report.values() for _, found in checked.values()))


def _built(content: Path, folder: Path) -> Path:
    settings = {"SITE_CACHE": str(folder / "cache"), "BUILD_DATE": str(province.DAY)}
    command = [sys.executable, "-m", "pelican", str(content), "-o", str(folder / "output")]
    subprocess.run(
        [*command, "-s", "pelicanconf.py", "--fatal", "errors", "--quiet"],
        env={**os.environ, "BASE_URL": "https://mingdan.example", **settings},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder / "output"


def _tell(site: str, checked: dict[str, tuple[int, list[str]]]) -> None:
    for name, (files, found) in checked.items():
        print(f"{site:<9} {name:<20} {files:>6} files {len(found):>6} findings")
        print("".join(f"    {each}\n" for each in found[:20]), end="")


def _keep(report: dict[str, dict[str, tuple[int, list[str]]]]) -> None:
    """As JSON where the other benchmarks leave theirs."""
    into = Path(os.environ.get("DATA_DIR") or "var") / "bench"
    into.mkdir(parents=True, exist_ok=True)
    figures = {
        site: {name: {"files": files, "findings": found} for name, (files, found) in checked.items()}
        for site, checked in report.items()
    }
    (into / "validating.json").write_text(
        json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
