"""How an item list comes to be (policy, article 5): one table of state × action × who → state, event, needs.

Drafted by a department, reviewed by 生态环境 together with others, decided by party committee and government,
reviewed for disclosure (政府信息公开条例 arts 14-17), published, one day superseded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.errors import BadTransition
from intake.cases.events import Event
from intake.cases.permissions import Right
from intake.words import gettext as _
from intake.words import mark


class ListState(StrEnum):
    """Where a list stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    AGREED = "agreed"
    SENT = "sent"
    DECIDED = "decided"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class ListAction(StrEnum):
    """What is done to a list."""

    EDIT = "edit"
    SUBMIT = "submit"
    OPEN_REVIEW = "open_review"
    ASK = "ask"
    OPINE = "opine"
    RETURN = "return"
    AGREE = "agree"
    SEND = "send"
    SEND_BACK = "send_back"
    DECIDE = "decide"
    REVIEW_DISCLOSURE = "review_disclosure"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"
    SUPERSEDE = "supersede"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """Whose people act: the drafting organ's, the lead reviewer's, an organ's that was asked, the region's
    coordinating office (or one above it), or nobody's: it follows from the publication of another list."""

    OWN = "own"
    LEAD = "lead"
    ASKED = "asked"
    OFFICE = "office"
    FOLLOWS = "follows"


class Need(StrEnum):
    """What an action needs beside a right."""

    SOUND_ROWS = "sound_rows"
    COMMENT = "comment"
    OTHERS_ASKED = "others_asked"
    HEARD = "heard"
    NOT_SUBMITTER = "not_submitter"
    DECISION = "decision"
    SECOND_PERSON = "second_person"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True)
class Transition:
    """From a state, by an action of somebody on one of the sides with the right, to a state; None of these
    rights: nobody does it by hand."""

    before: ListState
    action: ListAction
    sides: tuple[Side, ...]
    right: Right | None
    after: ListState
    event: Event
    needs: tuple[Need, ...] = ()


EDITABLE = (ListState.DRAFT, ListState.RETURNED)
REVIEWABLE = (ListState.SUBMITTED, ListState.IN_REVIEW)
OVER = (ListState.PUBLISHED, ListState.SUPERSEDED, ListState.WITHDRAWN)
# Others than the drafting organ know of a list from here on.
SHOWN_AROUND = tuple(each for each in ListState if each not in (ListState.DRAFT, ListState.WITHDRAWN))

_S, _A, _N, _R, _E = ListState, ListAction, Need, Right, Event
_BEFORE_DECISION = (*EDITABLE, *REVIEWABLE, _S.AGREED)
_Row = tuple[
    tuple[ListState, ...],
    ListAction,
    tuple[Side, ...],
    Right | None,
    ListState | None,
    Event,
    tuple[Need, ...],
]
_OWN, _LEAD, _OFFICE, _FOLLOWS = (Side.OWN,), (Side.LEAD,), (Side.OFFICE,), (Side.FOLLOWS,)
_WHY = (_N.COMMENT,)
_JUDGES = (_N.NOT_SUBMITTER, _N.COMMENT)
_AGREES = (_N.NOT_SUBMITTER, _N.OTHERS_ASKED, _N.HEARD)
_PUBLISHABLE = (_N.DECISION, _N.DISCLOSURE)
# fmt: off
_ROWS: tuple[_Row, ...] = (
    (EDITABLE, _A.EDIT, _OWN, _R.DRAFT_LIST, None, _E.ITEM_LIST_EDITED, ()),
    (EDITABLE, _A.SUBMIT, _OWN, _R.SUBMIT_LIST, _S.SUBMITTED, _E.ITEM_LIST_SUBMITTED, (_N.SOUND_ROWS,)),
    ((_S.SUBMITTED,), _A.OPEN_REVIEW, _LEAD, _R.REVIEW_LIST, _S.IN_REVIEW, _E.ITEM_LIST_REVIEW_OPENED, ()),
    ((_S.IN_REVIEW,), _A.ASK, _LEAD, _R.REVIEW_LIST, None, _E.ITEM_LIST_REVIEWER_ASKED, ()),
    ((_S.IN_REVIEW,), _A.OPINE, (Side.ASKED, Side.LEAD), _R.REVIEW_LIST, None, _E.ITEM_LIST_OPINION, ()),
    (REVIEWABLE, _A.RETURN, _LEAD, _R.CONCLUDE_LIST_REVIEW, _S.RETURNED, _E.ITEM_LIST_RETURNED, _JUDGES),
    ((_S.IN_REVIEW,), _A.AGREE, _LEAD, _R.CONCLUDE_LIST_REVIEW, _S.AGREED, _E.ITEM_LIST_AGREED, _AGREES),
    ((_S.AGREED,), _A.SEND, (Side.OWN, Side.LEAD), _R.SUBMIT_LIST, _S.SENT, _E.ITEM_LIST_SENT, ()),
    ((_S.SENT,), _A.SEND_BACK, _OFFICE, _R.DECIDE_LIST, _S.RETURNED, _E.ITEM_LIST_SENT_BACK, _WHY),
    ((_S.SENT, _S.DECIDED), _A.DECIDE, _OFFICE, _R.DECIDE_LIST, _S.DECIDED,
     _E.ITEM_LIST_DECIDED, (_N.DECISION,)),
    ((_S.DECIDED,), _A.REVIEW_DISCLOSURE, _OWN, _R.REVIEW_LIST_DISCLOSURE, None,
     _E.ITEM_LIST_DISCLOSURE_REVIEWED, (_N.SECOND_PERSON,)),
    ((_S.DECIDED,), _A.PUBLISH, _OWN, _R.PUBLISH_LIST, _S.PUBLISHED, _E.ITEM_LIST_PUBLISHED, _PUBLISHABLE),
    ((_S.PUBLISHED,), _A.TAKE_BACK, _OWN, _R.PUBLISH_LIST, _S.WITHDRAWN, _E.ITEM_LIST_TAKEN_BACK, _WHY),
    ((_S.PUBLISHED,), _A.SUPERSEDE, _FOLLOWS, None, _S.SUPERSEDED, _E.ITEM_LIST_SUPERSEDED, ()),
    ((_S.SUPERSEDED,), _A.RESTORE, _FOLLOWS, None, _S.PUBLISHED, _E.ITEM_LIST_RESTORED, _PUBLISHABLE),
    (_BEFORE_DECISION, _A.WITHDRAW, _OWN, _R.SUBMIT_LIST, _S.WITHDRAWN, _E.ITEM_LIST_WITHDRAWN, _WHY),
)
# fmt: on


