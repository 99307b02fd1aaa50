"""Which clocks each step of a case starts, stops, holds and lets go on: whole lives, step by step."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intake.cases import house
from intake.cases.events import Event
from intake.cases.running import CaseClock, Milestone, Moment, after, is_procedure
from intake.cases.states import Action, State, step
from registry import Registry

FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUSE = house.profile(dict.fromkeys(house.CLOCK_OF.values(), 10))


def told(clock: CaseClock) -> str:
    """A clock in short: petition/conclude 3-7 ~4>5 ran from day 3 to day 7 and stood still from 4 to 5."""
    held = clock.clock
    pauses = " ".join(f"~{day(each.began)}>{day(each.ended)}" for each in held.pauses)
    return f"{'/'.join(clock.key)} {day(held.started_at)}-{day(held.stopped_at)} {pauses}".strip()


def day(at: datetime | None) -> str:
    return "" if at is None else str((at - FIRST).days)


def lived(registry: Registry, steps: list[str], profile: str, beside: str = "") -> list[list[str]]:
    """The clocks after each step, one step a day; what did not change since the step before is left out."""
    profiles = {**registry.clock_profiles, house.PROFILE: HOUSE}
    state, clocks, before, told_by_day = State.RECEIVED, (), set[str](), []
    for number, word in enumerate(steps):
        event = next((each for each in Event if each.name.lower() == word), None)
        made = Milestone(state, event) if event else step(state, Action(word))
        chosen = profile if any(word in ("accept", "split") for word in steps[: number + 1]) else None
        moment = Moment(made, FIRST + timedelta(days=number), chosen, FIRST, profiles, beside)
        state, clocks = made.after, after(moment, clocks)
        now = {told(each) for each in clocks}
        told_by_day.append(sorted(now - before))
        before = now
    return told_by_day


LIVES = (Path(__file__).parent / "clock_lives.txt").read_text("utf-8")


def _lives() -> list[tuple[str, str, list[list[str]]]]:
    """Profile, profile beside, and of every step its name and the clocks it changes."""
    blocks = re.findall(r"^([a-z-]+) ?(.*)\n((?: .*\n)+)", LIVES, re.MULTILINE)
    return [
        (profile, beside, [re.split(": ?|, ", line.strip()) for line in lines.splitlines()])
        for profile, beside, lines in blocks
    ]


@pytest.mark.parametrize(("profile", "beside", "steps"), _lives())
def test_a_whole_life(registry: Registry, profile: str, beside: str, steps: list[list[str]]) -> None:
    found = lived(registry, [word for word, *_ in steps], profile, beside)
    for number, (word, *clocks) in enumerate(steps):
        assert (number, word, found[number]) == (number, word, [each for each in clocks if each])


def test_what_a_case_can_be_accepted_under(registry: Registry) -> None:
    found = {each.id for each in registry.clock_profiles.values() if is_procedure(each)}
    assert found == {"violation-report", "petition", "local-hotline", "market-supervision"}
