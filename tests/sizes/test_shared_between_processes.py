"""What processes on several hosts share through the database: locks, marks, limits, the index queue."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from threading import Barrier, Event

import pytest
from samples import ROOT, Clock, complaint, filed
from sqlalchemy import text

from intake.services.context import Context
from intake.services.filing import submit
from intake.services.limits import Limits
from intake.services.publication import marks, site
from intake.services.publication.following import Follower
from intake.services.search import case_index
from intake.store.base import ClosedForWriting, Database, moved_mark
from intake.store.search import index_queue
from search import Query

HOLDER = """
import sys, time
from intake.store.base import Database
with Database(sys.argv[1]).alone("test") as held:
    print(held, flush=True)
    time.sleep(60)
"""


@contextmanager
def another_process(database_url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock "test" until it is killed."""
    command = [sys.executable, "-c", HOLDER, database_url]
    held = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert held.stdout is not None
    assert held.stdout.readline() == "True\n"
    yield held
    held.kill()
    held.wait()


def test_one_holder_over_all_processes_and_none_after_a_kill(database_url: str) -> None:
    with closing(Database(database_url)) as database, another_process(database_url) as holder:
        with database.alone("test", wait=False) as held:
            assert not held
        with database.alone("something else", wait=False) as held:
            assert held
        os.kill(holder.pid, signal.SIGKILL)
        with database.alone("test") as held:  # waits, and not for ever
            assert held
        with database.alone("test", wait=False) as held:
            assert held


def test_threads_wait_for_each_other(database_url: str) -> None:
    inside: list[int] = []

    def work(number: int) -> None:
        with database.alone("test"):
            inside.append(number)
            assert len(inside) == 1
            Event().wait(0.01)
            inside.remove(number)

    with closing(Database(database_url)) as database, ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(16)))


def test_a_lock_is_let_go_when_its_work_fails(database_url: str) -> None:
    with closing(Database(database_url)) as database:
        with pytest.raises(ZeroDivisionError), database.alone("test"):
            1 / 0  # noqa: B018 - it is to fail
        with database.alone("test", wait=False) as held:
            assert held


def another_host(ctx: Context) -> Context:
    """The same installation as another process has it: nothing shared but the database and the keys."""
    return replace(ctx, database=Database(ctx.settings.database_url))


def test_a_limit_counts_what_all_processes_let_through(ctx: Context, clock: Clock) -> None:
    one, two = Limits(), Limits()
    assert [one.take(ctx, "read 10.0.0.1", 5, 60) for _ in range(3)] == [True] * 3
    with closing(another_host(ctx).database) as database:
        other = replace(ctx, database=database)
        assert two.take(other, "read 10.0.0.1", 5, 60)
        clock.forward(seconds=2)
        assert one.take(ctx, "read 10.0.0.1", 5, 60)  # tells the others of three
        two.exchange(other)
        assert two.seen(other, "read 10.0.0.1", 60).current == 4
        one.exchange(ctx)
        two.take(other, "read 10.0.0.2", 5, 60)
        clock.forward(seconds=2)
        assert [two.take(other, "read 10.0.0.1", 5, 60), one.take(ctx, "read 10.0.0.1", 5, 60)].count(
            True
        ) <= 1
    assert one.take(ctx, "read 10.0.0.9", 5, 60)
    with ctx.database.reading() as connection:
        kept = connection.execute(text("SELECT subject FROM rate_counts")).scalars().all()
    assert all("10.0.0" not in subject and len(subject) == 64 for subject in kept)


def test_a_limit_slides_and_is_forgotten(ctx: Context, clock: Clock) -> None:
    limits = Limits()
    assert [limits.take(ctx, "a", 4, 60) for _ in range(6)] == [True] * 4 + [False] * 2
    clock.forward(seconds=60)
    assert not limits.take(ctx, "a", 4, 60), "all of them in the last minute"
    clock.forward(seconds=30)
    assert [limits.take(ctx, "a", 4, 60) for _ in range(4)] == [True, True, False, False]
    clock.forward(seconds=180)
    assert [limits.take(ctx, "a", 4, 60) for _ in range(5)] == [True] * 4 + [False]
    clock.forward(seconds=300)
    assert limits.take(ctx, "b", 4, 60)
    limits.exchange(ctx)
    with ctx.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM rate_counts")).scalar_one() == 1


def test_limits_begin_anew_for_everybody(ctx: Context, clock: Clock) -> None:
    one, two = Limits(), Limits()
    assert [limits.take(ctx, "a", 3, 60) for limits in (one, one, two)] == [True] * 3
    one.exchange(ctx)
    two.clear()
    assert [two.take(ctx, "a", 3, 60) for _ in range(4)] == [True] * 3 + [False]
    clock.forward(seconds=2)
    two.exchange(ctx)
    assert two.seen(ctx, "a", 60).current == 3


def test_a_database_that_is_away_refuses_nobody(ctx: Context) -> None:
    limits, gone = Limits(), replace(ctx, database=Database("postgresql+psycopg://nobody@127.0.0.1:9/none"))
    assert [limits.take(gone, "a", 2, 60) for _ in range(3)] == [True, True, False]


def test_a_host_learns_of_a_new_record_by_the_database(ctx: Context) -> None:
    with closing(another_host(ctx).database) as database:
        other = replace(ctx, database=database)
        follower = Follower()
        assert not follower.look(other), "nobody published anything"
        marks.announce(ctx)
        assert not follower.look(other), "it has that one"
        newer = replace(ctx, registry=replace(ctx.registry, fingerprint="f" * 64))
        marks.announce(newer)
        assert follower.look(other)
        assert not follower.look(other), "once"


def test_what_publishing_notes_is_seen_by_all(ctx: Context, clock: Clock) -> None:
    with closing(another_host(ctx).database) as database:
        other = replace(ctx, database=database)
        assert (marks.is_unbuilt(other), site.is_of_today(ctx)) == (False, True)
        marks.note_unbuilt(ctx)
        marks.note_unbuilt(ctx)
        assert marks.is_unbuilt(other)
        marks.note_shown(other)
        assert not marks.is_unbuilt(ctx)
        clock.forward(days=1)
        assert not site.is_of_today(other)
        marks.note_site_day(ctx, ctx.today())
        assert site.is_of_today(other)


def test_indexers_side_by_side_leave_the_newest_in_the_index(ctx: Context) -> None:
    """Two processes take up the same changes; whoever comes second does nothing, and nothing is left over."""
    numbers = [filed(ctx) for _ in range(5)]
    start = Barrier(3)

    def work(_number: int) -> int:
        with closing(another_host(ctx).database) as database:
            start.wait()
            return sum(case_index.catch_up(replace(ctx, database=database)) for _ in range(20))

    with ThreadPoolExecutor(3) as pool:
        taken = list(pool.map(work, range(3)))
    assert sum(taken) == 5
    assert ctx.case_index.query(Query("", kinds=("case",), limit=0)).total == len(numbers)
    with ctx.database.reading() as connection:
        assert index_queue.length(connection) == 0


def test_a_moved_database_is_read_and_never_written(ctx: Context) -> None:
    if not ctx.database.is_sqlite:
        return  # only SQLite is moved away from
    number = filed(ctx)
    mark = moved_mark(ctx.database.engine.url.database)
    mark.touch()
    with pytest.raises(ClosedForWriting):
        submit.submit(ctx, complaint(), "test")
    with ctx.database.reading() as connection:
        assert connection.execute(text("SELECT number FROM cases")).scalars().all() == [number]
    mark.unlink()
    filed(ctx)
