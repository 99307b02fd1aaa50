"""One holder at a time over all processes: by PostgreSQL for any number of hosts, by a file beside SQLite.

Both let go by themselves when the holder dies, however it dies; neither needs clocks that agree.
"""

from __future__ import annotations

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

_OURS = 4100_0006  # any number, the same in every process


@contextmanager
def by_server(engine: Engine, name: str, *, wait: bool) -> Iterator[bool]:
    """Hold a lock of the session; False when another has it and `wait` is not set."""
    keys = {"ours": _OURS, "key": zlib.crc32(name.encode()) - 2**31}
    with engine.connect() as connected:
        connection = connected.execution_options(isolation_level="AUTOCOMMIT")
        if wait:
            connection.execute(text("SELECT pg_advisory_lock(:ours, :key)"), keys)
            held = True
        else:
            tried = text("SELECT pg_try_advisory_lock(:ours, :key)")
            held = bool(connection.execute(tried, keys).scalar_one())
        try:
            yield held
        finally:
            if held:
                _let_go(connection, keys)


@contextmanager
def by_file(path: Path, *, wait: bool) -> Iterator[bool]:
    """The same by a lock on a file, for the processes of one machine."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _let_go(connection: Connection, keys: dict[str, int]) -> None:
    """A server that is away has let go already; a session that may still hold it is not used again."""
    try:
        connection.execute(text("SELECT pg_advisory_unlock(:ours, :key)"), keys)
    except DBAPIError:
        with suppress(DBAPIError):
            connection.invalidate()
