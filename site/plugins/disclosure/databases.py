"""A region's lists as one SQLite file, the same bytes for the same lists on every machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from registry import Registry, Release

from .exports import COLUMNS, rows

# Bytes 96 to 99 of the file tell which SQLite wrote it; here they tell of the first that reads all we use.
WRITER = slice(96, 100)
AS_OF = (3_037_000).to_bytes(4, "big")


def to_sqlite(registry: Registry, releases: Iterable[Release]) -> bytes:
    """Tables `about` (what this is) and `items`, with the columns of the CSV."""
    names = ", ".join(f'"{column}" TEXT NOT NULL' for column in COLUMNS)
    places = ", ".join("?" for _ in COLUMNS)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute("CREATE TABLE about (notice TEXT NOT NULL)")
        database.execute("INSERT INTO about VALUES (?)", (registry.site.demonstration_notice,))
        database.execute(f"CREATE TABLE items ({names})")
        database.execute("BEGIN")
        for release in releases:
            database.executemany(f"INSERT INTO items VALUES ({places})", rows(registry, release))  # noqa: S608 - marks only
        database.execute("COMMIT")
        data = bytearray(database.serialize())
    finally:
        database.close()
    data[WRITER] = AS_OF
    return bytes(data)
