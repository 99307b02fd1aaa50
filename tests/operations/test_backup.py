"""A backup taken under load comes back whole; a damaged one is refused before anything is touched."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from machines import empty_machine, furnished, rows, silent, sums, taken, writing_load
from samples import Clock, filed
from sqlalchemy import select

from intake.services.backup import checking, keeping, manifest, restoring, taking
from intake.services.backup.manifest import BackupRefused
from intake.services.backup.taking import Taken
from intake.services.context import Context
from intake.services.records import audit
from intake.services.records import keys as key_rotation
from intake.services.schema import SchemaRefused, check_may_start
from intake.store.base import Database
from intake.store.cases import cases as case_store
from intake.store.field_keys import FieldKeys
from intake.store.moving import dumps
from intake.store.tables import cases


class Killed(BaseException):
    """As kill -9 does: nobody catches it, nothing is put in order."""


def test_identical_by_checksum_on_an_empty_machine(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    with empty_machine(here, away / "there", request) as there:
        done = restoring.restore(there, made.folder, made.keys, silent)
        assert rows(there.database_url) == rows(here.settings.database_url)
        assert sums(there.files_dir) == sums(here.settings.files_dir)
        assert sums(there.content_dir) == sums(here.settings.content_dir)
        for name in ("keys", "audit", "model"):
            assert sums(there.data_dir / name) == sums(here.settings.data_dir / name)
        assert {path.stat().st_mode & 0o077 for path in (there.data_dir / "keys").iterdir()} == {0}
        assert not done.older
        assert not done.gone
        check_may_start(there)


def test_under_a_writing_load_it_is_one_moment(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    """What was acknowledged before is in it; record, rows and files of it fit; nobody was kept from
    filing."""
    here = furnished(ctx, tmp_path / "own")
    with writing_load(here) as acknowledged:
        while len(acknowledged) < 5:
            pass
        before = list(acknowledged)
        made = taken(here, away)
        during = len(acknowledged) - len(before)
    assert during > 0
    assert not made.lost
    with empty_machine(here, away / "there", request) as there:
        restoring.restore(there, made.folder, made.keys, silent)
        database = Database(there.database_url)
        with database.reading() as connection:
            numbers = set(connection.execute(select(cases.c.number)).scalars())
            verdict, end = audit.check(replace(here, settings=there, database=database), connection)
        database.close()
    assert set(before) <= numbers
    assert verdict.fault is None
    noted = manifest.read(made.folder)
    assert end is not None
    assert (end.last_id, end.hash) == (noted.last_event, noted.chain)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


PLACES = ("database.*", "files/*/*", "content/lists/*", "data/model/*", "data/audit/*")
DAMAGE: dict[str, Callable[[Path], None]] = {"flipped": flip, "cut": cut, "gone": Path.unlink}


def test_damage_anywhere_is_named_and_refused(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    """Every kind of file, damaged in every way, one after the other; nothing is put anywhere."""
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    with empty_machine(here, away / "there", request) as there:
        for place in PLACES:
            path = next(made.folder.glob(place))
            for damage in DAMAGE.values():
                whole = path.read_bytes()
                damage(path)
                name = path.relative_to(made.folder).as_posix()
                assert any(name in fault for fault in checking.faults(made.folder)), (name, damage)
                refused(there, made)
                path.write_bytes(whole)
        assert checking.faults(made.folder) == []
        (made.folder / "content" / "more.yaml").write_text("added: later\n")
        refused(there, made)
        (made.folder / "content" / "more.yaml").unlink()
        for damage in DAMAGE.values():
            for name in (manifest.NAME, manifest.SUM):
                whole = (made.folder / name).read_bytes()
                damage(made.folder / name)
                if damage is not cut or name == manifest.NAME:  # a sum without its last newline is the same
                    refused(there, made)
                (made.folder / name).write_bytes(whole)
        assert made.keys
        flip(made.keys / "fields.key")
        refused(there, made)


def refused(there: object, made: Taken) -> None:
    """And the machine is as empty as before."""
    assert isinstance(there, restoring.Settings)
    with pytest.raises(BackupRefused):
        restoring.restore(there, made.folder, made.keys, silent)
    assert not there.data_dir.exists()
    assert not there.content_dir.exists()
    assert not list(there.files_dir.rglob("*"))


def test_only_onto_an_empty_machine_with_the_right_keys(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    assert made.keys
    with pytest.raises(BackupRefused, match="已经有表"):
        restoring.restore(here.settings, made.folder, made.keys, silent)
    with empty_machine(here, away / "there", request) as there:
        with pytest.raises(BackupRefused, match="没有密钥"):
            restoring.restore(there, made.folder, None, silent)
        with pytest.raises(BackupRefused, match="不是数据的备份"):
            restoring.restore(there, made.keys, made.keys, silent)
        other = replace(
            there, database_url="sqlite:///x" if "postgres" in there.database_url else "postgresql://x/y"
        )
        with pytest.raises(BackupRefused, match="另一种数据库"):
            restoring.restore(other, made.folder, made.keys, silent)
        newer = json.loads((made.folder / manifest.NAME).read_text("utf-8")) | {"revision": "9999"}
        text = json.dumps(newer, ensure_ascii=False)
        (made.folder / manifest.NAME).write_text(text, encoding="utf-8")
        digest = manifest.entry(made.folder / manifest.NAME).sha256
        (made.folder / manifest.SUM).write_text(f"{digest}  {manifest.NAME}\n")
        with pytest.raises(BackupRefused, match="比本程序新"):
            restoring.restore(there, made.folder, made.keys, silent)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("left", ["-wal", "-shm", "-journal", ".moved"])
def test_what_an_earlier_database_left_is_named_and_nothing_is_touched(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest, left: str
) -> None:
    """SQLite would replay a log that it finds over the restored database."""
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    with empty_machine(here, away / "there", request) as there:
        there.data_dir.mkdir(parents=True)
        stale = there.data_dir / f"mingdan.sqlite3{left}"
        stale.write_bytes(b"of an earlier database")
        with pytest.raises(BackupRefused, match=stale.name):
            restoring.restore(there, made.folder, made.keys, silent)
        assert list(there.data_dir.iterdir()) == [stale]
        (there.data_dir / ".restoring").write_text(made.folder.name)  # nor when it is done again
        with pytest.raises(BackupRefused, match=stale.name):
            restoring.restore(there, made.folder, made.keys, silent)
        assert not (there.data_dir / "mingdan.sqlite3").exists()
        stale.unlink()
        restoring.restore(there, made.folder, made.keys, silent)
        assert rows(there.database_url) == rows(here.settings.database_url)


def test_another_database_than_the_backup_s_is_not_taken_for_restored(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    """Something filed into it before the restore was done again: the mark stays, nothing starts."""
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    with empty_machine(here, away / "there", request) as there:
        restoring.restore(there, made.folder, made.keys, silent)
        database = Database(there.database_url)
        filed(replace(here, settings=there, database=database))
        database.close()
        (there.data_dir / ".restoring").write_text(made.folder.name)
        with pytest.raises(BackupRefused, match="不一致"):
            restoring.restore(there, made.folder, made.keys, silent)
        with pytest.raises(SchemaRefused):
            check_may_start(there)


def test_two_backups_do_not_share_a_place_for_keys(ctx: Context, tmp_path: Path, away: Path) -> None:
    here = furnished(ctx, tmp_path / "own")
    (away / "keys").mkdir()
    with (away / "keys" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BackupRefused, match="正在进行"):
            taking.take(here, away / "other", away / "keys", 5, silent)
    assert taking.take(here, away / "other", away / "keys", 5, silent).keys


def test_interrupted_anywhere_the_old_one_stays(ctx: Context, tmp_path: Path, away: Path) -> None:
    here = furnished(ctx, tmp_path / "own")
    old = taken(here, away)
    for step in range(1, 6):
        here.files.write(b"new before each attempt")
        calls = iter(range(1, 1000))

        def kill(_what: str, _done: int, _total: int, step: int = step, calls: object = calls) -> None:
            if next(calls) == step:  # type: ignore[call-overload]  # it is the iterator above
                raise Killed

        with pytest.raises(Killed):
            taking.take(here, away / "backups", away / "keys-backups", 5, kill)
        assert keeping.finished(away / "backups") == [old.folder]
        assert checking.faults(old.folder) == []
    assert checking.faults(taken(here, away).folder) == []
    assert not (away / "backups" / ".unfinished").exists()


def test_an_interrupted_restore_is_repeated_and_nothing_starts_meanwhile(
    ctx: Context, tmp_path: Path, away: Path, request: pytest.FixtureRequest
) -> None:
    here = furnished(ctx, tmp_path / "own")
    made = taken(here, away)
    checked = len(manifest.read(made.folder).entries)
    with empty_machine(here, away / "there", request) as there:
        calls = iter(range(1, 1000))

        def kill(_what: str, _done: int, _total: int) -> None:
            if next(calls) == checked + 2:
                raise Killed

        with pytest.raises(Killed):
            restoring.restore(there, made.folder, made.keys, kill)
        with pytest.raises(SchemaRefused):
            check_may_start(there)
        restoring.restore(there, made.folder, made.keys, silent)
        assert rows(there.database_url) == rows(here.settings.database_url)
        assert sums(there.files_dir) == sums(here.settings.files_dir)


def test_old_ones_make_room_and_share_their_files(ctx: Context, tmp_path: Path, away: Path) -> None:
    """A file that was copied once is not copied again; one that rotted in an old backup is."""
    here = furnished(ctx, tmp_path / "own")
    first = taken(here, away, keep=2)
    shared, rotten = sorted((first.folder / "files").glob("*/*"))[:2]
    flip(rotten)
    filed(here)
    second = taken(here, away, keep=2)
    below = [each.relative_to(first.folder) for each in (shared, rotten)]
    assert (second.folder / below[0]).stat().st_ino == shared.stat().st_ino
    assert (second.folder / below[1]).stat().st_ino != rotten.stat().st_ino
    third = taken(here, away, keep=2)
    assert keeping.finished(away / "backups") == [second.folder, third.folder]
    assert third.dropped == 1
    assert len(keeping.finished(away / "keys-backups", manifest.Kind.KEYS)) == 2
    assert checking.faults(third.folder) == []


def test_places_that_do_not_do(ctx: Context, tmp_path: Path, away: Path) -> None:
    """A backup within the data goes with them; keys beside what they open protect nothing."""
    data = ctx.settings.data_dir
    for folder, keys in ((data / "b", None), (away / "b", away / "b" / "k")):
        if folder.is_relative_to(data) or keys:
            with pytest.raises(BackupRefused):
                taking.take(ctx, folder, keys, 5, silent)


def test_keys_retired_while_the_database_is_copied_are_kept(
    ctx: Context, clock: Clock, tmp_path: Path, away: Path, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A province's dump takes hours: its moment is before the rotation, its end after the old key went."""
    here, honest = furnished(ctx, tmp_path / "own"), dumps.take
    number = filed(here)

    def slowly(*given: Any) -> dumps.Marks:
        made = honest(*given)
        key_rotation.rotate(here)
        clock.forward(hours=2)
        assert key_rotation.retire(here) == 1
        return made

    monkeypatch.setattr(dumps, "take", slowly)
    made = taken(here, away)
    with empty_machine(here, away / "there", request) as there:
        with pytest.raises(BackupRefused):
            restoring.restore(replace(there, data_dir=here.settings.data_dir), made.folder, None, silent)
        restoring.restore(there, made.folder, made.keys, silent)
        with closing(Database(there.database_url)) as database, database.reading() as connection:
            case = case_store.by_number(connection, number)
            assert case
            seal = FieldKeys(there.data_dir / "keys" / "fields.key")
            contact = case_store.open_contact(connection, seal, case.id)
    assert contact and contact.name == "张小明"
