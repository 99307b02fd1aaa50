"""The database's promises, evidence files, and keys."""

from __future__ import annotations

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from samples import complaint
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from intake.cases.events import Event, Recorded
from intake.services.context import Context
from intake.services.filing import submit
from intake.store import base
from intake.store.base import Database
from intake.store.cases import cases
from intake.store.files.folder_files import FolderFiles
from intake.store.filing import drafts, proofs
from intake.store.keys import load_or_create
from intake.store.records import events
from intake.store.staff import accounts

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=8)))


def test_times_come_back_aware_and_the_same(ctx: Context) -> None:
    with ctx.database.writing() as connection:
        drafts.insert_draft(connection, "hash", b"sealed", NOON)
        stored = connection.execute(text("SELECT created_at FROM drafts")).scalar()
        assert drafts.find(connection, "hash", NOON)
        assert drafts.find(connection, "hash", NOON + timedelta(seconds=1)) is None
    assert str(stored).startswith("2026-11-23 04:00:00")


def test_a_time_without_zone_is_not_stored(ctx: Context) -> None:
    with pytest.raises(StatementError, match="zone"), ctx.database.writing() as connection:
        drafts.insert_draft(connection, "hash", b"", NOON.replace(tzinfo=None))


def test_a_failed_block_leaves_nothing(ctx: Context) -> None:
    with pytest.raises(RuntimeError), ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.CASE_FILED, NOON))
        assert cases.next_number(connection, "series") == 1
        raise RuntimeError
    with ctx.database.writing() as connection:
        assert connection.execute(text("SELECT count(*) FROM events")).scalar() == 0
        assert cases.next_number(connection, "series") == 1


def test_foreign_keys_hold(ctx: Context) -> None:
    with pytest.raises(IntegrityError), ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.CASE_FILED, NOON, case_id=404))


@pytest.mark.parametrize(("language", "fields"), [("zh-CN", 4), ("en", 5)])
def test_servers_of_the_release_before_read_what_is_filed_while_they_are_updated(
    ctx: Context, language: str, fields: int
) -> None:
    """They know neither languages nor marks by hand."""
    said = complaint()
    assert said.contact
    contact = replace(said.contact, language=language)
    submit.submit(ctx, replace(said, contact=contact), "test")
    with ctx.database.reading() as connection:
        sealed = connection.execute(text("SELECT case_id, sealed FROM contacts")).one()
        assert len(json.loads(ctx.keys.fields.decrypt(bytes(sealed.sealed)))) == fields
        assert cases.open_contact(connection, ctx.keys.fields, sealed.case_id) == contact
        certificate = cases.by_id(connection, sealed.case_id).certificate
    assert "accused_by_hand" not in certificate.to_json()


def test_errors_do_not_carry_what_was_typed(ctx: Context) -> None:
    with pytest.raises(IntegrityError) as caught, ctx.database.writing() as connection:
        for _twice in range(2):
            drafts.insert_draft(connection, "a", b"PLANTED-BYTES", NOON)
    assert "PLANTED" not in str(caught.value)


def test_numbers_are_counted_without_gaps_by_many(ctx: Context) -> None:
    def count(_: int) -> int:
        with ctx.database.writing() as connection:
            return cases.next_number(connection, "series")

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(count, range(40))) == list(range(1, 41))


def test_a_proof_is_spent_once_but_by_its_spender(ctx: Context) -> None:
    with ctx.database.writing() as connection:
        assert proofs.spend(connection, "proof", "me", NOON)
        assert proofs.spend(connection, "proof", "me", NOON)
        assert not proofs.spend(connection, "proof", "you", NOON)
        proofs.delete_expired(connection, NOON)
        assert proofs.spend(connection, "proof", "you", NOON)


def test_attempts_are_counted_in_their_window(ctx: Context) -> None:
    with ctx.database.writing() as connection:
        accounts.note_attempt(connection, ["a", "b"], NOON)
        accounts.note_attempt(connection, ["a"], NOON + timedelta(minutes=1))
        assert accounts.attempts_since(connection, "a", NOON - timedelta(minutes=1)) == 2
        assert accounts.attempts_since(connection, "a", NOON) == 1
        accounts.forget_attempts(connection, "a", NOON + timedelta(minutes=1))
        assert accounts.attempts_since(connection, "a", NOON - timedelta(minutes=1)) == 1
        accounts.forget_attempts(connection, "a")
        assert accounts.attempts_since(connection, "a", NOON - timedelta(minutes=1)) == 0
        assert accounts.attempts_since(connection, "b", NOON - timedelta(minutes=1)) == 1


def test_sqlite_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_engine", base._engine.__wrapped__)  # the product's own, not that of tests
    database = Database(f"sqlite:///{tmp_path / 'new' / 'a.sqlite3'}")
    with database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    ["", "..", "../../etc/passwd", "/etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "\n", "a" * 30 + "/."],
)
def test_no_name_but_ours_is_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="stored file"):
        FolderFiles(tmp_path / "files").path(name)


def test_files_are_written_whole_and_privately(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "files")
    name = files.write(b"content")
    assert files.path(name).read_bytes() == b"content"
    assert stat.S_IMODE(files.path(name).stat().st_mode) == 0o600
    assert list(files.names_before(datetime.now(UTC).timestamp() + 60)) == [name]
    assert list(files.names_before(0)) == []
    files.remove(name)
    files.remove(name)
    assert not files.path(name).exists()


def test_processes_starting_together_share_their_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(load_or_create, [tmp_path / "keys"] * 8))
    sealed = made[0].fields.encrypt(b"x")
    assert {keys.fields.decrypt(sealed) for keys in made} == {b"x"}
    assert len({(keys.receipt, keys.session, keys.proof) for keys in made}) == 1
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}
    assert len(list((tmp_path / "keys").iterdir())) == 5


def test_a_new_field_key_on_top_still_opens_the_old(tmp_path: Path) -> None:
    old = load_or_create(tmp_path).fields.encrypt(b"x")
    path = tmp_path / "fields.key"
    path.write_bytes(b"0J8iD2nZ8M1bKQZ7fXh1c7x0yJr8lY3bYw0q3c9cQ2s=\n" + path.read_bytes())
    rotated = load_or_create(tmp_path).fields
    assert rotated.decrypt(old) == b"x"


def test_no_key_and_no_password_shows_when_something_is_printed(ctx: Context) -> None:
    opened = replace(ctx, settings=replace(ctx.settings, database_url="postgresql://mingdan:PLANTED@db/x"))
    printed = repr(opened)
    assert "PLANTED" not in printed
    for key in (ctx.keys.receipt, ctx.keys.session, ctx.keys.proof):
        assert key.decode() not in printed
