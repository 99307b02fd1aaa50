"""The way shown to complainants has a place for every state, and goes only where the table of states goes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from intake.cases.states import OVER, TRANSITIONS, State
from intake.cases.way import BYWAYS, stop_of, way, whole_way

STEPS = {(step.before, step.after) for step in TRANSITIONS}


@pytest.mark.parametrize("state", State)
def test_every_state_has_one_place_on_the_way(state: State) -> None:
    standings = [step.standing for step in way(state)]
    assert standings == sorted(standings, key=["done", "now", "next"].index)
    assert standings.count("now") == (0 if state in OVER else 1)


@pytest.mark.parametrize("state", State)
def test_what_nobody_dealt_with_is_not_shown_as_dealt_with(state: State) -> None:
    standings = [step.standing for step in way(state, elsewhere=True)]
    assert standings.count("now") == (0 if state in OVER else 1)
    done = {step.name for step in way(State.CLOSED, elsewhere=True)}
    assert done == {"您投诉", "已告诉您该去哪里"}


def test_the_next_stop_can_be_reached_from_each() -> None:
    names = [step.name for step in whole_way() if not step.byway]
    joined = {(stop_of(before), stop_of(after)) for before, after in STEPS}
    assert all(pair in joined for pair in pairwise(names))


@pytest.mark.parametrize("stop", BYWAYS)
def test_a_by_way_leaves_its_stop_and_comes_back(stop: str) -> None:
    aside = BYWAYS[stop][2]
    assert any(stop_of(before) == stop for before, after in STEPS if after is aside)
    assert any(stop_of(after) == stop for before, after in STEPS if before is aside)
