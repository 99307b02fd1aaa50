"""Passwords known from breaches, looked up in a file that the operator fetched: nothing is asked over the
network.

The file is what the downloader of Pwned Passwords writes: a line a password, in order, its SHA-1 in
hexadecimal capitals, a colon, how often it was seen. It may have a thousand million of them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from pathlib import Path
from typing import BinaryIO, Final

_HASH: Final = 40  # letters of it in a line
_AFTER_ALL: Final = b"~"


def is_in(path: Path, password: str) -> bool:
    """Whether the file has the password. Some forty reads, however long it is. Raises OSError."""
    hashed = hashlib.sha1(password.encode("utf-8", "replace"), usedforsecurity=False)
    wanted = hashed.hexdigest().upper().encode()
    with path.open("rb") as file:
        at = bisect_left(range(path.stat().st_size), wanted, key=lambda place: _hash_from(file, place))
        return _hash_from(file, at) == wanted


def _hash_from(file: BinaryIO, place: int) -> bytes:
    """The hash in the first line that begins there or after it."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline()[:_HASH] or _AFTER_ALL
