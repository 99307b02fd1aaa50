"""A referral of a case, or of a lead in it, to another body: its stages, and what each demands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from intake.words import gettext as _
from intake.words import mark
from registry import ReferralKind


class Stage(StrEnum):
    """How far a referral has come. REFUSED and DECIDED are its ends."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    DECIDED = "decided"


class Outcome(StrEnum):
    """What the other body did with it."""

    ACCEPTED = "accepted"
    NOT_FILED = "not_filed"
    RETURNED = "returned"


OPEN: Final = frozenset({Stage.PROPOSED, Stage.APPROVED, Stage.SENT, Stage.RECEIVED})
# Stage → the stages from which it is reached.
FROM: Mapping[Stage, frozenset[Stage]] = {
    Stage.APPROVED: frozenset({Stage.PROPOSED}),
    Stage.REFUSED: frozenset({Stage.PROPOSED}),
    Stage.SENT: frozenset({Stage.APPROVED}),
    Stage.RECEIVED: frozenset({Stage.SENT}),
    Stage.DECIDED: frozenset({Stage.SENT, Stage.RECEIVED}),
}

_STAGES: Mapping[Stage, str] = {
    Stage.PROPOSED: mark("等负责人批准"),
    Stage.REFUSED: mark("负责人没有批准"),
    Stage.APPROVED: mark("已批准，等待移送"),
    Stage.SENT: mark("已移送，等待签收"),
    Stage.RECEIVED: mark("已签收，等待处理结果"),
    Stage.DECIDED: mark("已有处理结果"),
}
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.ACCEPTED: mark("受理（立案）"),
    Outcome.NOT_FILED: mark("不受理（不予立案）"),
    Outcome.RETURNED: mark("退回"),
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the kind (an id), to which body, on what grounds, with which enclosures.

    `identity_reason`: why who complained must be known there; empty: identity stays sealed.
    """

    kind: str
    to: str
    grounds: str
    enclosures: tuple[str, ...]
    identity_reason: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral on record. `letter` is its letter's number, given when it is approved."""

    id: int
    case_id: int
    proposal: Proposal
    stage: Stage
    proposed_at: datetime
    proposed_by: int
    letter: str = ""
    decided_at: datetime | None = None
    decision: str = ""
    sent_at: datetime | None = None
    received_on: date | None = None
    receipt: str = ""
    outcome: Outcome | None = None
    outcome_on: date | None = None
    document: str = ""


def missing(kind: ReferralKind, enclosures: Iterable[str]) -> tuple[str, ...]:
    """The required enclosures that are not there, in the order of the list."""
    there = set(enclosures)
    return tuple(each.name for each in kind.enclosures if each.required and each.name not in there)


def stage_words(stage: Stage) -> str:
    """How far it has come, in words."""
    return _(_STAGES[stage])


def outcome_words(outcome: Outcome) -> str:
    """What the other body did, in words."""
    return _(_OUTCOMES[outcome])
