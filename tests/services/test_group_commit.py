"""Filings that share a commit: each is all or nothing on its own; none is answered before it is stored."""

from __future__ import annotations

import concurrent.futures
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import complaint
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from intake.cases.errors import IdempotencyConflict
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.records import audit
from intake.store.cases import cases
from intake.store.group import MOST, GroupCommit
from intake.store.records import events
from registry.languages import CHINESE, ENGLISH, language, speaking


@pytest.fixture
def ctx(ctx: Context) -> Context:
    """Without the waiting room, in which a crowd's filings write one row each."""
    casework = replace(ctx.settings.casework, filing_queue="off")
    return replace(ctx, settings=replace(ctx.settings, casework=casework))


TABLES = ("cases", "contacts", "events", "case_clocks", "outbox", "index_queue")
CRASH = "这一件写到一半出错，前面写的都要收回。"


def rows(ctx: Context) -> dict[str, int]:
    with ctx.database.reading() as connection:
        counted = {name: connection.execute(text(f"SELECT count(*) FROM {name}")) for name in TABLES}
        return {name: result.scalar_one() for name, result in counted.items()}


@contextmanager
def nobody_writes(ctx: Context) -> Iterator[None]:
    """Hold the pieces that come, so that all but the first are one group (or several full ones)."""
    held, let_go = threading.Event(), threading.Event()

    def hold(_connection: Connection) -> None:
        held.set()
        let_go.wait(20)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(ctx.database.writing_together, hold)
        held.wait(20)
        try:
            yield
        finally:
            let_go.set()
            concurrent.futures.wait([holding], 20)


def waiting(ctx: Context, count: int) -> None:
    """Return when so many pieces wait for the one that is held."""
    while len(ctx.database._group._gate._waiting) < count:
        threading.Event().wait(0.01)


def file_together(ctx: Context, said: list[tuple[str, str]]) -> list[Future[str]]:
    """File (key, text) all at once; the numbers, or what went wrong."""

    def one(key: str, words: str) -> str:
        return submit.submit(ctx, complaint(text=words), "api:1", key).case_number

    with ThreadPoolExecutor(len(said)) as pool, nobody_writes(ctx):
        filing = [pool.submit(one, key, words) for key, words in said]
        waiting(ctx, len(said))
    return filing


