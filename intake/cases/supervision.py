"""Supervision items (督办) and findings of inspections: what may be done with one, by whom, in one table.

Policy: article 16 (on-site visits, problems solved), article 17 (findings put right and accepted), article 11
(talks and circulars, which are only recorded: organs are never scored, persons never ranked).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.errors import BadTransition, NotPermitted
from intake.cases.events import Event
from intake.words import gettext as _
from intake.words import mark


class PaperKind(StrEnum):
    """What a paper is."""

    ITEM = "item"
    FINDING = "finding"


class PaperState(StrEnum):
    """Where it stands: open, answered by the organ, sent back to it, closed (for a finding: accepted)."""

    OPEN = "open"
    REPLIED = "replied"
    RETURNED = "returned"
    CLOSED = "closed"


class PaperAct(StrEnum):
    """What can be done with it: by the organ the first, by the office the others."""

    REPLY = "reply"
    VISIT = "visit"
    RETURN = "return"
    CLOSE = "close"
    TRANSFER = "transfer"


class TalkKind(StrEnum):
    """约谈 with an organ, or 通报 about it."""

    TALK = "talk"
    CIRCULAR = "circular"


_UNDONE = (PaperState.OPEN, PaperState.RETURNED)
_LIVE = (*_UNDONE, PaperState.REPLIED)
_STAYS = None

# Act → (from which states, to which state, whether it is the organ's own).
_ROWS: Mapping[PaperAct, tuple[tuple[PaperState, ...], PaperState | None, bool]] = {
    PaperAct.REPLY: (_UNDONE, PaperState.REPLIED, True),
    PaperAct.VISIT: (_LIVE, _STAYS, False),
    PaperAct.RETURN: ((PaperState.REPLIED,), PaperState.RETURNED, False),
    PaperAct.CLOSE: (_LIVE, PaperState.CLOSED, False),
    PaperAct.TRANSFER: (_LIVE, PaperState.OPEN, False),
}

EVENTS: Mapping[tuple[PaperKind, PaperAct], Event] = {
    (PaperKind.ITEM, PaperAct.REPLY): Event.ITEM_REPLIED,
    (PaperKind.ITEM, PaperAct.VISIT): Event.ITEM_VISITED,
    (PaperKind.ITEM, PaperAct.RETURN): Event.ITEM_RETURNED,
    (PaperKind.ITEM, PaperAct.CLOSE): Event.ITEM_CLOSED,
    (PaperKind.FINDING, PaperAct.REPLY): Event.FINDING_REPLIED,
    (PaperKind.FINDING, PaperAct.RETURN): Event.FINDING_RETURNED,
    (PaperKind.FINDING, PaperAct.CLOSE): Event.FINDING_ACCEPTED,
    (PaperKind.FINDING, PaperAct.TRANSFER): Event.FINDING_TRANSFERRED,
}

_STATE_WORDS: Mapping[tuple[PaperKind, PaperState], str] = {
    (PaperKind.ITEM, PaperState.OPEN): mark("督办中"),
    (PaperKind.ITEM, PaperState.REPLIED): mark("已回复，待核查"),
    (PaperKind.ITEM, PaperState.RETURNED): mark("已退回，继续办"),
    (PaperKind.ITEM, PaperState.CLOSED): mark("已销号"),
    (PaperKind.FINDING, PaperState.OPEN): mark("整改中"),
    (PaperKind.FINDING, PaperState.REPLIED): mark("已整改，待验收"),
    (PaperKind.FINDING, PaperState.RETURNED): mark("验收退回"),
    (PaperKind.FINDING, PaperState.CLOSED): mark("已验收"),
}

_ACT_WORDS: Mapping[PaperAct, str] = {
    PaperAct.REPLY: mark("承办单位回复"),
    PaperAct.VISIT: mark("现场核查"),
    PaperAct.RETURN: mark("退回"),
    PaperAct.CLOSE: mark("销号、验收"),
    PaperAct.TRANSFER: mark("移送牵头单位"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides who may act on a paper: kind and state, and whether the reader is its organ or office."""

    kind: PaperKind
    state: PaperState
    is_organ: bool
    is_office: bool


def acts_open_to(standing: Standing) -> tuple[PaperAct, ...]:
    """What a reader may do with a paper now, in the order of the table."""
    return tuple(act for act in PaperAct if _allows(standing, act))


def next_state(standing: Standing, act: PaperAct) -> PaperState:
    """The state after an act. Raises NotPermitted for the wrong side, BadTransition when it cannot be now."""
    if not _is_of(standing, act):
        raise NotPermitted(_("您的账号没有这项权限。"))
    if not _allows(standing, act):
        raise BadTransition(_("现在不能这样操作，请刷新后再看。"))
    return _ROWS[act][1] or standing.state


def state_words(kind: PaperKind, state: PaperState) -> str:
    """Where it stands, in words."""
    return _(_STATE_WORDS[kind, state])


def act_words(act: PaperAct) -> str:
    """What was done, in words."""
    return _(_ACT_WORDS[act])


def _allows(standing: Standing, act: PaperAct) -> bool:
    return _is_of(standing, act) and standing.state in _ROWS[act][0] and (standing.kind, act) in EVENTS


def _is_of(standing: Standing, act: PaperAct) -> bool:
    by_organ = _ROWS[act][2]
    return standing.is_organ if by_organ else standing.is_office
