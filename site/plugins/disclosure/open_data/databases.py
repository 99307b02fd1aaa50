"""Lists as one SQLite file, a region's or all; the same bytes for the same lists on every machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from registry import Registry, Release

from .exports import COLUMNS, rows

# Bytes 96 to 99 of the file tell which SQLite wrote it; here they tell of the first that reads all we use.
WRITER = slice(96, 100)
AS_OF = (3_037_000).to_bytes(4, "big")


def to_sqlite(registry: Registry, releases: Iterable[Release]) -> bytes:
    """Tables `about` (what this is) and `items`, with the columns of the CSV."""
    names = ", ".join(f'"{column}" TEXT NOT NULL' for column in COLUMNS)
    places = ", ".join("?" for _ in COLUMNS)
    with _made() as database:
        database.execute("CREATE TABLE about (notice TEXT NOT NULL)")
        database.execute("INSERT INTO about VALUES (?)", (registry.site.demonstration_notice,))
        database.execute(f"CREATE TABLE items ({names})")
        database.execute("BEGIN")
        for release in releases:
            database.executemany(f"INSERT INTO items VALUES ({places})", rows(registry, release))  # noqa: S608 - marks only
        database.execute("COMMIT")
        return _steady(database)


def together(files: Iterable[Path]) -> bytes:
    """The files of several regions as one, in their order. There must be one."""
    with _made() as database:
        for place, file in enumerate(files):
            database.execute("ATTACH ? AS one", (str(file),))
            if place == 0:
                for (table,) in database.execute("SELECT sql FROM one.sqlite_master").fetchall():
                    database.execute(table)
                database.execute("INSERT INTO about SELECT * FROM one.about")
            database.execute("INSERT INTO items SELECT * FROM one.items")
            database.execute("DETACH one")
        return _steady(database)


@contextmanager
def _made() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        yield database
    finally:
        database.close()


def _steady(database: sqlite3.Connection) -> bytes:
    data = memoryview(database.serialize())
    return b"".join((data[: WRITER.start], AS_OF, data[WRITER.stop :]))
