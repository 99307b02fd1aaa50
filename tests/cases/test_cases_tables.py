"""The two tables that decide what can happen to a case: states and permissions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from samples import ROOT

from intake.cases import house
from intake.cases.drawing import states_page
from intake.cases.errors import BadTransition
from intake.cases.events import Event
from intake.cases.model import Owner, Role, Staff
from intake.cases.permissions import ALLOWED, Right, may
from intake.cases.reach import Standing, actions_for, may_read, within_reach
from intake.cases.restricted import Accused
from intake.cases.states import TRANSITIONS, Action, State, step
from intake.cases.telling import event_words, state_words, waits_for, what_happens_next

JINSHUI_LINE = ("410105", "410100", "410000")
CLERK = Staff(1, "a", "甲", Role.CLERK, "410105", "ecology")
COORDINATOR = Staff(2, "b", "乙", Role.COORDINATOR, "410100", None)
COORDINATOR_ELSEWHERE = Staff(4, "d", "丁", Role.COORDINATOR, "410300", None)
ADMINISTRATOR = Staff(3, "c", "丙", Role.ADMINISTRATOR, "410000", None)

# Written out by hand, so that a slip in the table shows: state → action → state.
EXPECTED = {
    "received": {"dispatch": "routed", "ask_office": "to_be_decided"},
    "to_be_decided": {
        "route": "routed",
        "answer_elsewhere": "closed",
        "seek_lead": "without_lead",
        "follow": "merged",
        "merge": "merged",
        "refer": "referred",
        "withdraw": "withdrawn",
    },
    "routed": {
        "reorganise": "routed",
        "accept": "accepted",
        "assign": "routed",
        "object": "objected",
        "object_again": "to_be_decided",
        "split": "accepted",
        "follow": "merged",
        "merge": "merged",
        "recall": "to_be_decided",
        "withdraw": "withdrawn",
    },
    "objected": {
        "route": "routed",
        "answer_elsewhere": "closed",
        "agree": "to_be_decided",
        "refuse": "routed",
        "seek_lead": "without_lead",
        "withdraw": "withdrawn",
    },
    "accepted": {
        "reorganise": "accepted",
        "assign": "accepted",
        "object": "objected",
        "object_again": "to_be_decided",
        "split": "accepted",
        "start": "handling",
        "ask_citizen": "waiting",
        "extend": "extended",
        "refer": "referred",
        "suspend_for_court": "in_litigation",
        "merge": "merged",
        "recall": "to_be_decided",
        "answer": "answered",
        "withdraw": "withdrawn",
    },
    "handling": {
        "reorganise": "handling",
        "assign": "handling",
        "split": "handling",
        "ask_citizen": "waiting",
        "extend": "extended",
        "refer": "referred",
        "suspend_for_court": "in_litigation",
        "merge": "merged",
        "answer": "answered",
        "withdraw": "withdrawn",
    },
    "extended": {
        "reorganise": "extended",
        "assign": "extended",
        "split": "extended",
        "ask_citizen": "waiting",
        "extend": "extended",
        "refer": "referred",
        "suspend_for_court": "in_litigation",
        "merge": "merged",
        "answer": "answered",
        "withdraw": "withdrawn",
    },
    "waiting": {
        "reorganise": "waiting",
        "reply": "handling",
        "stop_waiting": "handling",
        "withdraw": "withdrawn",
    },
    "without_lead": {
        "reorganise": "without_lead",
        "settle_lead": "routed",
        "answer": "answered",
        "withdraw": "withdrawn",
    },
    "referred": {
        "reorganise": "referred",
        "take_back": "handling",
        "take_back_to_office": "to_be_decided",
        "answer": "answered",
    },
    "in_litigation": {"reorganise": "in_litigation", "resume_after_court": "handling"},
    "merged": {
        "unmerge": "routed",
        "unmerge_into_work": "handling",
        "unmerge_to_office": "to_be_decided",
        "ask_review": "under_review",
        "withdraw": "withdrawn",
    },
    "answered": {
        "reorganise": "answered",
        "suspend_for_court": "in_litigation",
        "close": "closed",
        "ask_review": "under_review",
        "ask_second_review": "under_second_review",
    },
    "under_review": {
        "reorganise": "under_review",
        "assign": "under_review",
        "uphold": "answered",
        "send_back": "handling",
    },
    "under_second_review": {
        "reorganise": "under_second_review",
        "assign": "under_second_review",
        "uphold": "closed",
        "send_back": "handling",
    },
    "closed": {
        "resume": "handling",
        "ask_review": "under_review",
        "ask_second_review": "under_second_review",
    },
    "withdrawn": {},
}


@pytest.mark.parametrize(("state", "action"), list(product(State, Action)))
def test_every_state_and_action(state: State, action: Action) -> None:
    if action in EXPECTED[state]:
        assert step(state, action).after == EXPECTED[state][action]
    else:
        with pytest.raises(BadTransition):
            step(state, action)


def test_each_step_is_listed_once() -> None:
    steps = [(each.before, each.action) for each in TRANSITIONS]
    assert len(set(steps)) == len(steps) == sum(map(len, EXPECTED.values()))


@pytest.mark.parametrize("state", list(State))
def test_no_case_is_stuck_and_every_state_has_words(state: State) -> None:
    staffed = {role for role in Role for action in EXPECTED[state] if Action(action) in ALLOWED[role]}
    assert staffed or state in (State.RECEIVED, State.WITHDRAWN)
    assert state_words(state)
    assert what_happens_next(state)


def test_whoever_is_waited_for_is_named_in_every_state() -> None:
    """The words and the clock of a state name the same party."""
    party = {"citizen": "您", "organ": "办公室 部门", "partner": "机关 法院"}
    for state, clock in house.CLOCK_OF.items():
        binds = next(
            rule.binds
            for rule in house.profile(dict.fromkeys(house.CLOCK_OF.values(), 1)).clocks
            if rule.id == clock
        )
        assert any(name in waits_for(state) for name in party[binds].split()), (state, waits_for(state))
    silent = {state for state in State if not waits_for(state)}
    assert silent == {State.CLOSED, State.WITHDRAWN}


@pytest.mark.parametrize("event", sorted({each.event for each in TRANSITIONS}))
def test_whatever_happens_to_a_case_has_words(event: Event) -> None:
    assert event_words(event) != event.value


def test_the_page_of_the_documentation_is_current() -> None:
    """Draw it anew with `python -m intake docs states > docs/states.md`."""
    assert (ROOT / "docs/states.md").read_text(encoding="utf-8") == states_page()


READING = {"read_case", "open_evidence", "write_note"}
MERGING = {"merge", "unmerge", "unmerge_into_work", "unmerge_to_office"}
# what everybody who works on an organ's cases does
HANDLING = {
    *READING,
    *MERGING,
    "reveal_contact",
    "accept",
    "assign",
    "start",
    "object",
    "object_again",
    "split",
    "ask_citizen",
    "stop_waiting",
    "answer",
    "close",
    "resume",
    "refer",
    "take_back",
    "suspend_for_court",
    "resume_after_court",
    "propose_referral",
    "record_milestone",
    "record_outcome",
    "propose_result",
    "give_task",
    "reply_task",
    "key_in",
    "answer_supervision",
    *("read_list", "draft_list", "review_list"),
    "write_annual",
}
REVIEWING = {"uphold", "send_back"}
# what accuses others, and what the law keeps among few
GUARDED = {"handle_restricted", "handle_confidential"}
# what others wrote goes out, or serves everybody: never the clerk's alone
LEADING = {"approve_result", "share_texts", "review_annual"}
# what binds the organ towards others
HEADING = {"approve_referral", "flag_major", "see_board"}
# of lists: who judges others' and looks at what goes out; the head alone sends out
JUDGING_LISTS = {"conclude_list_review", "review_list_disclosure"}
RIGHTS = {
    Role.CLERK: HANDLING,
    Role.UNIT_HEAD: {*HANDLING, *GUARDED, *LEADING, *JUDGING_LISTS},
    Role.DEPARTMENT_HEAD: {
        *HANDLING,
        *GUARDED,
        *LEADING,
        *HEADING,
        *REVIEWING,
        *JUDGING_LISTS,
        *("submit_list", "publish_list", "approve_key"),
        "sign_annual",
        "extend",
        "manage_units",
        "advise_on_lead",
    },
    # looks at what was decided: neither handles nor knows who complained
    Role.REVIEWER: {*READING, *REVIEWING, "handle_restricted", "record_milestone"},
    # decides who answers and sees that it is done: neither answers nor closes
    Role.COORDINATOR: {
        *READING,
        *REVIEWING,
        *GUARDED,
        *LEADING,
        *HEADING,
        *MERGING,
        "give_task",
        "propose_referral",
        "record_milestone",
        "refer",
        "take_back_to_office",
        "reveal_contact",
        "hold_contact",
        "route",
        "answer_elsewhere",
        "agree",
        "refuse",
        "seek_lead",
        "settle_lead",
        "recall",
        "look_at_routing",
        "key_in",
        "supervise",
        "answer_supervision",
        *("read_list", "decide_list"),
        *("manage_partners", "import_cases", "share_month", "mark_accusing"),
        *("write_annual", "sign_annual", "file_plan"),  # for their own party committee and government
    },
    Role.AUDITOR: {"read_record"},
    Role.ADMINISTRATOR: {"manage_accounts", "manage_partners"},
    Role.MACHINE: {
        *("read_case", "propose_referral", "accept", "start", "object", "object_again", "split"),
        *("ask_citizen", "stop_waiting", "extend", "answer", "close"),
    },
}


@pytest.mark.parametrize("role", list(Role))
def test_rights_of_each_role(role: Role) -> None:
    staff = replace(CLERK, role=role)
    assert {str(what) for what in (*Action, *Right) if may(staff, what)} == RIGHTS[role]


JINSHUI, HENAN = Owner("410105", "ecology"), Owner("410000")
AUDITOR = replace(ADMINISTRATOR, role=Role.AUDITOR)
HEAD, MACHINE = replace(CLERK, role=Role.DEPARTMENT_HEAD), replace(CLERK, role=Role.MACHINE)
ACCUSED = (Accused("ecology", frozenset({"410105"})),)


@pytest.mark.parametrize(
    ("staff", "standing", "reaches"),
    [
        (CLERK, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE), True),
        (replace(CLERK, role=Role.DEPARTMENT_HEAD), Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE), True),
        (CLERK, Standing(Owner("410105", "housing"), JINSHUI_LINE, JINSHUI_LINE), False),
        (CLERK, Standing(Owner("410105"), JINSHUI_LINE, JINSHUI_LINE), False),
        (CLERK, Standing(Owner("410100", "ecology"), JINSHUI_LINE[1:], JINSHUI_LINE), False),
        (CLERK, Standing(Owner("410103", "ecology"), ("410103", "410100", "410000"), JINSHUI_LINE), False),
        (COORDINATOR, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE), True),
        (COORDINATOR, Standing(Owner("410105"), JINSHUI_LINE, JINSHUI_LINE), True),
        (COORDINATOR, Standing(HENAN, ("410000",), ("410000",)), False),
        (COORDINATOR, Standing(HENAN, ("410000",), ("410100", "410000")), True),  # it was sent up from here
        (COORDINATOR, Standing(Owner("410300"), ("410300", "410000"), ("410300", "410000")), False),
        # what accuses an organ stays with the office it was given to and those above
        (COORDINATOR, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE[1:], restricted=True), True),
        (COORDINATOR, Standing(JINSHUI, JINSHUI_LINE, ("410000",), restricted=True), False),
        (AUDITOR, Standing(HENAN, ("410000",), ("410000",)), False),
        (ADMINISTRATOR, Standing(HENAN, ("410000",), ("410000",)), False),
        (replace(CLERK, department=None), Standing(Owner("410105"), JINSHUI_LINE, JINSHUI_LINE), False),
        # by where it lies alone, and by which office sent it alone
        (COORDINATOR, Standing(JINSHUI, JINSHUI_LINE, ("410000",)), True),
        (COORDINATOR_ELSEWHERE, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE), False),
        (COORDINATOR_ELSEWHERE, Standing(JINSHUI, JINSHUI_LINE, ("410300", "410000"), restricted=True), True),
        # a restricted case is for who may handle such cases, and whom they gave it to
        (CLERK, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, restricted=True), False),
        (CLERK, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, restricted=True, assignee_id=1), True),
        (CLERK, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, restricted=True, assignee_id=9), False),
        (HEAD, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, restricted=True), True),
        (MACHINE, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE), True),
        (MACHINE, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, restricted=True, assignee_id=1), False),
        # nobody of an accused organ, whoever gave it to them, nor the office it houses
        (HEAD, Standing(JINSHUI, JINSHUI_LINE, JINSHUI_LINE, accused=ACCUSED, assignee_id=1), False),
        (
            replace(COORDINATOR, region="410105"),
            Standing(HENAN, ("410000",), JINSHUI_LINE, accused=ACCUSED),
            False,
        ),
        (COORDINATOR, Standing(HENAN, ("410000",), JINSHUI_LINE, accused=ACCUSED), True),
    ],
)
def test_reach(staff: Staff, standing: Standing, reaches: bool) -> None:
    assert within_reach(staff, standing) is may_read(staff, standing) is reaches


def test_a_supporting_organ_reads_and_does_not_act() -> None:
    helped = Standing(Owner("410105", "housing"), JINSHUI_LINE, JINSHUI_LINE, supporting=frozenset({JINSHUI}))
    assert may_read(CLERK, helped)
    assert not within_reach(CLERK, helped)
    assert not may_read(COORDINATOR_ELSEWHERE, helped)


def test_whose_answer_is_under_review_reads_on_unless_accused() -> None:
    reviewed = Standing(Owner("410100"), ("410100",), ("410100",), answered_by=JINSHUI)
    assert may_read(CLERK, reviewed)
    assert not within_reach(CLERK, reviewed)
    assert not may_read(MACHINE, reviewed)
    assert not may_read(CLERK, replace(reviewed, accused=ACCUSED))
    assert not may_read(replace(CLERK, department="housing"), reviewed)


def test_buttons_are_what_table_and_role_allow_together() -> None:
    assert actions_for(CLERK, State.OBJECTED, JINSHUI) == ()
    assert actions_for(CLERK, State.IN_LITIGATION, JINSHUI) == (Action.RESUME_AFTER_COURT,)
    assert actions_for(COORDINATOR, State.HANDLING, JINSHUI) == (Action.MERGE,)
    assert actions_for(AUDITOR, State.ROUTED, JINSHUI) == ()
    assert actions_for(CLERK, State.WAITING, JINSHUI) == (Action.STOP_WAITING,)
    assert actions_for(COORDINATOR, State.OBJECTED, JINSHUI) == (
        Action.ROUTE,
        Action.ANSWER_ELSEWHERE,
        Action.AGREE,
        Action.REFUSE,
        Action.SEEK_LEAD,
    )
    assert actions_for(ADMINISTRATOR, State.ROUTED, JINSHUI) == ()


def test_a_review_is_decided_by_whom_it_was_given_to() -> None:
    head = replace(CLERK, role=Role.DEPARTMENT_HEAD)
    decide = (Action.UPHOLD, Action.SEND_BACK)
    assert actions_for(head, State.UNDER_REVIEW, JINSHUI) == (Action.ASSIGN, *decide)
    assert actions_for(COORDINATOR, State.UNDER_REVIEW, JINSHUI) == ()
    assert actions_for(COORDINATOR, State.UNDER_REVIEW, Owner("410100")) == decide
