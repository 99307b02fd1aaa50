"""Digests of a folder's files that are not taken again of those that did not change since they were.

Whether a file changed is told by its times, size and inode, as git does. A file changed again within one tick
of the file system's clock keeps them all; so one that changed just before it was read is not noted, and is
read again the next time.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from registry.fingerprint import digest_of_file, files_below

_JUST_BEFORE: Final = 2_000_000_000  # nanoseconds: no file system's clock ticks more slowly


class SeenFiles:
    """Notes in the file `notes`; `clock` tells nanoseconds since 1970. One of the folder is enough."""

    def __init__(self, notes: Path, clock: Callable[[], int] = time.time_ns) -> None:
        self._notes = notes
        self._clock = clock

    def digests(self, folder: Path) -> dict[str, str]:
        """As file_digests."""
        settled = self._clock() - _JUST_BEFORE
        known = self._read(folder)
        found, noted = {}, {}
        for file, entry in files_below(folder):
            status = entry.stat()
            stamp = f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"
            seen, digest = known.get(file, ("", ""))
            found[file] = digest if seen == stamp else digest_of_file(entry.path)
            if status.st_mtime_ns < settled and status.st_ctime_ns < settled:
                noted[file] = [stamp, found[file]]
        if noted != known:
            self._write(folder, noted)
        return found

    def _read(self, folder: Path) -> dict[str, list[str]]:
        try:
            notes = json.loads(self._notes.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        known: dict[str, list[str]] = notes.get(str(folder.resolve()), {})
        return known

    def _write(self, folder: Path, noted: dict[str, list[str]]) -> None:
        aside = self._notes.with_suffix(f".{os.getpid()}")
        aside.write_text(json.dumps({str(folder.resolve()): noted}), encoding="utf-8")
        aside.replace(self._notes)
