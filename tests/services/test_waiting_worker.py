"""The worker that carries waiting filings through: what it tells of itself, and how it gives way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from samples import complaint
from waiting_room import all_waiting, queueing

from intake.commands import carry as command
from intake.services.context import Context
from intake.services.filing import carry, submit
from intake.services.monitoring import heartbeat


class Stopping(Event):
    """Told to stop by the first pause; keeps how long that was to be."""

    paused = 0.0

    def wait(self, timeout: float | None = None) -> bool:
        self.paused = self.paused or timeout or 0.0
        self.set()
        return True


@pytest.fixture
def silent() -> Iterator[None]:
    """No worker of this process gave a sign."""
    heartbeat._last.clear()
    yield
    heartbeat._last.clear()


@pytest.mark.usefixtures("silent")
def test_while_others_file_it_rests_two_seconds_at_most_and_is_not_taken_for_dead(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = queueing(ctx, "always")
    for _each in range(carry.TOGETHER + 1):
        submit.submit(crowd, complaint(), "api:1")
    clock = iter([100.0 * each for each in range(20)])  # so slow is the disk
    monkeypatch.setattr("intake.commands.carry.time.monotonic", lambda: next(clock))
    stopped = Stopping()
    command.carry_until(stopped, crowd)
    assert all_waiting(crowd) == 1, "the room is not empty yet"
    assert stopped.paused == 2.0
    assert heartbeat.ages(crowd)["carry"] == timedelta(0)
