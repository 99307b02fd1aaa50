"""Which backups there are, and how long they are kept."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from intake.services.backup.manifest import Kind

DATA, KEYS = "mingdan-", "mingdan-keys-"
STAMP = "%Y%m%dT%H%M%S%fZ"  # of the time in UTC: names sort by it
_PREFIX = {Kind.DATA: DATA, Kind.KEYS: KEYS}


def finished(folder: Path, kind: Kind = Kind.DATA) -> list[Path]:
    """Those that were finished, oldest first: their names sort by time."""
    prefix = _PREFIX[kind]
    named = (path for path in folder.glob(f"{prefix}*") if path.name.removeprefix(prefix)[:1].isdigit())
    return sorted(path for path in named if path.is_dir())


def newest(folder: Path) -> Path | None:
    """The last one."""
    there = finished(folder)
    return there[-1] if there else None


def taken_at(folder: Path) -> datetime | None:
    """When the last one was taken (aware); None when there is none.

    Its name says so, which it has only since it was found sound: a province's manifest is too long to be read
    every half minute.
    """
    last = newest(folder)
    return datetime.strptime(last.name.removeprefix(DATA), STAMP).replace(tzinfo=UTC) if last else None


def prune(folder: Path, keep: int, kind: Kind) -> int:
    """Remove all but the newest; returns how many. Renamed first: half of one is not taken for a backup."""
    old = finished(folder, kind)[:-keep]
    for path in old:
        going = path.with_name(f".going-{path.name}")
        path.rename(going)
    for path in folder.glob(".going-*"):
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
