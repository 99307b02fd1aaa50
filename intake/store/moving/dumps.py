"""A database as one file, taken while others write, and put back: SQLite by its online backup, PostgreSQL by
its own pg_dump."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, make_url, select

from intake.store import migrate
from intake.store.base import Database
from intake.store.moving import postgres_dump, sqlite_dump
from intake.store.moving.dump_fault import DumpFault
from intake.store.office.supervision_tables import paper_files
from intake.store.tables import audit_head, evidence

__all__ = [
    "DumpFault",
    "Marks",
    "check",
    "file_name",
    "is_empty",
    "known_files",
    "left_beside",
    "marks",
    "restore",
    "take",
]

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a dump can be told by: its schema, the end of its chained record (0 and "" before there was
    one), and the stored files that it refers to."""

    revision: str
    last_event: int
    chain: str
    files: frozenset[str]


def file_name(database_url: str) -> str:
    """What the dump of such a database is called in a backup."""
    return "database.sqlite3" if _is_sqlite(database_url) else "database.dump"


def take(database: Database, target: Path, progress: Progress) -> Marks:
    """Dump one moment of a database that is being written to. Raises DumpFault, OSError or
    SQLAlchemyError."""
    if database.is_sqlite:
        sqlite_dump.take(database.engine.url.database or "", target, progress)
        with sqlite_dump.opened(target) as connection:
            return _marks(connection)
    with postgres_dump.moment(database.engine) as (connection, name):
        postgres_dump.take(database.engine.url, name, target)
        return _marks(connection)


def check(dump: Path) -> None:
    """See that a dump can be read to its end. Raises DumpFault."""
    if dump.suffix == ".sqlite3":
        sqlite_dump.check(dump)
    else:
        postgres_dump.check(dump)


def is_empty(database_url: str) -> bool:
    """Whether a database has no table, or is not there yet."""
    if _is_sqlite(database_url):
        path = _path(database_url)
        if not path.exists():
            return True
        with sqlite_dump.opened(path) as connection:  # as it lies there: a log beside it is not replayed
            return not inspect(connection).get_table_names()
    with closing(Database(database_url)) as database, database.reading() as connection:
        return not inspect(connection).get_table_names()


def left_beside(database_url: str) -> list[Path]:
    """Files of an earlier database that would get into one restored to its place; PostgreSQL has none."""
    return sqlite_dump.left_beside(_path(database_url)) if _is_sqlite(database_url) else []


def marks(database_url: str) -> Marks:
    """What a database is told by, opened as the service opens it."""
    with closing(Database(database_url)) as database, database.reading() as connection:
        return _marks(connection)


def restore(dump: Path, database_url: str) -> None:
    """Put a dump into an empty database, whole or not at all. Raises DumpFault or OSError."""
    if _is_sqlite(database_url):
        sqlite_dump.restore(dump, _path(database_url))
    else:
        postgres_dump.restore(dump, make_url(database_url))


def known_files(connection: Connection) -> frozenset[str]:
    """Every stored file that a database refers to, of any schema: papers came later than evidence."""
    owners = [each for each in (evidence, paper_files) if inspect(connection).has_table(each.name)]
    return frozenset(name for each in owners for name in connection.execute(select(each.c.id)).scalars())


def _is_sqlite(database_url: str) -> bool:
    return make_url(database_url).get_backend_name() == "sqlite"


def _path(database_url: str) -> Path:
    return Path(make_url(database_url).database or "")


def _marks(connection: Connection) -> Marks:
    """Of any schema that there was: before 0030 there was no chain."""
    chained = inspect(connection).has_table(audit_head.name)
    end = connection.execute(select(audit_head)).first() if chained else None
    revision, _wanted = migrate.revisions(connection)
    return Marks(revision, end.last_id if end else 0, end.hash if end else "", known_files(connection))
