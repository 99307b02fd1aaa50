"""Evidence files under random names, stored before anything refers to them: in a folder, or in a bucket."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

NAME: Final = re.compile(r"[0-9a-f]{32}")


class EvidenceFiles(Protocol):
    """The one door to stored files. Nothing a user typed ever becomes part of a path or key.

    Every method raises ValueError for a name that `write` never gives, and OSError when the store is away.
    """

    def write(self, content: bytes) -> str:
        """Store a file; returns its name once it would survive a power cut."""

    def put(self, name: str, content: bytes) -> None:
        """The same under a given name, in place of what has it: whole, or not at all."""

    def open(self, name: str) -> BinaryIO:
        """The file from its beginning; it can be wound back. Raises FileNotFoundError."""

    def remove(self, name: str) -> None:
        """Delete a file, if it is there."""

    def names_before(self, timestamp: float) -> Iterator[str]:
        """Files last written before a POSIX time."""

    def room(self) -> int:
        """Bytes that can still be stored; where the store does not say, more than any file has."""

    def check(self) -> None:
        """Nothing, if files can be stored here."""

    def area(self, name: str) -> EvidenceFiles:
        """Another set of files in the same store."""


def new_name() -> str:
    """A name that nobody guesses."""
    return secrets.token_hex(16)


def checked(name: str) -> str:
    """The name. Raises ValueError for anything but one that `new_name` gave."""
    if not NAME.fullmatch(name):
        raise ValueError("not the name of a stored file")
    return name
