"""Whatever somebody changes in the database, the check finds it and names the first broken line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from intake.cases.events import Event, Recorded
from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.records import audit
from intake.services.records.audit import Verdict
from intake.store.records import chain, events
from intake.store.staff import accounts

LINES = 2000
TEXTS = ("at", "event", "detail", "previous", "hash", "seal")
NAMES = list(Event)
# PostgreSQL stores only valid times and JSON: the least change each allows
TYPED = {
    "at": "at = at + interval '1 microsecond'",
    "detail": "detail = CAST(CAST(detail AS TEXT) || ' ' AS JSON)",
}
Tamper = Callable[[Connection, st.DataObject], set[int]]


@pytest.fixture
def long_record(ctx: Context) -> Iterator[Context]:
    """A record of some length, in a database whose owner has removed the triggers."""
    somebody = Staff(0, "wang", "王", Role.CLERK, "410105", "ecology")
    with ctx.database.writing() as connection:
        accounts.insert_user(connection, somebody, "hash", ctx.now())
        for number in range(LINES):
            said = {"reason": f"第{number}件", "organ": "局"} if number % 3 else {}
            events.record(connection, Recorded(NAMES[number % len(NAMES)], ctx.now(), detail=said))
        for statement in _unprotected(connection):
            connection.execute(text(statement))
    yield ctx


def test_a_sound_record_is_sound(long_record: Context) -> None:
    heard: list[tuple[int, int]] = []
    assert audit.verify(long_record, lambda *part: heard.append(part)) == Verdict(LINES, None)
    assert audit.verify(long_record) == Verdict(LINES, None)  # its own checkpoint agrees


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_is_found_and_the_first_broken_line_named(
    long_record: Context, data: st.DataObject
) -> None:
    tamper = data.draw(st.sampled_from(TAMPERINGS))

    class _Undo(Exception):
        pass

    with pytest.raises(_Undo), long_record.database.writing() as connection:
        expected = tamper(connection, data)
        verdict = audit.check(long_record, connection)[0]
        raise _Undo
    assert verdict.fault is not None
    assert verdict.fault.line in expected, verdict


def test_a_database_put_back_to_an_earlier_state_is_found(long_record: Context) -> None:
    with long_record.database.reading() as connection:
        earlier = connection.execute(text("SELECT * FROM audit_head")).one()._asdict()
    with long_record.database.writing() as connection:
        events.record(connection, Recorded(Event.CASE_CLOSED, long_record.now()))
    assert audit.verify(long_record).fault is None
    with long_record.database.writing() as connection:
        connection.execute(text(f"DELETE FROM events WHERE id > {LINES}"))
        connection.execute(
            text("UPDATE audit_head SET last_id = :last_id, hash = :hash, seal = :seal"), earlier
        )
    fault = audit.verify(long_record).fault
    assert fault is not None
    assert fault.line == LINES + 1


def test_checkpoints_are_sealed_too(long_record: Context) -> None:
    assert audit.verify(long_record).fault is None
    path = long_record.settings.data_dir / "audit" / "checkpoints.jsonl"
    whole = path.read_text("utf-8")
    for broken in (whole.replace(str(LINES), str(LINES - 1)), whole[:-9], "{}\n"):
        path.write_text(broken, "utf-8")
        assert audit.verify(long_record).fault is not None
    path.write_text(whole, "utf-8")
    assert audit.verify(long_record).fault is None


def _changed_text(connection: Connection, data: st.DataObject) -> set[int]:
    """One character of one field of one line."""
    row, column = _any_row(data), data.draw(st.sampled_from(TEXTS))
    if connection.dialect.name == "postgresql" and column in TYPED:
        connection.execute(text(f"UPDATE events SET {TYPED[column]} WHERE id = {row}"))
        return {row}
    stored = connection.execute(text(f"SELECT {column} FROM events WHERE id = {row}")).scalar_one()
    place = data.draw(st.integers(0, len(stored) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda c: c != stored[place]))
    changed = stored[:place] + other + stored[place + 1 :]
    connection.execute(text(f"UPDATE events SET {column} = :changed WHERE id = {row}"), {"changed": changed})
    return {row}


def _changed_number(connection: Connection, data: st.DataObject) -> set[int]:
    """Another person did it, or it stands elsewhere in the order."""
    row = _any_row(data)
    values = data.draw(st.sampled_from(("staff_id = (SELECT id FROM users)", f"id = {LINES * 2}")))
    connection.execute(text(f"UPDATE events SET {values} WHERE id = {row}"))
    return {row}


def _removed(connection: Connection, data: st.DataObject) -> set[int]:
    row = _any_row(data)
    connection.execute(text(f"DELETE FROM events WHERE id = {row}"))
    return {row}


def _swapped(connection: Connection, data: st.DataObject) -> set[int]:
    """Two lines change places, each keeping what it says."""
    one, other = sorted(data.draw(st.lists(st.integers(1, LINES), min_size=2, max_size=2, unique=True)))
    for before, after in ((one, 0), (other, one), (0, other)):
        connection.execute(text(f"UPDATE events SET id = {after} WHERE id = {before}"))
    return {one}


def _seal_removed(connection: Connection, data: st.DataObject) -> set[int]:
    row = _any_row(data)
    connection.execute(text(f"UPDATE events SET seal = NULL WHERE id = {row}"))
    return {row}


def _cut(connection: Connection, data: st.DataObject) -> set[int]:
    """The tail is gone; the stored end stays."""
    row = _any_row(data)
    connection.execute(text(f"DELETE FROM events WHERE id >= {row}"))
    return {row}


def _cut_with_its_end(connection: Connection, data: st.DataObject) -> set[int]:
    """The tail is gone and the end moved back, as well as can be done without the key."""
    row = data.draw(st.integers(2, LINES))
    connection.execute(text(f"DELETE FROM events WHERE id >= {row}"))
    last = connection.execute(text(f"SELECT hash, seal FROM events WHERE id = {row - 1}")).one()
    connection.execute(
        text("UPDATE audit_head SET last_id = :id, hash = :hash, seal = :seal"),
        {"id": row - 1, **last._asdict()},
    )
    return {0}


def _chained_again(connection: Connection, data: st.DataObject) -> set[int]:
    """A line is changed and all after it are hashed again, by somebody who knows all but the key."""
    row, key = data.draw(st.integers(LINES - 50, LINES)), b"guess"
    previous = connection.execute(text(f"SELECT previous FROM events WHERE id = {row}")).scalar_one()
    lines = [each for each in events.stored_lines(connection) if each.line.id >= row]
    lines[0] = replace(lines[0], line=replace(lines[0].line, event="desk:case:forged"))
    for each in lines:
        digest = chain.hash_of(previous, each.line)
        values = {
            "event": each.line.event,
            "previous": previous,
            "hash": digest,
            "seal": chain.seal_of_line(key, digest),
        }
        connection.execute(
            text(
                "UPDATE events SET event = :event, previous = :previous, hash = :hash, seal = :seal"
                f" WHERE id = {each.line.id}"
            ),
            values,
        )
        previous = digest
    honest_end = data.draw(st.booleans())
    if not honest_end:
        connection.execute(
            text("UPDATE audit_head SET hash = :hash, seal = :seal"), {"hash": previous, "seal": "0" * 64}
        )
    return {row} if honest_end else {0}


def _appended(connection: Connection, data: st.DataObject) -> set[int]:
    """A line that never happened, after the last."""
    last = [*events.stored_lines(connection)][-1]
    line = replace(last.line, id=LINES + 1)
    digest = chain.hash_of(last.hash, line)
    connection.execute(
        text(
            f"INSERT INTO events SELECT {LINES + 1}, at, event, case_id, staff_id, detail, hash, :hash, seal"
            f" FROM events WHERE id = {LINES}"
        ),
        {"hash": digest},
    )
    return {LINES + 1}


def _end_removed(connection: Connection, _data: st.DataObject) -> set[int]:
    connection.execute(text("DELETE FROM audit_head"))
    return {0}


TAMPERINGS: list[Tamper] = [
    _changed_text,
    _changed_number,
    _removed,
    _swapped,
    _seal_removed,
    _cut,
    _cut_with_its_end,
    _chained_again,
    _appended,
    _end_removed,
]


def _any_row(data: st.DataObject) -> int:
    return data.draw(st.integers(1, LINES))


def _unprotected(connection: Connection) -> list[str]:
    if connection.dialect.name == "postgresql":
        return ["DROP TRIGGER events_append_only ON events", "DROP TRIGGER audit_head_stays ON audit_head"]
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
    return [f"DROP TRIGGER {name}" for name in names]
