"""The tables of indexes in PostgreSQL: one a generation, and one that names the generation in use."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from psycopg.errors import UndefinedTable
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ...backend import IndexBroken, IndexMissing

BUILD_MEMORY = "512MB"  # while an index is built: with PostgreSQL's own 64 MB it takes several times as long
COLUMNS = "id, day, newness, filters, normal, terms, payload"
_REGISTER = (
    "CREATE TABLE IF NOT EXISTS search_indexes "
    "(name text PRIMARY KEY, generation text NOT NULL, previous text)"
)
_CREATE = (
    "CREATE TABLE {table} (id text PRIMARY KEY, day integer NOT NULL, newness bigint NOT NULL, "
    "filters text[] NOT NULL, normal text NOT NULL, terms tsvector NOT NULL, payload text NOT NULL) "
    "WITH (toast_tuple_target = 128)"  # texts lie aside: counting matches then walks few pages
)
_INDEXES = (
    "CREATE INDEX ON {table} USING gin (terms) WITH (fastupdate = off)",
    "CREATE INDEX ON {table} (newness DESC)",
    "ANALYZE {table}",
)
_WORDS = (
    "CREATE TABLE {table}_words (term text NOT NULL, documents integer NOT NULL, is_name boolean NOT NULL)"
)


class Tables:
    """The generations of one index, by its name."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, str]]:
        """A connection and the table in use. Raises IndexBroken when there is none or the server is away."""
        try:
            with self._engine.connect() as connected:  # one statement a time: no transaction to begin and end
                connection = connected.execution_options(isolation_level="AUTOCOMMIT")
                yield connection, self._current(connection)
        except DBAPIError as fault:
            raise IndexBroken(f"index {self._name} cannot be read") from fault

    @contextmanager
    def updating(self) -> Iterator[tuple[Connection, str]]:
        """The same inside a transaction, with no other writer beside."""
        try:
            with self._engine.begin() as connection:
                self._alone(connection)
                yield connection, self._current(connection)
        except DBAPIError as fault:
            raise IndexBroken(f"index {self._name} cannot be written") from fault

    @contextmanager
    def building(self) -> Iterator[tuple[Connection, str]]:
        """An empty table; in use from the moment the block ends well. The last one stays for its readers."""
        with self._engine.begin() as connection:
            self._alone(connection)
            connection.execute(text(f"SET LOCAL maintenance_work_mem = '{BUILD_MEMORY}'"))
            connection.execute(text(_REGISTER))
            table = f"search_{self._name}_{secrets.token_hex(6)}"
            connection.execute(text(_CREATE.format(table=table)))
            connection.execute(text(_WORDS.format(table=table)))
            yield connection, table
            for statement in _INDEXES:
                connection.execute(text(statement.format(table=table)))
            self._swap(connection, table)

    def _alone(self, connection: Connection) -> None:
        key = zlib.crc32(f"search:{self._name}".encode())
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})

    def _current(self, connection: Connection) -> str:
        known = text("SELECT generation FROM search_indexes WHERE name = :name")
        try:
            found = connection.execute(known, {"name": self._name}).scalar_one_or_none()
        except ProgrammingError as fault:
            if isinstance(fault.orig, UndefinedTable):  # the first build makes the register itself
                raise IndexMissing(f"no index {self._name}") from fault
            raise
        if found is None:
            raise IndexMissing(f"no index {self._name}")
        return str(found)

    def _swap(self, connection: Connection, table: str) -> None:
        chosen = {"name": self._name, "table": table}
        last = text("SELECT generation, previous FROM search_indexes WHERE name = :name")
        before = connection.execute(last, chosen).one_or_none()
        connection.execute(
            text(
                "INSERT INTO search_indexes (name, generation) VALUES (:name, :table) "
                "ON CONFLICT (name) DO UPDATE SET previous = search_indexes.generation, generation = :table"
            ),
            chosen,
        )
        if before and before.previous:
            for old in (before.previous, f"{before.previous}_words"):
                connection.execute(text(f"DROP TABLE IF EXISTS {old}"))


def copy(connection: Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> int:
    """Load rows the fast way; returns how many."""
    cursor = connection.connection.cursor()
    count = 0
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as target:
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last count is the number of rows
            target.write_row(row)
    return count
