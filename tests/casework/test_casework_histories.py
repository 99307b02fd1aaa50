"""Whole lives of cases, from data: each ends where it should, with the right clocks, seen by whom it may."""

from __future__ import annotations

from typing import Any

import pytest
from history import all_histories, file
from samples import Clock, People

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox


@pytest.mark.parametrize("history", all_histories())
def test_history(history: dict[str, Any], ctx: Context, people: People, clock: Clock) -> None:
    life = file(ctx, people, clock, history.get("file") or {})
    for step in history["steps"]:
        life.take(step)
    ends = history["ends"]
    seen = track.by_code(ctx, life.receipt.code)
    assert seen is not None
    assert seen.state == ends["state"]
    if "holder" in ends:
        assert seen.holder == ends["holder"]
    assert life.running() == (ends.get("clocks") or {})
    if "events" in ends:
        story = inbox.case(ctx, people.coordinator("410000"), life.number).timeline
        assert [line.event.value for line in story][2:] == ends["events"]
    for who in ends.get("read_by") or []:
        assert life.reads(who), who
    for who in ends.get("hidden_from") or []:
        assert not life.reads(who), who
