"""Which backups there are, and how long they are kept."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from intake.services.backup import manifest
from intake.services.backup.manifest import BackupRefused, Kind

DATA, KEYS = "mingdan-", "mingdan-keys-"
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
    """When the last sound one was taken (aware); None when there is none."""
    for path in reversed(finished(folder)):
        try:
            return datetime.fromisoformat(manifest.read(path).created)
        except BackupRefused:
            continue
    return None


def prune(folder: Path, keep: int, kind: Kind) -> int:
    """Remove all but the newest; returns how many. Renamed first: half of one is not taken for a backup."""
    old = finished(folder, kind)[:-keep]
    for path in old:
        going = path.with_name(f".going-{path.name}")
        path.rename(going)
    for path in folder.glob(".going-*"):
        shutil.rmtree(path, ignore_errors=True)
    return len(old)
