"""The machine's clock jumps back, a year ends, a zone has summer time: numbers, limits and record hold."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from samples import Clock, complaint
from sqlalchemy import select

from intake.services import health
from intake.services.context import Context
from intake.services.filing import submit
from intake.services.records import audit
from intake.store.tables import cases

LAST_SECOND = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Henan


def due(ctx: Context) -> dict[str, datetime | None]:
    with ctx.database.reading() as connection:
        rows = connection.execute(select(cases.c.number, cases.c.next_due_at).order_by(cases.c.id))
        return {row.number: row.next_due_at for row in rows}


def test_a_clock_that_jumps_back_gives_no_number_twice(ctx: Context, clock: Clock) -> None:
    began = clock.at
    for jump in (timedelta(0), timedelta(days=-2), timedelta(hours=-3), timedelta(0), timedelta(days=1)):
        clock.at = began + jump
        submit.submit(ctx, complaint(), "test")
    numbers = list(due(ctx))
    assert numbers == [
        "2026-1123-000001",
        "2026-1121-000001",
        "2026-1123-000002",
        "2026-1123-000003",
        "2026-1124-000001",
    ]
    assert audit.verify(ctx).fault is None
    assert set(health.check(ctx).values()) == {health.OK}


def test_the_year_ends_between_two_complaints(ctx: Context, clock: Clock) -> None:
    """The new year's number begins at local midnight, and limits reach over it."""
    clock.at = LAST_SECOND
    submit.submit(ctx, complaint(), "test")
    clock.forward(seconds=1)
    submit.submit(ctx, complaint(), "test")
    found = due(ctx)
    assert list(found) == ["2026-1231-000001", "2027-0101-000001"]
    assert audit.verify(ctx).fault is None


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Shanghai", "Pacific/Apia"])
def test_the_zone_of_the_machine_changes_no_limit(
    ctx: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Limits are Henan's, which has no summer time, wherever the server believes to be."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        clock.at = datetime(2026, 10, 30, 17, 30, tzinfo=UTC)  # New York turns its clocks back two days later
        submit.submit(ctx, complaint(), "test")
        assert due(ctx) == {"2026-1031-000001": datetime(2026, 11, 15, 16, 0, tzinfo=UTC)}
    finally:
        os.environ.pop("TZ", None)
        time.tzset()
