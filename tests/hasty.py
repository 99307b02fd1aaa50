"""Databases of this process that cost less: hundreds of them are opened for one test each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Any

from sqlalchemy import Engine, TextClause, event


class Statements(dict[tuple[Any, ...], Any]):
    """Compiled statements by dialect's name. SQLAlchemy keeps them by engine: each test compiled all anew.

    Words typed as SQL are left out: what `SELECT *` gives differs between databases before and after a
    migration.
    """

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """What was compiled for the key."""
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        if TextClause not in key[1][:2]:
            super().__setitem__(_of_any_engine(key), compiled)


def _of_any_engine(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *others = key
    return (dialect.name, dialect.driver, *others)


def hasty(make: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """`make` for engines that share what was compiled, and whose SQLite waits for no disk.

    The product's own stays at hand as `__wrapped__`.
    """
    statements = Statements()

    @wraps(make)
    def made(url: str) -> Engine:
        engine = make(url)
        engine.update_execution_options(compiled_cache=statements)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _wait_for_no_disk)
        return engine

    return made


def _wait_for_no_disk(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")
