"""Files in one directory of this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from intake.store.files.files import NAME, checked, new_name
from intake.store.keys import sync_directory


class FolderFiles:
    """See `EvidenceFiles`. A file lies in a folder named by the first two letters of its name."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def write(self, content: bytes) -> str:
        name = new_name()
        path = self._placed(name)
        try:
            _write_through(path, content)
        except OSError:  # most likely the disk is full: half a file would keep it so
            path.unlink(missing_ok=True)
            raise
        return name

    def put(self, name: str, content: bytes) -> None:
        path = self._placed(name)
        self.path(self.write(content)).replace(path)  # a crash in between leaves one that nothing refers to
        sync_directory(path.parent)

    def open(self, name: str) -> BinaryIO:
        return self.path(name).open("rb")

    def remove(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def names_before(self, timestamp: float) -> Iterator[str]:
        for path in self._root.glob("??/*"):
            if NAME.fullmatch(path.name) and path.stat().st_mtime < timestamp:
                yield path.name

    def room(self) -> int:
        return shutil.disk_usage(self._root).free

    def check(self) -> None:
        if not os.access(self._root, os.W_OK | os.X_OK):
            raise PermissionError(f"{self._root} cannot be written")

    def area(self, name: str) -> FolderFiles:
        return FolderFiles(self._root / name)

    def path(self, name: str) -> Path:
        """Where a file is."""
        return self._root / checked(name)[:2] / name

    def _placed(self, name: str) -> Path:
        """The same, with its folder made."""
        path = self.path(name)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            sync_directory(self._root)
        return path


def _write_through(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    sync_directory(path.parent)
