"""What may be done with a special report and a work plan, by whom, in one table (policy, articles 10–13).

A report: drafted, submitted to the leader, signed off (formed), sent, its public edition reviewed, published.
A plan: drafted, submitted for filing, filed with the coordinating office (备案); then its three marks, the
progress of its tasks, and, only if its unit declares so, made public.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from intake.cases.errors import BadTransition, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Staff
from intake.cases.permissions import Right, may
from intake.words import gettext as _
from intake.words import mark


class State(StrEnum):
    """Where a report or a plan stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    SENT = "sent"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    FILED = "filed"


class Act(StrEnum):
    """What can be done."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    SEND = "send"
    RECEIVE = "receive"
    EDIT_PUBLIC = "edit_public"
    PROPOSE = "propose"
    REJECT = "reject"
    PUBLISH = "publish"
    FILE = "file"
    MARK = "mark"
    DECLARE = "declare"


class Side(StrEnum):
    """Who acts: the unit's own people, its coordinating office, either."""

    UNIT = "unit"
    OFFICE = "office"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: from which states an act leads where (None: it stays), whose it is, by which
    right, and what is recorded (None: only who wrote last)."""

    before: tuple[State, ...]
    after: State | None
    side: Side
    right: Right
    event: Event | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides who may act: the state, and whether the reader is of the unit or of an office above it."""

    state: State
    is_unit: bool
    is_office: bool


_S = State
_FORMED: Final = (_S.SIGNED, _S.SENT)
_SENT: Final = (_S.SENT, _S.IN_REVIEW, _S.PUBLISHED)
_UNIT, _OFFICE, _EITHER = Side.UNIT, Side.OFFICE, Side.EITHER
_WRITE, _SIGN, _REVIEW = Right.WRITE_ANNUAL, Right.SIGN_ANNUAL, Right.REVIEW_ANNUAL

REPORT: Final = {
    Act.EDIT: Transition((_S.DRAFT,), None, _UNIT, _WRITE, None),
    Act.SUBMIT: Transition((_S.DRAFT,), _S.SUBMITTED, _UNIT, _WRITE, Event.ANNUAL_REPORT_SUBMITTED),
    Act.RETURN: Transition((_S.SUBMITTED,), _S.DRAFT, _UNIT, _SIGN, Event.ANNUAL_REPORT_RETURNED),
    Act.SIGN: Transition((_S.SUBMITTED,), _S.SIGNED, _UNIT, _SIGN, Event.ANNUAL_REPORT_SIGNED),
    Act.SEND: Transition((_S.SIGNED,), _S.SENT, _UNIT, _WRITE, Event.ANNUAL_REPORT_SENT),
    Act.RECEIVE: Transition(_SENT, None, _EITHER, _WRITE, Event.ANNUAL_REPORT_RECEIVED),
    Act.EDIT_PUBLIC: Transition(_FORMED, None, _UNIT, _WRITE, None),
    Act.PROPOSE: Transition((_S.SENT,), _S.IN_REVIEW, _UNIT, _WRITE, Event.ANNUAL_REPORT_PROPOSED),
    Act.REJECT: Transition((_S.IN_REVIEW,), _S.SENT, _UNIT, _REVIEW, Event.ANNUAL_REPORT_REJECTED),
    Act.PUBLISH: Transition((_S.IN_REVIEW,), _S.PUBLISHED, _UNIT, _REVIEW, Event.ANNUAL_REPORT_APPROVED),
}
PLAN: Final = {
    Act.EDIT: Transition((_S.DRAFT,), None, _UNIT, _WRITE, None),
    Act.SUBMIT: Transition((_S.DRAFT,), _S.SUBMITTED, _UNIT, _WRITE, Event.ANNUAL_PLAN_SUBMITTED),
    Act.RETURN: Transition((_S.SUBMITTED,), _S.DRAFT, _OFFICE, Right.FILE_PLAN, Event.ANNUAL_PLAN_RETURNED),
    Act.FILE: Transition((_S.SUBMITTED,), _S.FILED, _OFFICE, Right.FILE_PLAN, Event.ANNUAL_PLAN_FILED),
    Act.MARK: Transition((_S.FILED,), None, _UNIT, _WRITE, Event.ANNUAL_PLAN_MARKED),
    Act.DECLARE: Transition((_S.FILED,), None, _UNIT, _REVIEW, Event.ANNUAL_PLAN_DECLARED),
}
Table = dict[Act, Transition]
# In which states the offices beside and above a unit read its text, not only where it stands: it was sent to
# them. Before, and when returned, it is the unit's own draft.
REPORT_SHOWN: Final = _SENT
PLAN_SHOWN: Final = (_S.SUBMITTED, _S.FILED)

_WORDS: Final = {
    State.DRAFT: mark("起草"),
    State.SUBMITTED: mark("已提交"),
    State.SIGNED: mark("已签发"),
    State.SENT: mark("已报送"),
    State.IN_REVIEW: mark("公开版审查中"),
    State.PUBLISHED: mark("已公开"),
    State.FILED: mark("已备案"),
}


def acts_open_to(table: Table, staff: Staff, standing: Standing) -> tuple[Act, ...]:
    """What somebody may do now, in the order of the table."""
    return tuple(
        act for act, row in table.items() if _is_of(row, staff, standing) and standing.state in row.before
    )


def check(table: Table, act: Act, staff: Staff, standing: Standing) -> State:
    """The state after an act. Raises NotPermitted (the wrong person), BadTransition (not now)."""
    row = table[act]
    if not _is_of(row, staff, standing):
        raise NotPermitted(_("您的账号没有这项权限。"))
    if standing.state not in row.before:
        raise BadTransition(_("现在不能这样操作，请看一看最新的情况。"))
    return row.after or standing.state


def check_shown(shown: tuple[State, ...], standing: Standing) -> None:
    """Refuse an office that reads what was not sent yet. Raises NotPermitted."""
    if not standing.is_unit and standing.state not in shown:
        raise NotPermitted(_("这份文件还没有报送，只有本单位的人能看。"))


def check_second_person(staff_id: int, *earlier: int | None) -> None:
    """Signing and reviewing are another person's (政府信息公开条例 art. 17). Raises BadTransition."""
    if staff_id in earlier:
        raise BadTransition(_("写过、提交过的人不能自己签发、审查或者声明公开，请由另一个人办理。"))


def state_words(state: State) -> str:
    """Where it stands, in words."""
    return _(_WORDS[state])


def _is_of(row: Transition, staff: Staff, standing: Standing) -> bool:
    sides = {Side.UNIT: standing.is_unit, Side.OFFICE: standing.is_office}
    return may(staff, row.right) and sides.get(row.side, standing.is_unit or standing.is_office)
