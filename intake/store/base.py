"""The database: SQLite or PostgreSQL by URL, one unit of work at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

from intake.cases.errors import CaseworkError
from intake.store import alone
from intake.store.filing.crowd import Crowd
from intake.store.group import GroupCommit, GroupRows
from intake.words import gettext as _

T = TypeVar("T")
R = TypeVar("R")

# Inserts that may meet a row that is there, by the dialect's name. They share no type but these methods.
UPSERTS: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

_BEGIN = "begin_as"
_AUDIT_KEY = "audit_key"


class ClosedForWriting(CaseworkError):
    """This database was moved, or is being moved: it can be read and never be written again."""

    def __init__(self) -> None:
        super().__init__(_("系统的数据库正在迁往别处，现在只能查询，不能提交。"))


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, aware UTC out; SQLite, which knows no zone, stores UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must carry its zone")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Connections to one database. `writing` commits when its block ends well, else rolls back."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # SQLite has one writer: queueing here is fairer and quicker than its sleeping busy handler.
        # Re-entrant, so that nesting by mistake ends in SQLite's own time-out and not in waiting for ever.
        self._turn = threading.RLock() if self.is_sqlite else nullcontext()
        self._writer = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        # On PostgreSQL each statement sees a moment of its own in a transaction too, and beginning and ending
        # one are two more ways to the server and back; SQLite's driver is told to begin none at all.
        apart = {_BEGIN: ""} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._glancing = self.engine.execution_options(**apart)
        self._group = GroupCommit(self.writing)
        self._gates: dict[Callable[..., Any], GroupRows[Any, Any]] = {}
        self.filing = Crowd()

    def sign_with(self, key: bytes) -> None:
        """Give the key that seals the record to every transaction from here on."""
        self._writer = self._writer.execution_options(**{_AUDIT_KEY: key})

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction. What it did is on disk when the block is left without an exception."""
        with self._turn, self._writer.begin() as connection:
            yield connection

    def writing_together(self, work: Callable[[Connection], T]) -> T:
        """Do the work in a transaction shared with others who write just now; return its result once it is on
        disk. It is all or nothing on its own, may run in another thread, and holds no row that somebody may
        hold while waiting for the end of the record."""
        return self._group.run(work)

    def writing_rows(self, work: Callable[[Connection, Sequence[T]], Sequence[R]], row: T) -> R:
        """Let `work` keep this row together with those that others bring just now; what it answers for this
        one, once it is on disk."""
        gate = self._gates.get(work) or self._gates.setdefault(work, GroupRows(self.writing, work))
        answer: R = gate.run(row)
        return answer

    def glancing_together(self, look_up: Callable[[Connection, Sequence[T]], Sequence[R]], wanted: T) -> R:
        """Let one look-up, begun after this call, answer for all that is wanted just now; what it found for
        this one. What many callers ask at every call costs them far less so."""
        gate = self._gates.get(look_up) or self._gates.setdefault(look_up, GroupRows(self.glancing, look_up))
        found: R = gate.run(wanted)
        return found

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def glancing(self) -> Iterator[Connection]:
        """A connection for the look-ups that nearly every request makes: no transaction round them."""
        with self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def alone(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        """Be the only one over all processes and hosts that does what `name` says, while the block runs.

        Yields False when another does it and `wait` is not set. Held in no transaction.
        """
        path = self.engine.url.database
        by_file = alone.by_file(Path(f"{path}.{name}.lock"), wait=wait) if self.is_sqlite else None
        with by_file or alone.by_server(self.engine, name, wait=wait) as held:
            yield held

    def close(self) -> None:
        """Close pooled connections."""
        self.engine.dispose()


def audit_key(connection: Connection) -> bytes:
    """The key that seals what this transaction records."""
    key: bytes = connection.get_execution_options()[_AUDIT_KEY]
    return key


def _engine(url: str) -> Engine:
    # hide_parameters: an exception that reaches a log must not carry what somebody typed
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_size=20, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get(_BEGIN, "BEGIN")
    if not begin:
        return
    connection.exec_driver_sql(begin)
    if begin != "BEGIN" and moved_mark(connection.engine.url.database).exists():
        connection.exec_driver_sql("ROLLBACK")  # looked at under the lock: no writer slips through
        raise ClosedForWriting


def moved_mark(database: str | None) -> Path:
    """The file that closes an SQLite database for writing."""
    return Path(f"{database}.moved")
