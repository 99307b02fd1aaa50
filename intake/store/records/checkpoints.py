"""Ends of the chain noted outside the database: they show when it was put back to an earlier state."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "checkpoints.jsonl"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The last line at some time, sealed as a head. `at` is an ISO time, for people."""

    sealed_from: int
    last_id: int
    hash: str
    seal: str
    at: str


def read(folder: Path) -> list[Checkpoint]:
    """All that were noted, oldest first. Raises ValueError when the file is not as it was written."""
    path = folder / _FILE
    if not path.exists():
        return []
    try:
        return [Checkpoint(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    except (TypeError, ValueError) as fault:
        raise ValueError(_FILE) from fault


def note(folder: Path, checkpoint: Checkpoint) -> None:
    """Append one, on disk before this returns."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(checkpoint)) + "\n")
        file.flush()
        os.fsync(file.fileno())
