"""Installations to save and to restore to: what they hold, as sums."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from cluster import Cluster
from samples import Clock, filed
from sqlalchemy import text

from intake.services.backup import manifest, taking
from intake.services.backup.taking import Taken
from intake.services.context import Context
from intake.settings import Settings
from intake.store.base import Database
from intake.store.schema import metadata


def silent(_what: str, _done: int, _total: int) -> None:
    """No progress shown."""


def furnished(ctx: Context, folder: Path) -> Context:
    """The installation with a small content of its own, some cases, files, a model and checkpoints."""
    content = folder / "content"
    (content / "lists").mkdir(parents=True)
    (content / "lists" / "空 格.yaml").write_text("一: 二\n", encoding="utf-8")
    (content / "site.yaml").write_text("", encoding="utf-8")
    for name in ("audit", "model"):
        (ctx.settings.data_dir / name).mkdir(parents=True)
        (ctx.settings.data_dir / name / "kept.txt").write_text(name)
    furnished_ = replace(ctx, settings=replace(ctx.settings, content_dir=content))
    for number in range(3):
        filed(furnished_, text=f"第 {number} 次：工厂夜里冒黑烟。")
        furnished_.files.write(f"file {number}".encode() * 1000)
    return furnished_


def taken(ctx: Context, folder: Path, keep: int = 5) -> Taken:
    """A backup beside its keys."""
    assert isinstance(ctx.now, Clock)
    ctx.now.forward(seconds=1)
    return taking.take(ctx, folder / "backups", folder / "keys-backups", keep, silent)


def rows(database_url: str) -> dict[str, str]:
    """Every table and the sum of all its rows, in whichever order they lie."""
    with closing(Database(database_url)) as database, database.reading() as connection:
        return {
            name: hashlib.sha256(
                repr(sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))).encode()
            ).hexdigest()
            for name in metadata.tables
        }


def sums(folder: Path) -> dict[str, str]:
    """Every file below a folder and its sum."""
    return {
        path.relative_to(folder).as_posix(): manifest.entry(path).sha256
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def empty_machine(ctx: Context, folder: Path, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Settings of a machine with nothing on it, with the same kind of database."""
    url, drop = f"sqlite:///{folder / 'data' / 'mingdan.sqlite3'}", None
    if not ctx.database.is_sqlite:
        cluster: Cluster = request.getfixturevalue("cluster")
        drop = cluster.create(migrated=False)
        url = cluster.url(drop)
    yield replace(
        ctx.settings,
        data_dir=folder / "data",
        files_dir=folder / "files",
        content_dir=folder / "content",
        database_url=url,
    )
    if drop:
        request.getfixturevalue("cluster").drop(drop)


@contextmanager
def writing_load(ctx: Context) -> Iterator[list[str]]:
    """People file complaints with files as fast as they can; the numbers of those that were acknowledged."""
    stopped, done = Event(), list[str]()

    def file() -> None:
        while not stopped.is_set():
            ctx.files.write(b"while it runs")
            done.append(filed(ctx))

    people = [Thread(target=file) for _each in range(3)]
    for each in people:
        each.start()
    try:
        yield done
    finally:
        stopped.set()
        for each in people:
            each.join()
