"""The worker that carries waiting filings through: what it tells of itself, and how it gives way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from samples import Clock, complaint
from sqlalchemy import update
from waiting_room import all_waiting, carry_all, queueing

from intake.commands import carry as command
from intake.services.context import Context
from intake.services.filing import carry, submit
from intake.services.monitoring import heartbeat
from intake.store.filing.waiting_table import waiting_filings


class Stopping(Event):
    """Told to stop by the so-manyth pause; keeps how long each was to be."""

    def __init__(self, after: int = 1) -> None:
        super().__init__()
        self.pauses: list[float] = []
        self._after = after

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0.0)
        if len(self.pauses) == self._after:
            self.set()
        return self.is_set()


@pytest.fixture
def silent() -> Iterator[None]:
    """No worker of this process gave a sign."""
    heartbeat._last.clear()
    yield
    heartbeat._last.clear()


@pytest.mark.usefixtures("silent")
def test_while_others_file_it_rests_two_seconds_at_most_and_is_not_taken_for_dead(
    ctx: Context, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = filed(ctx, carry.TOGETHER + 1)
    clock.forward(seconds=1)
    times = iter([100.0 * each for each in range(20)])  # so slow is the disk
    monkeypatch.setattr("intake.commands.carry.time.monotonic", lambda: next(times))
    stopped = Stopping()
    command.carry_until(stopped, crowd)
    assert all_waiting(crowd) == 1, "the room is not empty yet"
    assert stopped.pauses[0] == 2.0
    assert heartbeat.ages(crowd)["carry"] == timedelta(0)


@pytest.mark.usefixtures("silent")
def test_in_a_rush_it_waits_until_that_is_over_or_the_first_waited_long(ctx: Context, clock: Clock) -> None:
    crowd = filed(ctx, carry.RUSH + 1)
    command.carry_until(Stopping(after=3), crowd)
    assert all_waiting(crowd) == carry.RUSH + 1
    assert heartbeat.ages(crowd)["carry"] == timedelta(0), "it is not taken for dead"
    clock.at += carry.PATIENCE
    for _each in range(carry.RUSH + 1):
        submit.submit(crowd, complaint(), "api:1")
    command.carry_until(Stopping(), crowd)
    assert all_waiting(crowd) < carry.RUSH, "those who waited long are carried through, rush or not"


@pytest.mark.usefixtures("silent")
def test_one_that_nobody_can_read_does_not_end_the_yielding_for_good(ctx: Context, clock: Clock) -> None:
    unreadable = filed(ctx, 1)
    with ctx.database.writing() as connection:
        connection.execute(update(waiting_filings).values(sealed=b"nothing of ours"))
    carry_all(unreadable)
    clock.at += carry.PATIENCE - timedelta(seconds=1)  # it is tried again in a second
    crowd = filed(ctx, carry.RUSH + 1)
    assert carry.rushing(crowd)
    assert carry.coming(crowd)
    command.carry_until(Stopping(after=2), crowd)
    assert all_waiting(crowd) == carry.RUSH + 2
    clock.at += carry.PATIENCE
    for _each in range(carry.RUSH + 1):
        submit.submit(crowd, complaint(), "api:1")
    assert not carry.rushing(crowd), "those who can be read and waited long are not held up by it"


@pytest.mark.usefixtures("silent")
def test_few_that_come_do_not_wait_for_the_end_of_a_rush(ctx: Context) -> None:
    crowd = filed(ctx, carry.RUSH)
    command.carry_until(Stopping(), crowd)
    assert all_waiting(crowd) == 0


def filed(ctx: Context, count: int) -> Context:
    """Under which so many wait that came just now."""
    crowd = queueing(ctx, "always")
    for _each in range(count):
        submit.submit(crowd, complaint(), "api:1")
    return crowd
