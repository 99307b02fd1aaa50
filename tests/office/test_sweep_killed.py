"""A sweep is killed at every point of its work: the next one sends what is missing, and nothing twice."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from samples import JINSHUI, Clock, People, filed
from sqlalchemy import text

from intake.cases.model import Role
from intake.services.context import Context
from intake.services.office import climbing
from intake.services.office.sweep import Swept, sweep
from intake.store.base import Database

# When the limit ends, when a letter goes, when nobody acknowledged it; the sweeps before (days from filing).
MOMENTS = [
    (
        16,
        [15],
        [
            (climbing.store, "hold", "after"),  # the clock is held, nothing done
            (climbing.store, "keep_rung", "after"),  # the rung kept, nobody told
            (climbing.reminders, "put", "after"),  # people told, nothing recorded
            (climbing.events, "record", "after"),  # all done but not committed
            (climbing, "look", "after"),  # the first clock committed, the others not looked at
        ],
    ),
    (23, [22], [(climbing.letters, "write", "after"), (climbing, "look", "after")]),
    (
        29,
        [22, 23],
        [
            (climbing, "report_letter", "before"),
            (climbing.reports, "open_upward", "after"),  # its wait is over, the report not committed
            (climbing, "report_letter", "after"),
        ],
    ),
]


def deadly(step: Callable[..., Any], moment: str) -> Callable[..., Any]:
    """The step, and with it the end of the process."""

    def do(*given: Any, **more: Any) -> None:
        if moment == "after":
            step(*given, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    return do


def die(ctx: Context, module: ModuleType, name: str, moment: str) -> None:
    """In a process of its own: sweep until that point."""
    setattr(module, name, deadly(getattr(module, name), moment))
    sweep(replace(ctx, database=_own(ctx)))


def _own(ctx: Context) -> Database:
    database = Database(ctx.settings.database_url)
    database.sign_with(ctx.keys.audit)
    return database


@pytest.mark.parametrize(("day", "before", "points"), MOMENTS)
def test_killed_at_every_point(
    ctx: Context, people: People, clock: Clock, day: int, before: list[int], points: list[Any]
) -> None:
    for _person in (
        people.organ_role(Role.DEPARTMENT_HEAD),
        people.coordinator(JINSHUI),
        people.coordinator(),
    ):
        assert _person
    began = clock.at
    for _each in range(3):
        filed(ctx)
    for earlier in before:
        clock.at = began + timedelta(days=earlier)
        sweep(ctx)
    clock.at = began + timedelta(days=day)
    fork = multiprocessing.get_context("fork")
    for module, name, moment in points:
        child = fork.Process(target=die, args=(ctx, module, name, moment))
        child.start()
        child.join(60)
        assert child.exitcode == -signal.SIGKILL, name
    sweep(ctx)
    assert sweep(ctx) == Swept(0, 0, 0)
    _once(ctx)


def _once(ctx: Context) -> None:
    """Every rung was sent once: one event, one reminder for each of its readers, one letter, one report."""
    with ctx.database.reading() as connection:
        sent = Counter(connection.execute(text("SELECT clock_id, rung FROM clock_rungs WHERE sent")).all())
        told = Counter(connection.execute(text("SELECT user_id, case_id, kind, due_at FROM reminders")).all())
        letters = Counter(connection.execute(text("SELECT clock_id FROM reminder_letters")).scalars())
        reports = Counter(connection.execute(text("SELECT clock_id FROM upward_reports")).scalars())
        recorded = connection.execute(
            text(
                "SELECT count(*) FROM events WHERE event IN ('sweep:clock:warned', 'sweep:clock:escalated', "
                "'office:letter:issued', 'office:report:opened')"
            )
        ).scalar_one()
    warned_twice = {key for key, count in told.items() if count > 1 and key[2] != "warned"}
    assert not warned_twice
    assert max(told.values()) <= 2
    assert set(letters.values()) | set(reports.values()) <= {1}
    assert recorded == len(sent)
