"""The table of the chain: what can happen to a list, who may do it, and what each step needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.errors import BadInput, BadTransition
from intake.cases.model import PERSON_ROLES, Owner, Role, Staff
from intake.cases.permissions import Right, may
from intake.lists.clock import clock, due_on
from intake.lists.draft import Attribute, Clause, Decision, Disclosure
from intake.lists.needs import Facts, check, check_disclosure
from intake.lists.sides import Around, actions_for, may_read
from intake.lists.states import (
    TRANSITIONS,
    ListAction,
    ListState,
    action_words,
    next_words,
    state_words,
    step,
)
from registry import CalendarEnded, Registry

# Written out by hand, so that a slip in the table shows: state → action → state.
EXPECTED = {
    "draft": {"edit": "draft", "submit": "submitted", "withdraw": "withdrawn"},
    "submitted": {"open_review": "in_review", "return": "returned", "withdraw": "withdrawn"},
    "in_review": {
        "ask": "in_review",
        "opine": "in_review",
        "return": "returned",
        "agree": "agreed",
        "withdraw": "withdrawn",
    },
    "returned": {"edit": "returned", "submit": "submitted", "withdraw": "withdrawn"},
    "agreed": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {"decide": "decided", "send_back": "returned"},
    "decided": {"decide": "decided", "review_disclosure": "decided", "publish": "published"},
    "published": {"take_back": "withdrawn", "supersede": "superseded"},
    "superseded": {"restore": "published"},
    "withdrawn": {},
}
# Who does what, of the drafting organ (own), the reviewer (lead), an organ asked, the region's office.
DOERS = {
    "edit": {"own clerk", "own unit_head", "own department_head"},
    "submit": {"own department_head"},
    "open_review": {"lead clerk", "lead unit_head", "lead department_head"},
    "ask": {"lead clerk", "lead unit_head", "lead department_head"},
    "opine": {
        f"{side} {role}" for side in ("lead", "asked") for role in ("clerk", "unit_head", "department_head")
    },
    "return": {"lead unit_head", "lead department_head"},
    "agree": {"lead unit_head", "lead department_head"},
    "send": {"own department_head", "lead department_head"},
    "send_back": {"office coordinator", "above coordinator"},
    "decide": {"office coordinator", "above coordinator"},
    "review_disclosure": {"own unit_head", "own department_head"},
    "publish": {"own department_head"},
    "take_back": {"own department_head"},
    "withdraw": {"own department_head"},
    "supersede": set(),
    "restore": set(),
}
AROUND = Around(
    Owner("410105", "water"), Owner("410105", "ecology"), (Owner("410105", "housing"),), ("410105", "410100")
)
PLACES = {
    "own": ("410105", "water"),
    "lead": ("410105", "ecology"),
    "asked": ("410105", "housing"),
    "stranger": ("410300", "water"),
    "office": ("410105", None),
    "above": ("410100", None),
    "other office": ("410300", None),
}
DECISION = Decision("省委、省政府", "1号", date(2026, 11, 20))
PUBLIC = Disclosure(Attribute.ACTIVE, Clause.NONE, "可以", 2, "乙", date(2026, 11, 21))
SOUND = Facts(comment="说明", rows=1, others_asked=1, decision=DECISION, disclosure=PUBLIC)


def people() -> dict[str, Staff]:
    """Everybody of every place in every role that there can be."""
    return {
        f"{place} {role}": Staff(1, "a", "甲", role, region, department)
        for place, (region, department) in PLACES.items()
        for role in PERSON_ROLES
        if (department is None) is (role in (Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR))
    }


@pytest.mark.parametrize("state", ListState)
def test_the_table(state: ListState) -> None:
    found = {t.action.value: t.after.value for t in TRANSITIONS if t.before is state}
    assert found == EXPECTED[state]
    assert state_words(state) and next_words(state)
    for action in ListAction:
        assert action_words(action)
        if action.value not in found:
            with pytest.raises(BadTransition):
                step(state, action)


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda t: f"{t.before}-{t.action}")
def test_who_does_it(transition: Any) -> None:
    doing = {
        who
        for who, staff in people().items()
        if transition.action in actions_for(staff, AROUND, transition.before)
    }
    assert doing == DOERS[transition.action]


@pytest.mark.parametrize("state", ListState)
def test_a_draft_is_its_own_organs_and_what_was_submitted_is_read_around_it(state: ListState) -> None:
    readers = {who.partition(" ")[0] for who, staff in people().items() if may_read(staff, AROUND, state)}
    around = (
        set() if state in (ListState.DRAFT, ListState.WITHDRAWN) else {"lead", "asked", "office", "above"}
    )
    assert readers == {"own", *around}
    assert not any(may(staff, Right.READ_LIST) for who, staff in people().items() if "auditor" in who)


LACKING: list[tuple[str, dict[str, Any], str]] = [
    ("submit", {"rows": 0}, ""),
    ("submit", {"faults": 2}, ""),
    ("return", {"comment": " "}, "comment"),
    ("return", {"submitted": True}, ""),
    ("agree", {"submitted": True}, ""),
    ("agree", {"own_review": True, "others_asked": 0}, ""),
    ("agree", {"unheard": ("甲局",), "comment": ""}, "comment"),
    ("agree", {"objecting": ("甲局",), "comment": ""}, "comment"),
    ("send_back", {"comment": ""}, "comment"),
    ("decide", {"decision": None}, ""),
    ("review_disclosure", {"wrote": True}, ""),
    ("review_disclosure", {"submitted": True}, ""),
    ("publish", {"decision": None}, ""),
    ("publish", {"disclosure": None}, ""),
    ("publish", {"disclosure": replace(PUBLIC, attribute=Attribute.CLOSED)}, ""),
    ("publish", {"disclosure": replace(PUBLIC, attribute=Attribute.ON_REQUEST)}, ""),
    ("restore", {"decision": None}, ""),
    ("take_back", {"comment": ""}, "comment"),
    ("withdraw", {"comment": ""}, "comment"),
]


@pytest.mark.parametrize(("action", "missing", "field"), LACKING)
def test_what_a_step_needs(action: str, missing: dict[str, Any], field: str) -> None:
    transition = next(t for t in TRANSITIONS if t.action == action)
    check(transition, SOUND)
    with pytest.raises(BadInput if field else BadTransition) as refused:
        check(transition, replace(SOUND, **missing))
    assert not field or refused.value.field == field


def test_an_objection_is_no_veto_when_it_was_dealt_with() -> None:
    agree = step(ListState.IN_REVIEW, ListAction.AGREE)
    check(agree, replace(SOUND, objecting=("甲局",), unheard=("乙局",), comment="已协调"))
    check(agree, replace(SOUND, comment=""))


@pytest.mark.parametrize(
    ("attribute", "clause", "field"),
    [
        ("主动公开", "", None),
        ("主动公开", "15", "clause"),
        ("依申请公开", "", None),
        ("依申请公开", "16", None),
        ("不予公开", "", "clause"),
        ("不予公开", "14", None),
    ],
)
def test_a_disclosure_review_does_not_contradict_itself(
    attribute: str, clause: str, field: str | None
) -> None:
    if field is None:
        check_disclosure(Attribute(attribute), Clause(clause), "意见")
        return
    with pytest.raises(BadInput) as refused:
        check_disclosure(Attribute(attribute), Clause(clause), "意见")
    assert refused.value.field == field


@given(st.lists(st.tuples(st.sampled_from(ListAction), st.booleans(), st.booleans()), max_size=40))
def test_nothing_is_ever_published_without_decision_and_review(
    steps: list[tuple[ListAction, bool, bool]],
) -> None:
    """Any sequence of actions, with and without what they need: what is refused changes nothing."""
    state, decided, reviewed = ListState.DRAFT, False, False
    for action, with_it, public in steps:
        facts = replace(
            SOUND, decision=DECISION if decided else None, disclosure=PUBLIC if reviewed else None
        )
        if action is ListAction.DECIDE:
            facts = replace(facts, decision=DECISION if with_it else None)
        try:
            transition = step(state, action)
            check(transition, facts)
        except (BadTransition, BadInput):
            continue
        if action is ListAction.DECIDE:
            decided, reviewed = True, False
        if action is ListAction.REVIEW_DISCLOSURE:
            reviewed = public
        state = transition.after
        assert state not in (ListState.PUBLISHED, ListState.SUPERSEDED) or (decided and reviewed)


@pytest.mark.parametrize(
    ("decided", "due", "today", "left"),
    [
        ("2026-11-20", "2026-12-18", "2026-11-20", 20),
        ("2026-11-20", "2026-12-18", "2026-12-18", 0),
        ("2026-11-20", "2026-12-18", "2026-12-19", -1),  # a Saturday: over all the same
        ("2026-09-18", "2026-10-22", "2026-10-23", -1),  # over the National Day week and its working weekend
    ],
)
def test_the_clock(registry: Registry, decided: str, due: str, today: str, left: int) -> None:
    day = date.fromisoformat
    found = clock(registry.calendar, day(decided), day(today))
    assert (found.due_on, found.left, found.late) == (day(due), left, left < 0)


def test_the_clock_refuses_to_guess_past_its_calendar(registry: Registry) -> None:
    last = max(registry.calendar.years)
    with pytest.raises(CalendarEnded):
        due_on(registry.calendar, date(last, 12, 20))
