"""Evidence files: random names in one directory, on disk before anything refers to them."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from intake.store.keys import sync_directory

_NAME = re.compile(r"[0-9a-f]{32}")


class EvidenceFiles:
    """The one door to stored files. Nothing a user typed ever becomes part of a path."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, content: bytes) -> str:
        """Store a file; returns its name once it would survive a power cut. Raises OSError."""
        name = secrets.token_hex(16)
        path = self.path(name)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self._root)
        try:
            _write_through(path, content)
        except OSError:  # most likely the disk is full: half a file would keep it so
            path.unlink(missing_ok=True)
            raise
        return name

    def room(self) -> int:
        """Bytes free where the files are."""
        return shutil.disk_usage(self._root).free

    def path(self, name: str) -> Path:
        """Where a file is. Raises ValueError for anything but a name that `write` gave."""
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a stored file")
        return self._root / name[:2] / name

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""
        self.path(name).unlink(missing_ok=True)

    def names_before(self, timestamp: float) -> Iterator[str]:
        """Files last written before a POSIX time."""
        for path in self._root.glob("??/*"):
            if _NAME.fullmatch(path.name) and path.stat().st_mtime < timestamp:
                yield path.name


def _write_through(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_directory(path.parent)
