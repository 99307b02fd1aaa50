"""Whole lives of cases, from data: each ends where it should, with the right clocks, seen by whom it may."""

from __future__ import annotations

from typing import Any

import office_verbs
import pytest
import task_verbs
from history import Life, all_histories, file_all
from samples import Clock, People

from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox


@pytest.mark.parametrize("history", all_histories())
def test_history(history: dict[str, Any], ctx: Context, people: People, clock: Clock) -> None:
    life = file_all(ctx, people, clock, history)
    for step in history["steps"]:
        life.take(step)
    ends = history["ends"]
    check(life, ends)
    if life.other:
        check(life.other, ends.get("other") or {})


def check(life: Life, ends: dict[str, Any]) -> None:
    """Where one case stands at the end of its history."""
    seen = track.by_code(life.ctx, life.receipt.code)
    assert seen is not None
    for told in ("state", "holder"):
        assert getattr(seen, told) == ends.get(told, getattr(seen, told))
    assert bool(seen.answer) is ends.get("answered", bool(seen.answer))
    if ends:
        assert life.running() == (ends.get("clocks") or {})
    if "events" in ends:
        story = inbox.case(life.ctx, life.people.coordinator("410000"), life.number).timeline
        assert [line.event.value for line in story][2:] == ends["events"]
    if "tasks" in ends:
        assert task_verbs.states(life.ctx, life.number) == ends["tasks"]
    if "stalled_for" in ends:
        told = [each for each in ("410105", "410100", "410300") if task_verbs.stalled_at(life.ctx, each)]
        assert told == ends["stalled_for"]
    _supervised(life, ends)
    for who in ends.get("read_by") or []:
        assert life.reads(who), who
    for who in ends.get("hidden_from") or []:
        assert not life.reads(who), who


def _supervised(life: Life, ends: dict[str, Any]) -> None:
    """The letters and reports about it, who was sent a notice, and who was reminded of what."""
    if "notices" in ends:
        assert life.notices() == ends["notices"]
    for told, found in (("letters", office_verbs.letters_of), ("reports", office_verbs.reports_of)):
        if told in ends:
            assert found(life.ctx, life.number) == ends[told]
    for who, kinds in (ends.get("reminded") or {}).items():
        assert office_verbs.reminded(life.ctx, life.who(who)) == kinds, who
