"""The desk benchmark's databases: SQLite files that are kept, or a PostgreSQL server for the time being."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import inspect

from benchmarks import desk_data
from benchmarks.desk_cases import NOW
from intake.services import setup
from intake.services.context import Context, context_for
from intake.settings import from_environment
from intake.store.base import Database
from registry import Registry

BENCH = Path(os.environ.get("DATA_DIR", "var")) / "bench"
_FOLDER = BENCH / "desk"


def sqlite(count: int) -> str:
    """The URL of the file for so many cases."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{_FOLDER / f'{count}.sqlite3'}"


@contextmanager
def own_postgres() -> Iterator[tuple[str, str]]:
    """Two databases on a server that is gone afterwards."""
    from tests.cluster import Cluster

    cluster = Cluster()
    try:
        yield cluster.url(cluster.create(migrated=False)), cluster.url(cluster.create(migrated=False))
    finally:
        cluster.stop()


@contextmanager
def filled(registry: Registry, url: str, count: int) -> Iterator[Context]:
    """An open context over that many cases; fills the database unless it holds exactly these.

    Raises ValueError for a PostgreSQL database that holds anything else: it may be somebody's.
    """
    settings = from_environment({"DATA_DIR": str(_FOLDER), "DATABASE_URL": url, "DEMO": "1"})
    with closing(context_for(settings, registry, now=lambda: NOW)) as ctx:
        if not (_has_tables(ctx.database) and desk_data.is_filled(ctx, count)):
            _empty(ctx.database, url)
            setup.migrate(settings)
            desk_data.fill(ctx, count)
        else:
            setup.migrate(settings)
        yield ctx


def _has_tables(database: Database) -> bool:
    with database.reading() as connection:
        return inspect(connection).has_table("counters")


def _empty(database: Database, url: str) -> None:
    if database.is_sqlite:
        database.close()
        for suffix in ("", "-wal", "-shm"):
            Path(url.removeprefix("sqlite:///") + suffix).unlink(missing_ok=True)
    elif _has_tables(database):
        raise ValueError("the PostgreSQL database is not empty and was not filled by this benchmark")
