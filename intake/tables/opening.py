"""Opens a file of unknown worth: read by a process of its own, which may take so much memory and time and
no more. Whatever a reader's fault lets happen there ends with that process."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Final

from intake.confined.running import Busy, Confined, Failed, TooHeavy
from intake.tables import limits
from intake.tables.grid import Opened
from intake.tables.refusals import Reason, TableRefused
from intake.tables.transport import opened_from

# Each process may take its hundreds of megabytes.
READER: Final = Confined("intake.tables.reader_process", at_once=2, patience=20, seconds=30)


def open_tables(content: bytes, name: str) -> Opened:
    """The tables of a file, each cell with its text as shown and what was odd about it.

    `name` is what its sender calls it; only its ending counts. Raises TableRefused, whose message says in
    Chinese what is the matter and what to do.
    """
    if len(content) > limits.MOST_BYTES:
        raise TableRefused(Reason.TOO_LARGE)
    told = json.loads(_read(content, _suffix(name)))
    if "refused" in told:
        raise TableRefused(Reason(told["refused"]))
    return opened_from(told)


def _read(content: bytes, suffix: str) -> bytes:
    try:
        return READER.run([suffix], content)
    except Busy:
        raise TableRefused(Reason.BUSY) from None
    except TooHeavy:
        raise TableRefused(Reason.TOO_HEAVY) from None
    except Failed:
        raise TableRefused(Reason.BROKEN) from None


def _suffix(name: str) -> str:
    """The ending of a name, as far as it is one that may mean something."""
    suffix = PurePath(name).suffix
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
