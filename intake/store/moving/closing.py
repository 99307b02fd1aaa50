"""An SQLite database that was moved, or is being moved, is closed for writing by a file beside it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from intake.store.base import Database, moved_mark
from intake.store.keys import sync_directory

_PATIENCE = 120.0  # seconds for a writer to end


def close(database: Database) -> str:
    """Let nobody write any more, whatever happens to this process; returns what this closing is known by.

    Done once everybody who was writing has ended. Closing again changes nothing.
    """
    mark = _mark(database)
    if not mark.exists():
        aside = mark.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            file.write(secrets.token_hex(16))
            file.flush()
            os.fsync(file.fileno())
        aside.replace(mark)
        sync_directory(mark.parent)
    with closing(_connected(database)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    return mark.read_text("utf-8")


def reopen(database: Database) -> bool:
    """Let people write again; False when it was open."""
    closed = _mark(database).exists()
    _mark(database).unlink(missing_ok=True)
    return closed


def closed_at(database: Database) -> float | None:
    """Since when nobody writes, as a POSIX time; None while it is open."""
    mark = _mark(database)
    return mark.stat().st_mtime if mark.exists() else None


@contextmanager
def snapshot(database: Database) -> Iterator[sqlite3.Connection]:
    """One moment of the database, read past SQLAlchemy: values as they are stored."""
    with closing(_connected(database)) as connection:
        connection.execute("BEGIN")
        yield connection


def _mark(database: Database) -> Path:
    return moved_mark(database.engine.url.database)


def _connected(database: Database) -> sqlite3.Connection:
    path = Path(database.engine.url.database or "").absolute()
    return sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
