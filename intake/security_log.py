"""The security log: who logged in, was refused, used a key, took data out. One JSON object a line, a file
a day.

Apart from the other log lines: it is kept for six months at least (网络安全法 23 (3)). No names, receipt
codes or texts; an address only of those who act as staff or as another system, never a complainant's.
"""

from __future__ import annotations

import json
import os
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

import structlog

log = structlog.get_logger()

_NAME = "security-{:%Y-%m-%d}.jsonl"
_folder: list[Path] = []  # of this process; none until an entry point says so
_origin: ContextVar[tuple[str, str]] = ContextVar("origin", default=("", ""))


def keep_in(folder: Path) -> None:
    """Where this process writes from here on."""
    _folder[:] = [folder]


def comes_from(request_id: str, address: str) -> None:
    """What the lines of this request carry: its id, and where `note` is told so the caller's address."""
    _origin.set((request_id, address))


def note(event: str, *, with_address: bool = False, **facts: str | int | None) -> None:
    """Append a line, handed to the system before this returns; a failing disk stops nobody's complaint."""
    if not _folder:
        return
    request_id, address = _origin.get()
    line = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "event": event,
        "id": request_id or None,
    }
    line |= {"address": address} if with_address and address else {}
    try:
        _append(json.dumps(line | facts, ensure_ascii=False))
    except OSError as fault:
        log.error("security log not written", fault=type(fault).__name__, number=fault.errno)


def drop_before(folder: Path, day: datetime) -> int:
    """Delete the files of days before; returns how many."""
    old = [path for path in folder.glob("security-*.jsonl") if path.name < _NAME.format(day)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _append(line: str) -> None:
    """One write to a file opened for appending: lines of several processes do not mix."""
    folder = _folder[0]
    name = _NAME.format(datetime.now(UTC))
    try:
        descriptor = _opened(folder, name)
    except FileNotFoundError:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = _opened(folder, name)
    try:
        os.write(descriptor, f"{line}\n".encode("utf-8", "replace"))
    finally:
        os.close(descriptor)


def _opened(folder: Path, name: str) -> int:
    return os.open(f"{folder}/{name}", os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
