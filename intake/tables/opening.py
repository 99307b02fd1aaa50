"""Opens a file of unknown worth: read by a process of its own, which may take so much memory and time and
no more. Whatever a reader's fault lets happen there ends with that process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path, PurePath
from threading import BoundedSemaphore
from typing import Final

import structlog

from intake.tables import limits
from intake.tables.grid import Opened
from intake.tables.reader_process import TOO_MUCH
from intake.tables.refusals import Reason, TableRefused
from intake.tables.transport import opened_from

log = structlog.get_logger()

AT_ONCE: Final = 2  # processes that read: each may take its hundreds of megabytes
PATIENCE: Final = 20  # seconds to wait for a turn
_SECONDS: Final = 30
_HERE: Final = Path(__file__).resolve().parents[2]
_turns = BoundedSemaphore(AT_ONCE)


def open_tables(content: bytes, name: str) -> Opened:
    """The tables of a file, each cell with its text as shown and what was odd about it.

    `name` is what its sender calls it; only its ending counts. Raises TableRefused, whose message says in
    Chinese what is the matter and what to do.
    """
    if len(content) > limits.MOST_BYTES:
        raise TableRefused(Reason.TOO_LARGE)
    ended = _run([sys.executable, "-m", "intake.tables.reader_process", _suffix(name)], content)
    if ended.returncode != 0:
        raise TableRefused(_why_it_ended(ended.returncode, ended.stderr))
    told = json.loads(ended.stdout)
    if "refused" in told:
        raise TableRefused(Reason(told["refused"]))
    return opened_from(told)


def _run(command: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the reader, no more than AT_ONCE of them in this process."""
    if not _turns.acquire(timeout=PATIENCE):
        raise TableRefused(Reason.BUSY)
    try:
        # The command is our own; of the file's name only the ending goes along, as one argument.
        return subprocess.run(  # noqa: S603
            command, input=content, capture_output=True, timeout=_SECONDS, cwd=_HERE, env={}, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise TableRefused(Reason.TOO_HEAVY) from slow
    finally:
        _turns.release()


def _suffix(name: str) -> str:
    """The ending of a name, as far as it is one that may mean something."""
    suffix = PurePath(name).suffix
    return suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""


def _why_it_ended(code: int, said: bytes) -> Reason:
    """By its limits, or by a fault that its reader should have named: that one goes into the log, where only
    the kind of the fault is written, never what the file says."""
    if code < 0 or code == TOO_MUCH:
        return Reason.TOO_HEAVY
    last = said.decode(errors="replace").strip().rpartition("\n")[2]
    log.error("table reader failed", fault=last.partition(":")[0])
    return Reason.BROKEN
