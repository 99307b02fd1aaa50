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
from intake.services.search import case_index
from intake.settings import from_environment
from intake.store.base import Database
from registry import Registry, progress

BENCH = Path(os.environ.get("DATA_DIR", "var")) / "bench"


def sqlite(count: int) -> str:
    """The URL of the file for so many cases."""
    folder = _folder("sqlite", count)
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'cases.sqlite3'}"


def _folder(engine: str, count: int) -> Path:
    return BENCH / "desk" / f"{engine}-{count}"


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
def filled(registry: Registry, url: str, count: int, *, search: bool) -> Iterator[Context]:
    """An open context over that many cases; fills the database unless it holds exactly these.

    `search`: builds the index of the cases too, if there is none.

    Raises ValueError for a PostgreSQL database that holds anything else: it may be somebody's.
    """
    folder = _folder(url.partition(":")[0].partition("+")[0], count)
    engine = f"tantivy://{folder.absolute() / 'index'}"  # the one that docs/operations.md names for this size
    settings = from_environment(
        {"DATA_DIR": str(folder), "DATABASE_URL": url, "SEARCH_URL": engine, "DEMO": "1"}
    )
    with closing(context_for(settings, registry, now=lambda: NOW)) as ctx:
        if not (_has_tables(ctx.database) and desk_data.is_filled(ctx, count)):
            _empty(ctx.database, url)
            setup.migrate(settings)
            desk_data.fill(ctx, count)
        else:
            setup.migrate(settings)
        if search and not case_index.is_sound(ctx):
            with progress.work("index of cases", "Run it again.") as shown:
                case_index.rebuild(ctx, shown.count)
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
