"""A whole database brought from SQLite to PostgreSQL, table by table, and both held against each other.

Values travel as they are stored: the text of JSON is part of the chained record and stays letter by letter.
A table's digest is the sum of its rows' SHA-256: databases differ in how they order.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from psycopg import sql
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    func,
    inspect,
    select,
    text,
)

from intake.store.base import UtcDateTime
from intake.store.schema import metadata

Row = tuple[Any, ...]
Told = Callable[[int], None]

TABLES: Final = tuple(metadata.sorted_tables)  # those that are referred to come first
MOVING: Final = "moving_from"
_BATCH: Final = 1000
_MODULUS: Final = 2**256
_OTHERS: Final = ("alembic_version", "search_", MOVING)  # that may be there besides our tables


@dataclass(frozen=True, slots=True)
class Digest:
    """What a table holds: the number of its rows, and what they add up to (64 hexadecimal digits)."""

    rows: int
    sum: str


class Adder:
    """Adds rows to a digest as they pass."""

    def __init__(self, told: Told = lambda _rows: None) -> None:
        self._rows, self._sum, self._told = 0, 0, told

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, each counted."""
        for row in rows:
            self._rows += 1
            digest = hashlib.sha256(repr(row).encode("utf-8", "surrogatepass")).digest()
            self._sum = (self._sum + int.from_bytes(digest)) % _MODULUS
            if self._rows % _BATCH == 0:
                self._told(_BATCH)
            yield row
        self._told(self._rows % _BATCH)

    def digest(self) -> Digest:
        """Of all rows that passed."""
        return Digest(self._rows, f"{self._sum:064x}")


def of_sqlite(connection: sqlite3.Connection, table: Table) -> Iterator[Row]:
    """Every row as both databases tell it: times in UTC as text, JSON as its text."""
    columns = [(each.name, _reader(each)) for each in table.columns]
    named = ", ".join(f'"{name}"' for name, _read in columns)
    for row in connection.execute(f'SELECT {named} FROM "{table.name}"'):  # noqa: S608 - names of our own
        yield tuple(
            None if value is None else read(value) for value, (_n, read) in zip(row, columns, strict=True)
        )


def of_postgresql(connection: Connection, table: Table) -> Iterator[Row]:
    """The same of the other database."""
    named = ", ".join(_told_by_postgresql(each) for each in table.columns)
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_BATCH)
    for row in streamed.execute(text(f'SELECT {named} FROM "{table.name}"')):  # noqa: S608 - as above
        yield tuple(row)


def copy(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Put rows, as `of_sqlite` tells them, into an empty table."""
    zoned = [isinstance(each.type, UtcDateTime) for each in table.columns]
    names = sql.SQL(", ").join(sql.Identifier(each.name) for each in table.columns)
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
    with connection.connection.cursor().copy(into) as target:
        for row in rows:
            target.write_row(
                [f"{v}+00" if z and v is not None else v for v, z in zip(row, zoned, strict=True)]
            )


def set_sequences(connection: Connection) -> None:
    """Let every table that numbers its rows go on behind the highest."""
    for table in TABLES:
        for column in table.primary_key.columns:
            found = {"table": f'"{table.name}"', "column": column.name}
            sequence = text("SELECT pg_get_serial_sequence(:table, :column)")
            name = connection.execute(sequence, found).scalar() if isinstance(column.type, Integer) else None
            if name:
                highest = connection.execute(select(func.max(column))).scalar()
                value = {"name": name, "value": highest or 1, "used": highest is not None}
                connection.execute(text("SELECT setval(:name, :value, :used)"), value)


def strange_tables(connection: Connection) -> list[str]:
    """Tables in the target that are none of this product."""
    ours = {table.name for table in TABLES}
    there = inspect(connection).get_table_names()
    return sorted(name for name in there if name not in ours and not name.startswith(_OTHERS))


def is_used(connection: Connection) -> bool:
    """Whether somebody works with the target already."""
    there = set(inspect(connection).get_table_names())
    asked = [table for table in TABLES if table.name in ("users", "cases", "events") and table.name in there]
    return any(connection.execute(select(1).select_from(table).limit(1)).first() for table in asked)


def source_of(connection: Connection) -> str | None:
    """Which move the target was begun by, if one is under way."""
    if not inspect(connection).has_table(MOVING):
        return None
    return connection.execute(text(f"SELECT source FROM {MOVING} LIMIT 1")).scalar()  # noqa: S608 - ours


def begin(connection: Connection, source: str) -> None:
    """Empty what migrations put into the target, and note who fills it."""
    _triggers(connection, TABLES, on=False)
    connection.execute(text("TRUNCATE " + ", ".join(f'"{table.name}"' for table in TABLES)))
    _triggers(connection, TABLES, on=True)
    made = f"CREATE TABLE {MOVING} (source text NOT NULL, name text PRIMARY KEY, rows bigint, sum text)"
    connection.execute(text(made))
    noted = f"INSERT INTO {MOVING} VALUES (:source, '', 0, '')"  # noqa: S608 - ours
    connection.execute(text(noted), {"source": source})


def moved(connection: Connection) -> dict[str, Digest]:
    """The tables that came whole, and what they held where they came from."""
    rows = connection.execute(text(f"SELECT name, rows, sum FROM {MOVING} WHERE name <> ''"))  # noqa: S608
    return {name: Digest(count, total) for name, count, total in rows}


def move_table(connection: Connection, source: sqlite3.Connection, table: Table, told: Told) -> Digest:
    """Copy a table and note it, in the caller's transaction."""
    adder = Adder(told)
    _triggers(connection, (table,), on=False)
    copy(connection, table, adder.passing(of_sqlite(source, table)))
    _triggers(connection, (table,), on=True)
    found = adder.digest()
    values = {"name": table.name, "rows": found.rows, "sum": found.sum}
    noted = f"INSERT INTO {MOVING} SELECT min(source), :name, :rows, :sum FROM {MOVING}"  # noqa: S608
    connection.execute(text(noted), values)
    return found


def end(connection: Connection) -> None:
    """The target stands on its own."""
    connection.execute(text(f"DROP TABLE {MOVING}"))


def _triggers(connection: Connection, tables: Iterable[Table], *, on: bool) -> None:
    """Rows come as they were: nothing may be derived from them anew, nor their arrival be refused."""
    for table in tables:
        word = "ENABLE" if on else "DISABLE"
        connection.execute(text(f'ALTER TABLE "{table.name}" {word} TRIGGER USER'))


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    """How SQLite's value of a column is told."""
    if isinstance(column.type, Boolean):
        return bool
    if isinstance(column.type, UtcDateTime):
        return lambda value: value if "." in value else f"{value}.000000"
    return bytes if isinstance(column.type, LargeBinary) else lambda value: value


def _told_by_postgresql(column: Column[Any]) -> str:
    name = f'"{column.name}"'
    if isinstance(column.type, UtcDateTime):
        return f"to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    return f"{name}::text" if isinstance(column.type, (JSON, Date)) else name