@pytest.mark.parametrize("place", ["insert_case", "set_next_due", "seal_contact"])
def test_one_that_fails_midway_spoils_no_neighbour(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    submit.submit(ctx, complaint(), "api:1", "the first")
    one = rows(ctx)
    whole, calls = getattr(cases, place), iter(range(99))

    def fails_now_and_then(*given: object) -> object:
        done = whole(*given)
        if next(calls) % 3 == 1:
            raise RuntimeError(CRASH)
        return done

    monkeypatch.setattr(cases, place, fails_now_and_then)
    filing = file_together(ctx, [(f"key-{n:04d}", f"第 {n} 件：工厂烟囱夜里冒黑烟。") for n in range(9)])
    monkeypatch.undo()
    failed = [each for each in filing if each.exception()]
    assert {str(each.exception()) for each in failed} == {CRASH}
    numbers = {each.result() for each in filing if not each.exception()}
    assert (len(failed), len(numbers)) == (3, 6)
    assert rows(ctx) == {name: 7 * count for name, count in one.items()}
    assert audit.verify(ctx).fault is None


def test_when_the_commit_fails_everybody_hears_it_and_nothing_is_stored(ctx: Context) -> None:
    before, sound = rows(ctx), ctx.database._group

    @contextmanager
    def disk_full() -> Iterator[Connection]:
        with ctx.database.writing() as connection:
            yield connection
            raise OSError(28, "No space left on device")

    ctx.database._group = GroupCommit(disk_full)
    filing = file_together(ctx, [(f"key-{n:04d}", "工厂烟囱夜里冒黑烟。") for n in range(3)] * 2)
    assert {type(each.exception()) for each in filing} == {OSError}
    assert rows(ctx) == before
    ctx.database._group = sound
    assert submit.submit(ctx, complaint(), "api:1", "key-0000").case_number
    assert rows(ctx)["cases"] == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_when_the_database_takes_back_the_whole_transaction_everybody_hears_it(ctx: Context) -> None:
    """SQLite does so when one statement finds the disk full; nobody may be answered as if stored."""

    def too_large(connection: Connection) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
        connection.execute(text("INSERT INTO filler VALUES (zeroblob(5000000))"))

    with ctx.database.writing() as connection:
        connection.execute(text("CREATE TABLE filler (it)"))
    with ThreadPoolExecutor(3) as pool, nobody_writes(ctx):
        filing: list[Future[object]] = [pool.submit(submit.submit, ctx, complaint(), "api:1")]
        waiting(ctx, 1)
        filing.append(pool.submit(ctx.database.writing_together, too_large))
        waiting(ctx, 2)
        filing.append(pool.submit(submit.submit, ctx, complaint(), "api:1"))
        waiting(ctx, 3)
    assert {type(each.exception()) for each in filing} == {OperationalError}
    assert rows(ctx)["cases"] == 0


def test_work_speaks_its_callers_language_whoever_leads(ctx: Context) -> None:
    def speak(one: str) -> str:
        with speaking(one):
            return ctx.database.writing_together(lambda _connection: language())

    with ThreadPoolExecutor(2) as pool, nobody_writes(ctx):
        said = {one: pool.submit(speak, one) for one in (ENGLISH, CHINESE)}
        waiting(ctx, 2)
    assert {one: each.result() for one, each in said.items()} == {ENGLISH: ENGLISH, CHINESE: CHINESE}


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_lost_in_the_middle_is_told_to_everybody_as_what_it_is(ctx: Context) -> None:
    """So that the web answers 503, and systems send again."""
    ended = text("SELECT pg_terminate_backend(pg_backend_pid())")
    with ThreadPoolExecutor(3) as pool, nobody_writes(ctx):
        filing: list[Future[object]] = [pool.submit(submit.submit, ctx, complaint(), "api:1")]
        waiting(ctx, 1)
        filing.append(pool.submit(ctx.database.writing_together, lambda one: one.execute(ended)))
        waiting(ctx, 2)
        filing.append(pool.submit(submit.submit, ctx, complaint(), "api:1"))
        waiting(ctx, 3)
    assert {type(each.exception()) for each in filing} == {OperationalError}
    assert rows(ctx)["cases"] == 0
    assert submit.submit(ctx, complaint(), "api:1").case_number


def test_nobody_is_answered_before_the_commit(ctx: Context) -> None:
    """The last of a group looks from outside: what its neighbours wrote is not there, and they still wait."""
    seen: list[tuple[int, int]] = []

    def look(_connection: Connection) -> None:
        seen.append((rows(ctx)["cases"], sum(each.done() for each in filing)))

    with ThreadPoolExecutor(4) as pool, nobody_writes(ctx):
        filing = [pool.submit(submit.submit, ctx, complaint(), "api:1") for _n in range(3)]
        waiting(ctx, 3)
        pool.submit(ctx.database.writing_together, look)
        waiting(ctx, 4)
    assert seen == [(0, 0)]
    assert rows(ctx)["cases"] == 3


def test_more_than_a_group_holds_are_written_in_several(ctx: Context) -> None:
    begun: list[int] = []

    @contextmanager
    def counting() -> Iterator[Connection]:
        begun.append(1)
        with ctx.database.writing() as connection:
            yield connection

    ctx.database._group = GroupCommit(counting)
    said = [(f"key-{n:04d}", f"第 {n} 件：工厂烟囱夜里冒黑烟。") for n in range(2 * MOST + 1)]
    assert len({each.result() for each in file_together(ctx, said)}) == 2 * MOST + 1
    assert len(begun) == 1 + 3  # the one that was held, two full groups, one more


# Few keys and texts, so that the same key often comes twice, with the same text or another.
SAID = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=2, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID)
def test_at_once_stores_what_one_after_another_would(ctx: Context, said: list[tuple[int, int]]) -> None:
    before, salt = rows(ctx), secrets.token_hex(8)
    filing = file_together(
        ctx, [(f"{salt}-{key}", f"工厂烟囱冒黑烟，第 {words} 种。") for key, words in said]
    )
    stored = {each.result() for each in filing if not each.exception()}
    assert {type(each.exception()) for each in filing} <= {type(None), IdempotencyConflict}
    keys = {key for key, _words in said}
    assert len(stored) == len(keys)
    for key in keys:  # every key got its case; with one text for it nobody was refused
        mine = [(words, each) for (other, words), each in zip(said, filing, strict=True) if other == key]
        won = {words for words, each in mine if not each.exception()}
        assert len(won) == 1
        assert all((each.exception() is None) == (words in won) for words, each in mine)
    after = rows(ctx)
    assert after["cases"] - before["cases"] == len(keys)
    assert after["events"] - before["events"] == 2 * len(keys)
    with ctx.database.reading() as connection:
        assert events.last_id(connection) == after["events"]
