"""Index generations on disk: built aside, swapped in by renaming one small file, old ones removed later.

Layout: root/ (mode 0700: whoever can write a Whoosh index can run code in its readers) holds generation
folders and `current`, a file naming the one in use.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..backend import IndexBroken, IndexMissing

PRIVATE = 0o700
_GENERATION = "generation-"


class Generations:
    """The generations under one root folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def current(self) -> Path:
        """The folder in use. Raises IndexMissing when there never was one, IndexBroken when it is lost or
        others may write to it."""
        folder = self._named()
        if folder is None:
            fault = IndexBroken if (self._root / "current").exists() else IndexMissing
            raise fault(f"no index in {self._root}")
        mode = self._root.stat()
        if mode.st_uid != os.geteuid() or mode.st_mode & 0o077:
            raise IndexBroken(f"{self._root} must belong to this user and be closed to others (0700)")
        return folder

    def _named(self) -> Path | None:
        """None also where damage left what is no name of a generation."""
        try:
            name = (self._root / "current").read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return self._root / name if name.startswith(_GENERATION) and name.isprintable() else None

    @contextmanager
    def building(self) -> Iterator[Path]:
        """An empty folder to build in; in use from the moment the block ends well. One builder at a time."""
        self._root.mkdir(parents=True, exist_ok=True)
        self._root.chmod(PRIVATE)
        with (self._root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            folder = self._root / f"{_GENERATION}{secrets.token_hex(6)}"
            folder.mkdir(mode=PRIVATE)
            try:
                yield folder
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            last = self._named()
            self._swap(folder)
            self._remove_all_but(folder, last)

    @contextmanager
    def updating(self) -> Iterator[Path]:
        """The folder in use, with no builder or other writer beside. Raises IndexBroken."""
        self.current()
        with (self._root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self.current()

    def _swap(self, folder: Path) -> None:
        aside = self._root / "current.new"
        aside.write_text(folder.name, "utf-8")
        aside.replace(self._root / "current")

    def _remove_all_but(self, folder: Path, last: Path | None) -> None:
        """The last one stays a while: a reader may have read its name and not yet opened its files."""
        for old in self._root.glob(f"{_GENERATION}*"):
            if old not in (folder, last):
                shutil.rmtree(old, ignore_errors=True)
