"""Where axe found nothing: every worker of the run knows what any of them has seen."""

from __future__ import annotations

import json
from collections.abc import Set
from pathlib import Path

Kind = tuple[bool, str]  # whether on a telephone; an address but for its numbers, or a kind of element


class Sound:
    """A set that only grows, in a file that several processes read and add to (or, without one, in one)."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._read = 0
        self._known: set[Kind] = set()

    def has(self, kinds: Set[Kind]) -> bool:
        """Whether all of them are in it."""
        if not kinds <= self._known and self._path and self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._read)
                told = file.read()
            whole = told[: told.rfind(b"\n") + 1]  # another may be writing its line
            self._read += len(whole)
            for line in whole.splitlines():
                self._known.update((narrow, kind) for narrow, kind in json.loads(line))
        return kinds <= self._known

    def add(self, kinds: Set[Kind]) -> None:
        """Put them into it."""
        new = kinds - self._known
        self._known.update(new)
        if self._path:
            with self._path.open("ab") as file:
                file.write(json.dumps(sorted(new)).encode() + b"\n")  # one write: lines stay whole
