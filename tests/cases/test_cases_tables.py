"""The two tables that decide what can happen to a case: states and permissions."""

from __future__ import annotations

from itertools import product

import pytest

from intake.cases.errors import BadTransition
from intake.cases.model import Owner, Role, Staff
from intake.cases.permissions import ALLOWED, Right, actions_for, may, within_reach
from intake.cases.states import TRANSITIONS, Action, State, step, what_happens_next, words

JINSHUI_LINE = ("410105", "410100", "410000")
CLERK = Staff(1, "a", "甲", Role.CLERK, "410105", "ecology")
COORDINATOR = Staff(2, "b", "乙", Role.COORDINATOR, "410100", None)
ADMINISTRATOR = Staff(3, "c", "丙", Role.ADMINISTRATOR, "410000", None)

# Written out by hand, so that a slip in the table shows.
EXPECTED = {
    (State.RECEIVED, Action.DISPATCH): State.ROUTED,
    (State.RECEIVED, Action.ASK_OFFICE): State.TO_BE_DECIDED,
    (State.TO_BE_DECIDED, Action.ROUTE): State.ROUTED,
    (State.TO_BE_DECIDED, Action.ANSWER_ELSEWHERE): State.CLOSED,
    (State.ROUTED, Action.ACCEPT): State.ACCEPTED,
    (State.ROUTED, Action.ASSIGN): State.ROUTED,
    (State.ROUTED, Action.HAND_BACK): State.TO_BE_DECIDED,
    (State.ACCEPTED, Action.ASSIGN): State.ACCEPTED,
    (State.ACCEPTED, Action.HAND_BACK): State.TO_BE_DECIDED,
    (State.ACCEPTED, Action.ANSWER): State.ANSWERED,
    (State.ANSWERED, Action.CLOSE): State.CLOSED,
}


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_state_and_action(state: State, action: Action) -> None:
    if (state, action) in EXPECTED:
        assert step(state, action).after is EXPECTED[state, action]
    else:
        with pytest.raises(BadTransition):
            step(state, action)


def test_each_step_is_listed_once() -> None:
    assert len({(each.before, each.action) for each in TRANSITIONS}) == len(TRANSITIONS) == len(EXPECTED)


@pytest.mark.parametrize("state", list(State))
def test_no_case_is_stuck_and_every_state_has_words(state: State) -> None:
    staffed = {
        role for role in Role for each in TRANSITIONS if each.before is state and each.action in ALLOWED[role]
    }
    assert staffed or state in (State.RECEIVED, State.CLOSED)
    assert words(state)
    assert what_happens_next(state)


RIGHTS = {
    Role.CLERK: {
        "read_case",
        "open_evidence",
        "reveal_contact",
        "accept",
        "assign",
        "hand_back",
        "answer",
        "close",
    },
    Role.COORDINATOR: {"read_case", "open_evidence", "reveal_contact", "route", "answer_elsewhere"},
    Role.ADMINISTRATOR: {"manage_accounts"},
}


@pytest.mark.parametrize("staff", [CLERK, COORDINATOR, ADMINISTRATOR], ids=lambda staff: staff.role)
def test_rights_of_each_role(staff: Staff) -> None:
    assert {str(what) for what in (*Action, *Right) if may(staff, what)} == RIGHTS[staff.role]


@pytest.mark.parametrize(
    ("staff", "owner", "line", "reaches"),
    [
        (CLERK, Owner("410105", "ecology"), JINSHUI_LINE, True),
        (CLERK, Owner("410105", "housing"), JINSHUI_LINE, False),
        (CLERK, Owner("410105", None), JINSHUI_LINE, False),
        (CLERK, Owner("410100", "ecology"), JINSHUI_LINE[1:], False),
        (CLERK, Owner("410103", "ecology"), ("410103", "410100", "410000"), False),
        (COORDINATOR, Owner("410105", "ecology"), JINSHUI_LINE, True),
        (COORDINATOR, Owner("410105", None), JINSHUI_LINE, True),
        (COORDINATOR, Owner("410000", None), ("410000",), False),
        (COORDINATOR, Owner("410300", None), ("410300", "410000"), False),
        (ADMINISTRATOR, Owner("410000", None), ("410000",), False),
        (Staff(4, "d", "丁", Role.CLERK, "410105", None), Owner("410105", None), JINSHUI_LINE, False),
    ],
)
def test_reach(staff: Staff, owner: Owner, line: tuple[str, ...], reaches: bool) -> None:
    assert within_reach(staff, owner, line) is reaches


def test_buttons_are_what_table_and_role_allow_together() -> None:
    assert actions_for(CLERK, State.ROUTED) == (Action.ACCEPT, Action.ASSIGN, Action.HAND_BACK)
    assert actions_for(CLERK, State.TO_BE_DECIDED) == ()
    assert actions_for(COORDINATOR, State.TO_BE_DECIDED) == (Action.ROUTE, Action.ANSWER_ELSEWHERE)
    assert actions_for(ADMINISTRATOR, State.ROUTED) == ()
