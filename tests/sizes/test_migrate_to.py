"""`migrate-to`: a lived-in installation from SQLite and a folder to PostgreSQL and a bucket, nothing lost."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cluster import Cluster
from object_store import ObjectStore
from rows_of_every_table import fill
from samples import JINSHUI, ROOT, complaint, filed, settings_in
from services import media
from sqlalchemy import text

from intake.cases.errors import CaseworkError
from intake.services import moving
from intake.services.citizens import track
from intake.services.context import Context, context_for
from intake.services.filing import drafts, submit
from intake.services.moving import ClosedForWriting
from intake.services.records import audit
from intake.settings import Settings
from intake.store import migrate
from intake.store.base import Database
from intake.store.moving import closing as closed
from intake.store.moving.moving import TABLES
from registry import Registry


@dataclass(frozen=True)
class House:
    """A small installation that was worked with, and where it is to go."""

    ctx: Context
    to: Settings
    receipts: tuple[submit.Receipt, ...]
    photo: str

    def move(self) -> moving.Moved:
        return moving.move(self.ctx, self.to, lambda _what, _done, _total: None)

    def moved(self) -> Context:
        """The installation as it starts at its new place."""
        return context_for(self.to, self.ctx.registry)


@pytest.fixture
def house(registry: Registry, tmp_path: Path, cluster: Cluster, object_store: ObjectStore) -> Iterator[House]:
    ctx = context_for(settings_in(tmp_path), registry)
    migrate.up(ctx.database)
    token = drafts.start(ctx)
    photo = drafts.add_evidence(ctx, token, "a.jpg", io.BytesIO(media.photo()))
    drafts.save(ctx, token, {"text": complaint().text, "region": JINSHUI, "item": "ST-001"})
    receipts = [submit.submit_draft(ctx, token)]
    receipts += [submit.submit(ctx, complaint(f'第{n}次："引号" \\ 😀'), "test") for n in range(3)]
    name = cluster.create(migrated=False)
    bucket = object_store.url(f"to-{name}")
    to = replace(ctx.settings, database_url=cluster.url(name), files_url=bucket)
    yield House(ctx, to, tuple(receipts), photo.id)
    ctx.close()
    cluster.drop(name)


def test_everything_arrives_and_works_on(house: House) -> None:
    moved = house.move()
    assert (moved.files, moved.damaged) == (1, ())
    with closing(house.moved()) as there:
        for receipt in house.receipts:
            view = track.by_code(there, receipt.code)
            assert view is not None
            assert view.case_number == receipt.case_number
        with there.files.open(house.photo) as new, house.ctx.files.open(house.photo) as old:
            assert new.read() == old.read()
        number = filed(there)
        assert number not in {receipt.case_number for receipt in house.receipts}, "counters go on"
        assert audit.verify(there).fault is None


def test_every_table_arrives_row_by_row(house: House) -> None:
    with house.ctx.database.writing() as connection:
        fill(connection)
        connection.execute(text("DELETE FROM evidence WHERE id <> :photo"), {"photo": house.photo})
        connection.execute(text("DELETE FROM paper_files"))  # no stored file has such names
    moved = house.move()
    assert set(moved.tables) == {each.name for each in TABLES}
    assert [name for name, digest in moved.tables.items() if not digest.rows] == ["paper_files"], "untried"
    with closing(Database(house.to.database_url)) as target, target.writing() as connection:
        last = connection.execute(text("SELECT max(id) FROM outbox")).scalar_one()
        assert connection.execute(text("SELECT nextval('outbox_id_seq')")).scalar_one() == last + 1


def test_the_old_database_is_closed_for_good_and_can_be_opened_again(house: House) -> None:
    house.move()
    with pytest.raises(ClosedForWriting):
        filed(house.ctx)
    assert track.by_code(house.ctx, house.receipts[0].code), "reading goes on"
    assert moving.reopen(house.ctx) == ()
    assert moving.reopen(house.ctx) is None
    filed(house.ctx)


def test_giving_up_a_move_whose_files_stayed_where_they_were(house: House) -> None:
    """Both systems have one folder: what the new one took there is not thrown away unasked, and what it
    deleted is told."""
    stayed = replace(house.to, files_url="")
    moving.move(house.ctx, stayed, lambda _what, _done, _total: None)
    with closing(context_for(stayed, house.ctx.registry)) as there:
        token = drafts.start(there)
        taken = drafts.add_evidence(there, token, "b.jpg", io.BytesIO(media.photo()))
        there.files.remove(house.photo)
    with pytest.raises(CaseworkError, match="1 个材料"):
        moving.reopen(house.ctx)
    with pytest.raises(ClosedForWriting):
        filed(house.ctx)
    assert moving.reopen(house.ctx, giving_up=True) == (house.photo,)
    filed(house.ctx)
    assert taken.id in set(house.ctx.files.names_before(float("inf")))


def test_a_target_that_is_not_empty_is_refused(house: House) -> None:
    with closing(Database(house.to.database_url)) as target, target.writing() as connection:
        connection.execute(text("CREATE TABLE of_somebody_else (id integer)"))
    with pytest.raises(CaseworkError, match="of_somebody_else"):
        house.move()
    with closing(Database(house.to.database_url)) as target, target.writing() as connection:
        connection.execute(text("DROP TABLE of_somebody_else"))
    house.move()
    with pytest.raises(CaseworkError, match="已经有人在用"):
        house.move()
    assert moving.reopen(house.ctx) == ()
    assert filed(house.ctx)


def test_a_row_changed_on_the_way_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def changing(ctx: Context, target: Database, progress: moving.Progress) -> object:
        tables = honest(ctx, target, progress)
        with target.writing() as connection:
            connection.execute(text("UPDATE cases SET title = title || ' ' WHERE id = 2"))
        return tables

    honest = moving._copy
    monkeypatch.setattr(moving, "_copy", changing)
    with pytest.raises(CaseworkError, match="cases"):
        house.move()


def test_a_file_lost_before_is_told_and_holds_nothing_up(house: House) -> None:
    house.ctx.files.put(house.photo, b"rotten")
    assert house.move().damaged == (house.photo,)


class _Cut(BaseException):
    """The power went."""


def test_a_move_cut_off_anywhere_is_begun_again(house: House) -> None:
    """Cut off at its first sign of progress, then further and further on; in the end all is there."""
    for point in (1, 2, 20, 60, 90, 140, 170):
        left = iter(range(point))

        def cut(_what: str, _done: int, _total: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise _Cut

        with contextlib.suppress(_Cut):
            moving.move(house.ctx, house.to, cut)
            break
    else:
        house.move()
    _all_there(house)


def test_a_killed_command_is_begun_again(house: House) -> None:
    command = _command(house)
    _wait_until_closed(house)
    command.send_signal(signal.SIGKILL)
    command.wait()
    with pytest.raises(ClosedForWriting):
        filed(house.ctx)
    house.move()
    _all_there(house)


def _all_there(house: House) -> None:
    with closing(house.moved()) as there:
        assert all(track.by_code(there, receipt.code) for receipt in house.receipts)
        assert audit.verify(there).fault is None


def _command(house: House) -> subprocess.Popen[str]:
    settings = house.ctx.settings
    environment = {**os.environ, "DATA_DIR": str(settings.data_dir), "CONTENT_DIR": str(settings.content_dir)}
    words = ["migrate-to", house.to.database_url, "--files", house.to.files_url]
    return subprocess.Popen(
        [sys.executable, "-m", "intake", *words],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def _wait_until_closed(house: House) -> None:
    """The move has begun: nothing can be filed any more."""
    ends = time.monotonic() + 60
    while closed.closed_at(house.ctx.database) is None:
        assert time.monotonic() < ends
        time.sleep(0.02)
