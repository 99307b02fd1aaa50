"""The keys that seal fields. They change while servers run, so the file is looked at before each use."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class FieldKeys:
    """Seals with the first key of a file, opens with any. One Fernet key a line, the newest on top."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._fernets: list[Fernet] = []

    def encrypt(self, plain: bytes) -> bytes:
        """Seal with the newest key."""
        return self._current()[0].encrypt(plain)

    def decrypt(self, sealed: bytes) -> bytes:
        """Open with whichever key fits. Raises InvalidToken."""
        try:
            return MultiFernet(self._current()).decrypt(sealed)
        except InvalidToken:  # on a network folder the file may be newer than it looks
            self._stamp = None
            return MultiFernet(self._current()).decrypt(sealed)

    def is_newest(self, sealed: bytes) -> bool:
        """Whether the newest key sealed it."""
        try:
            self._current()[0].decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def count(self) -> int:
        """How many keys there are."""
        return len(self._current())

    def add(self) -> None:
        """Put a new key on top."""
        self._replace([Fernet.generate_key(), *self._path.read_bytes().split()])

    def keep_newest(self) -> None:
        """Drop all keys but the newest."""
        self._replace(self._path.read_bytes().split()[:1])

    def _current(self) -> list[Fernet]:
        """The keys of the file as it is now: a replaced file has another number on disk."""
        with self._lock:
            status = self._path.stat()
            stamp = (status.st_ino, status.st_mtime_ns)
            if stamp != self._stamp:
                self._fernets = [Fernet(line) for line in self._path.read_bytes().split()]
                self._stamp = stamp
            return self._fernets

    def _replace(self, lines: list[bytes]) -> None:
        """Whole or not at all: written aside, on disk, then put in the old file's place."""
        aside = self._path.with_suffix(".new")
        aside.unlink(missing_ok=True)
        with os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(b"\n".join(lines) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self._path)
