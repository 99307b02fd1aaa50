"""Kill processes under load and count: python -m benchmarks.faults [--kills N] [--queue always] [--postgres]

Eight systems file through the web process while it, two workers, an indexer and a site builder are killed
with kill -9 at random moments and started again; with --postgres the database too is ended as a crash ends
it. Then everything is counted (`reckoning`). Prints JSON, also into $DATA_DIR/bench/faults-<engine>.json; the
exit code is 1 when anything was lost. Every role gets the same share of the kills.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.faults.campaign import Campaign


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--restarts", type=int, default=20, help="of PostgreSQL")
    parser.add_argument("--queue", choices=("auto", "always", "off"), default="auto")
    parser.add_argument("--keep", type=Path, help="a folder for data and logs that stays")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = given.keep or Path(passing)
        report = Campaign(folder, given.kills, given.restarts if given.postgres else None, given.queue).run()
    print(json.dumps(report, indent=2, ensure_ascii=False))
    out = Path(os.environ.get("DATA_DIR", "var")) / "bench" / f"faults-{report['engine']}.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(report, indent=2, ensure_ascii=False), "utf-8")
    return 1 if report["faults"] else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
