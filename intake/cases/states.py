"""Every state of a case and every way from one to the next: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.errors import BadTransition
from intake.cases.events import Event
from intake.words import gettext as _
from intake.words import mark


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    TO_BE_DECIDED = "to_be_decided"
    ROUTED = "routed"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    CLOSED = "closed"


class Action(StrEnum):
    """What can be done to a case. The first two are done by the router when a complaint is filed."""

    DISPATCH = "dispatch"
    ASK_OFFICE = "ask_office"
    ACCEPT = "accept"
    ASSIGN = "assign"
    HAND_BACK = "hand_back"
    ROUTE = "route"
    ANSWER_ELSEWHERE = "answer_elsewhere"
    ANSWER = "answer"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by an action, to a state; the event it records."""

    before: State
    action: Action
    after: State
    event: Event


TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.RECEIVED, Action.DISPATCH, State.ROUTED, Event.CASE_ROUTED),
    Transition(State.RECEIVED, Action.ASK_OFFICE, State.TO_BE_DECIDED, Event.CASE_REFERRED_TO_OFFICE),
    Transition(State.TO_BE_DECIDED, Action.ROUTE, State.ROUTED, Event.CASE_ROUTED),
    Transition(State.TO_BE_DECIDED, Action.ANSWER_ELSEWHERE, State.CLOSED, Event.CASE_ANSWERED_ELSEWHERE),
    Transition(State.ROUTED, Action.ACCEPT, State.ACCEPTED, Event.CASE_ACCEPTED),
    Transition(State.ROUTED, Action.ASSIGN, State.ROUTED, Event.CASE_ASSIGNED),
    Transition(State.ROUTED, Action.HAND_BACK, State.TO_BE_DECIDED, Event.CASE_HANDED_BACK),
    Transition(State.ACCEPTED, Action.ASSIGN, State.ACCEPTED, Event.CASE_ASSIGNED),
    Transition(State.ACCEPTED, Action.HAND_BACK, State.TO_BE_DECIDED, Event.CASE_HANDED_BACK),
    Transition(State.ACCEPTED, Action.ANSWER, State.ANSWERED, Event.CASE_ANSWERED),
    Transition(State.ANSWERED, Action.CLOSE, State.CLOSED, Event.CASE_CLOSED),
)

_BY_STEP: Mapping[tuple[State, Action], Transition] = {(t.before, t.action): t for t in TRANSITIONS}

_WORDS: Mapping[State, str] = {
    State.RECEIVED: mark("已收到"),
    State.TO_BE_DECIDED: mark("正在确定由谁办理"),
    State.ROUTED: mark("已转办，等待受理"),
    State.ACCEPTED: mark("已受理，正在办理"),
    State.ANSWERED: mark("已答复"),
    State.CLOSED: mark("已办结"),
}

_NEXT: Mapping[State, str] = {
    State.RECEIVED: mark("接下来会确定由哪个部门办理。"),
    State.TO_BE_DECIDED: mark("协调办公室会确定牵头部门并转给它；不属于生态环境事项的，会告诉您该找谁。"),
    State.ROUTED: mark("接下来由该部门决定是否受理；如果不属于它的职责，会退回协调办公室重新确定。"),
    State.ACCEPTED: mark("接下来由该部门调查处理，并在这里答复您。"),
    State.ANSWERED: mark("答复见本页。部门确认没有后续工作后办结。"),
    State.CLOSED: mark("这件投诉已经结束。问题仍然存在的，可以再次投诉。"),
}


def step(state: State, action: Action) -> Transition:
    """The transition for an action in a state. Raises BadTransition when the table has none."""
    try:
        return _BY_STEP[state, action]
    except KeyError:
        raise BadTransition(_("这件投诉现在不能这样操作，请刷新后再看。")) from None


def actions_in(state: State) -> tuple[Action, ...]:
    """What the table allows in a state, in table order, whoever does it."""
    return tuple(t.action for t in TRANSITIONS if t.before is state)


def words(state: State) -> str:
    """The state in words a citizen reads."""
    return _(_WORDS[state])


def what_happens_next(state: State) -> str:
    """One sentence for the tracking page."""
    return _(_NEXT[state])