def _expanded() -> Iterator[Transition]:
    for befores, action, sides, right, after, event, needs in _ROWS:
        for before in befores:
            yield Transition(before, action, sides, right, after or before, event, needs)


TRANSITIONS: tuple[Transition, ...] = tuple(_expanded())
RIGHT_OF: Mapping[ListAction, Right] = {t.action: t.right for t in TRANSITIONS if t.right}
_BY_STEP: Mapping[tuple[ListState, ListAction], Transition] = {(t.before, t.action): t for t in TRANSITIONS}

_STATES: Mapping[ListState, str] = {
    ListState.DRAFT: mark("正在起草"),
    ListState.SUBMITTED: mark("已送审"),
    ListState.IN_REVIEW: mark("正在审核"),
    ListState.RETURNED: mark("退回修改"),
    ListState.AGREED: mark("审核同意"),
    ListState.SENT: mark("已报请审定"),
    ListState.DECIDED: mark("已审定，待公布"),
    ListState.PUBLISHED: mark("已公布"),
    ListState.SUPERSEDED: mark("已被新版代替"),
    ListState.WITHDRAWN: mark("已撤回"),
}
_ACTIONS: Mapping[ListAction, str] = {
    ListAction.EDIT: mark("起草"),
    ListAction.SUBMIT: mark("送审"),
    ListAction.OPEN_REVIEW: mark("开始审核"),
    ListAction.ASK: mark("征求意见"),
    ListAction.OPINE: mark("提出意见"),
    ListAction.RETURN: mark("退回修改"),
    ListAction.AGREE: mark("审核同意"),
    ListAction.SEND: mark("报请审定"),
    ListAction.SEND_BACK: mark("审定时退回修改"),
    ListAction.DECIDE: mark("审定"),
    ListAction.REVIEW_DISCLOSURE: mark("公开审查"),
    ListAction.PUBLISH: mark("公布"),
    ListAction.TAKE_BACK: mark("撤下公布"),
    ListAction.SUPERSEDE: mark("被新版代替"),
    ListAction.RESTORE: mark("恢复为现行"),
    ListAction.WITHDRAW: mark("撤回"),
}
_NEXT: Mapping[ListState, str] = {
    ListState.DRAFT: mark("改到没有问题以后，由部门负责人送审。"),
    ListState.SUBMITTED: mark("由生态环境部门会同有关部门审核。"),
    ListState.IN_REVIEW: mark("等被征求意见的部门回复，再由生态环境部门退回或者同意。"),
    ListState.RETURNED: mark("按意见修改，再次送审。"),
    ListState.AGREED: mark("报党委、政府审定。"),
    ListState.SENT: mark("党委、政府审定以后，由协调办公室记录决定。"),
    ListState.DECIDED: mark("由另一人做公开审查，然后公布；从决定之日起 20 个工作日内。"),
    ListState.PUBLISHED: mark("施行中；要改，就起草新的一版。"),
    ListState.SUPERSEDED: mark("留存备查。"),
    ListState.WITHDRAWN: mark("留存备查。"),
}


def step(state: ListState, action: ListAction) -> Transition:
    """The transition for an action in a state. Raises BadTransition when the table has none."""
    try:
        return _BY_STEP[state, action]
    except KeyError:
        told = _("清单现在是“{state}”，这时不能“{action}”。{next}")
        raise BadTransition(
            told.format(state=_(_STATES[state]), action=_(_ACTIONS[action]), next=_(_NEXT[state]))
        ) from None


def state_words(state: ListState) -> str:
    """Where it stands, in words."""
    return _(_STATES[state])


def action_words(action: ListAction) -> str:
    """What is done, in words."""
    return _(_ACTIONS[action])


def next_words(state: ListState) -> str:
    """What is likely next."""
    return _(_NEXT[state])
