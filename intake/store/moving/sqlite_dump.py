"""SQLite's online backup: pages of one moment, while other processes write."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine

from intake.store.base import moved_mark
from intake.store.keys import sync_directory
from intake.store.moving.dump_fault import DumpFault

_PAGES = 2000  # between two signs of progress: 8 MB
_COMPANIONS = ("-wal", "-shm", "-journal")


def take(source: str, target: Path, progress: Callable[[int, int], None]) -> None:
    """Copy the database. Raises DumpFault.

    The open transaction holds the moment: without it every write of somebody else would start the copy anew.
    """
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None)) as live:
            live.execute("BEGIN")
            live.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            with closing(sqlite3.connect(target)) as copy:
                live.backup(copy, pages=_PAGES, progress=lambda _s, left, all_: progress(all_ - left, all_))
    except sqlite3.Error as fault:
        raise DumpFault(f"SQLite: {fault}") from fault


@contextmanager
def opened(dump: Path) -> Iterator[Connection]:
    """A connection that reads a dump and leaves nothing beside it."""
    engine = create_engine(f"sqlite:///file:{dump.absolute()}?mode=ro&immutable=1&uri=true")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def check(dump: Path) -> None:
    """Have SQLite look at every page. Raises DumpFault."""
    try:
        with closing(sqlite3.connect(f"file:{dump.absolute()}?mode=ro&immutable=1", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as fault:
        raise DumpFault(f"SQLite: {fault}") from fault
    if said != "ok":
        raise DumpFault(f"SQLite: {said}")


def left_beside(target: Path) -> list[Path]:
    """What an earlier database left that would change one put in its place: SQLite replays a log that it
    finds, and the mark of one that moved away closes it for writing."""
    others = [target.with_name(target.name + each) for each in _COMPANIONS]
    return [path for path in (*others, moved_mark(str(target))) if path.exists()]


def restore(dump: Path, target: Path) -> None:
    """By rename, on disk before this returns: there is the whole database or none. Raises DumpFault or
    OSError."""
    left = left_beside(target)
    if left:
        raise DumpFault(f"旁边有以前的数据库留下的文件：{'、'.join(map(str, left))}")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.restoring")
    shutil.copyfile(dump, aside)
    aside.chmod(0o600)
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.replace(target)
    sync_directory(target.parent)
