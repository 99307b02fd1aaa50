"""Every state of a case and every way from one to the next: one table. docs/states.md is drawn from it.

Who may take a step is in `permissions`; which clocks an event starts or stops is in the clock profiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.errors import BadTransition
from intake.cases.events import Event
from intake.words import gettext as _


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    TO_BE_DECIDED = "to_be_decided"
    ROUTED = "routed"
    OBJECTED = "objected"
    ACCEPTED = "accepted"
    HANDLING = "handling"
    EXTENDED = "extended"
    WAITING = "waiting"
    WITHOUT_LEAD = "without_lead"
    REFERRED = "referred"
    IN_LITIGATION = "in_litigation"
    MERGED = "merged"
    ANSWERED = "answered"
    UNDER_REVIEW = "under_review"
    UNDER_SECOND_REVIEW = "under_second_review"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What can be done to a case."""

    # by the router, when a complaint is filed
    DISPATCH = "dispatch"
    ASK_OFFICE = "ask_office"
    # by the sweep, when departments were reorganised
    REORGANISE = "reorganise"
    # by the organ that has the case
    ACCEPT = "accept"
    ASSIGN = "assign"
    START = "start"
    OBJECT = "object"
    OBJECT_AGAIN = "object_again"
    SPLIT = "split"
    ASK_CITIZEN = "ask_citizen"
    STOP_WAITING = "stop_waiting"
    EXTEND = "extend"
    ANSWER = "answer"
    CLOSE = "close"
    RESUME = "resume"
    REFER = "refer"
    TAKE_BACK = "take_back"
    SUSPEND_FOR_COURT = "suspend_for_court"
    RESUME_AFTER_COURT = "resume_after_court"
    # by the organ above, or its coordinating office
    UPHOLD = "uphold"
    SEND_BACK = "send_back"
    # by a coordinating office
    ROUTE = "route"
    ANSWER_ELSEWHERE = "answer_elsewhere"
    AGREE = "agree"
    REFUSE = "refuse"
    SEEK_LEAD = "seek_lead"
    SETTLE_LEAD = "settle_lead"
    MERGE = "merge"
    UNMERGE = "unmerge"
    UNMERGE_INTO_WORK = "unmerge_into_work"
    UNMERGE_TO_OFFICE = "unmerge_to_office"
    RECALL = "recall"
    TAKE_BACK_TO_OFFICE = "take_back_to_office"
    # by whoever holds the receipt code
    FOLLOW = "follow"
    REPLY = "reply"
    WITHDRAW = "withdraw"
    ASK_REVIEW = "ask_review"
    ASK_SECOND_REVIEW = "ask_second_review"


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by an action, to a state; the event it records."""

    before: State
    action: Action
    after: State
    event: Event


WORKING = (State.ACCEPTED, State.HANDLING, State.EXTENDED)
OVER = (State.CLOSED, State.WITHDRAWN)
# In these another complaint about the same thing may join the case: it is open and not answered yet.
JOINABLE = (
    State.TO_BE_DECIDED,
    State.OBJECTED,
    State.ROUTED,
    *WORKING,
    State.WAITING,
    State.WITHOUT_LEAD,
    State.REFERRED,
    State.IN_LITIGATION,
)
REVIEWING = (State.UNDER_REVIEW, State.UNDER_SECOND_REVIEW)
_NEW = (State.ROUTED, State.ACCEPTED)  # an organ may still say that it is not the one
# Where an organ has the case: it goes on with whoever took over that organ's work.
IN_HAND = (
    State.ROUTED,
    *WORKING,
    State.WAITING,
    State.WITHOUT_LEAD,
    State.REFERRED,
    State.IN_LITIGATION,
    State.ANSWERED,
    *REVIEWING,
)
_WITH_OFFICE = (State.TO_BE_DECIDED, State.OBJECTED)
_STAYS = None  # the state after is the state before


def _expanded() -> Iterator[Transition]:
    for befores, action, after, event in _ROWS:
        for before in befores:
            yield Transition(before, action, after or before, event)


_ROWS: tuple[tuple[tuple[State, ...], Action, State | None, Event], ...] = (
    ((State.RECEIVED,), Action.DISPATCH, State.ROUTED, Event.CASE_ROUTED),
    ((State.RECEIVED,), Action.ASK_OFFICE, State.TO_BE_DECIDED, Event.CASE_REFERRED_TO_OFFICE),
    (IN_HAND, Action.REORGANISE, _STAYS, Event.CASE_REORGANISED),
    (_WITH_OFFICE, Action.ROUTE, State.ROUTED, Event.CASE_ROUTED),
    (_WITH_OFFICE, Action.ANSWER_ELSEWHERE, State.CLOSED, Event.CASE_ANSWERED_ELSEWHERE),
    ((State.OBJECTED,), Action.AGREE, State.TO_BE_DECIDED, Event.OBJECTION_AGREED),
    ((State.OBJECTED,), Action.REFUSE, State.ROUTED, Event.OBJECTION_REFUSED),
    (_WITH_OFFICE, Action.SEEK_LEAD, State.WITHOUT_LEAD, Event.LEAD_SOUGHT),
    ((State.WITHOUT_LEAD,), Action.SETTLE_LEAD, State.ROUTED, Event.LEAD_SETTLED),
    ((State.ROUTED,), Action.ACCEPT, State.ACCEPTED, Event.CASE_ACCEPTED),
    ((State.ROUTED, *WORKING, *REVIEWING), Action.ASSIGN, _STAYS, Event.CASE_ASSIGNED),
    (_NEW, Action.OBJECT, State.OBJECTED, Event.CASE_OBJECTED),
    (_NEW, Action.OBJECT_AGAIN, State.TO_BE_DECIDED, Event.BOUNCING_ENDED),
    ((State.ROUTED,), Action.SPLIT, State.ACCEPTED, Event.CASE_SPLIT),
    (WORKING, Action.SPLIT, _STAYS, Event.CASE_SPLIT),
    ((State.ACCEPTED,), Action.START, State.HANDLING, Event.CASE_STARTED),
    (WORKING, Action.ASK_CITIZEN, State.WAITING, Event.QUESTION_ASKED),
    ((State.WAITING,), Action.REPLY, State.HANDLING, Event.QUESTION_ANSWERED),
    ((State.WAITING,), Action.STOP_WAITING, State.HANDLING, Event.QUESTION_DROPPED),
    (WORKING, Action.EXTEND, State.EXTENDED, Event.CASE_EXTENDED),
    ((State.TO_BE_DECIDED, *WORKING), Action.REFER, State.REFERRED, Event.CASE_REFERRED),
    ((State.REFERRED,), Action.TAKE_BACK, State.HANDLING, Event.REFERRAL_RETURNED),
    ((State.REFERRED,), Action.TAKE_BACK_TO_OFFICE, State.TO_BE_DECIDED, Event.REFERRAL_RETURNED),
    ((*WORKING, State.ANSWERED), Action.SUSPEND_FOR_COURT, State.IN_LITIGATION, Event.LITIGATION_BEGAN),
    ((State.IN_LITIGATION,), Action.RESUME_AFTER_COURT, State.HANDLING, Event.LITIGATION_ENDED),
    ((State.TO_BE_DECIDED, State.ROUTED), Action.FOLLOW, State.MERGED, Event.CASE_FOLLOWED),
    ((State.TO_BE_DECIDED, State.ROUTED, *WORKING), Action.MERGE, State.MERGED, Event.CASE_MERGED),
    # back to about where it was when it was merged: new at an organ, in its hands, or with the office
    ((State.MERGED,), Action.UNMERGE, State.ROUTED, Event.CASE_UNMERGED),
    ((State.MERGED,), Action.UNMERGE_INTO_WORK, State.HANDLING, Event.CASE_UNMERGED),
    ((State.MERGED,), Action.UNMERGE_TO_OFFICE, State.TO_BE_DECIDED, Event.CASE_UNMERGED),
    (_NEW, Action.RECALL, State.TO_BE_DECIDED, Event.CASE_RECALLED),
    ((*WORKING, State.WITHOUT_LEAD, State.REFERRED), Action.ANSWER, State.ANSWERED, Event.CASE_ANSWERED),
    ((State.ANSWERED,), Action.CLOSE, State.CLOSED, Event.CASE_CLOSED),
    ((State.CLOSED,), Action.RESUME, State.HANDLING, Event.CASE_RESUMED),
    ((State.ANSWERED, State.CLOSED, State.MERGED), Action.ASK_REVIEW, State.UNDER_REVIEW, Event.REVIEW_ASKED),
    (
        (State.ANSWERED, State.CLOSED),
        Action.ASK_SECOND_REVIEW,
        State.UNDER_SECOND_REVIEW,
        Event.SECOND_REVIEW_ASKED,
    ),
    ((State.UNDER_REVIEW,), Action.UPHOLD, State.ANSWERED, Event.REVIEW_ANSWERED),
    ((State.UNDER_SECOND_REVIEW,), Action.UPHOLD, State.CLOSED, Event.SECOND_REVIEW_ANSWERED),
    ((State.UNDER_REVIEW,), Action.SEND_BACK, State.HANDLING, Event.REVIEW_ANSWERED),
    ((State.UNDER_SECOND_REVIEW,), Action.SEND_BACK, State.HANDLING, Event.SECOND_REVIEW_ANSWERED),
    (
        (*_WITH_OFFICE, State.ROUTED, *WORKING, State.WAITING, State.WITHOUT_LEAD, State.MERGED),
        Action.WITHDRAW,
        State.WITHDRAWN,
        Event.CASE_WITHDRAWN,
    ),
)

TRANSITIONS: tuple[Transition, ...] = tuple(_expanded())

_BY_STEP: Mapping[tuple[State, Action], Transition] = {(t.before, t.action): t for t in TRANSITIONS}


def step(state: State, action: Action) -> Transition:
    """The transition for an action in a state. Raises BadTransition when the table has none."""
    try:
        return _BY_STEP[state, action]
    except KeyError:
        raise BadTransition(_("这件投诉现在不能这样办，请刷新后再看。")) from None


def actions_in(state: State) -> tuple[Action, ...]:
    """What the table allows in a state, in table order, whoever does it."""
    return tuple(t.action for t in TRANSITIONS if t.before is state)
