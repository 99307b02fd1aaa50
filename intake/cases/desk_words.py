"""States in the two or three characters that fit a line of a list; `telling` has what citizens read."""

from __future__ import annotations

from collections.abc import Mapping

from intake.cases.states import State
from intake.words import gettext as _
from intake.words import mark

_STATES: Mapping[State, str] = {
    State.RECEIVED: mark("已收到"),
    State.TO_BE_DECIDED: mark("待确定"),
    State.ROUTED: mark("待受理"),
    State.OBJECTED: mark("有异议"),
    State.ACCEPTED: mark("已受理"),
    State.HANDLING: mark("调查处理"),
    State.EXTENDED: mark("已延期"),
    State.WAITING: mark("等补充"),
    State.WITHOUT_LEAD: mark("定牵头"),
    State.REFERRED: mark("已移送"),
    State.IN_LITIGATION: mark("诉讼中"),
    State.MERGED: mark("已合并"),
    State.ANSWERED: mark("已答复"),
    State.UNDER_REVIEW: mark("复查中"),
    State.UNDER_SECOND_REVIEW: mark("复核中"),
    State.CLOSED: mark("已办结"),
    State.WITHDRAWN: mark("已撤回"),
}


def short_state(state: State) -> str:
    """The state, short."""
    return _(_STATES[state])
