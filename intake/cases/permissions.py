"""Who may do what: one table of roles and actions, and the reach of each role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.states import Action, State, actions_in


class Right(StrEnum):
    """What staff do besides moving a case from state to state."""

    READ_CASE = "read_case"
    OPEN_EVIDENCE = "open_evidence"
    REVEAL_CONTACT = "reveal_contact"
    HOLD_CONTACT = "hold_contact"
    READ_RECORD = "read_record"
    MANAGE_ACCOUNTS = "manage_accounts"


READING: frozenset[Action | Right] = frozenset({Right.READ_CASE, Right.OPEN_EVIDENCE})
_HANDLING: frozenset[Action | Right] = frozenset(
    {
        *READING,
        Right.REVEAL_CONTACT,
        Action.ACCEPT,
        Action.ASSIGN,
        Action.START,
        Action.OBJECT,
        Action.OBJECT_AGAIN,
        Action.SPLIT,
        Action.ASK_CITIZEN,
        Action.STOP_WAITING,
        Action.ANSWER,
        Action.CLOSE,
        Action.RESUME,
        Action.REFER,
        Action.TAKE_BACK,
        Action.SUSPEND_FOR_COURT,
        Action.RESUME_AFTER_COURT,
    }
)
_REVIEWING = frozenset({Action.UPHOLD, Action.SEND_BACK})

ALLOWED: Mapping[Role, frozenset[Action | Right]] = {
    Role.CLERK: _HANDLING,
    Role.UNIT_HEAD: _HANDLING,
    Role.DEPARTMENT_HEAD: frozenset({*_HANDLING, *_REVIEWING, Action.EXTEND}),
    Role.REVIEWER: frozenset({*READING, *_REVIEWING}),
    Role.COORDINATOR: frozenset(
        {
            *READING,
            *_REVIEWING,
            Right.REVEAL_CONTACT,
            Right.HOLD_CONTACT,
            Action.ROUTE,
            Action.ANSWER_ELSEWHERE,
            Action.AGREE,
            Action.REFUSE,
            Action.SEEK_LEAD,
            Action.SETTLE_LEAD,
            Action.MERGE,
            Action.UNMERGE,
        }
    ),
    Role.AUDITOR: frozenset({Right.READ_RECORD}),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS}),
}

# What the receipt code allows to whoever holds it.
CITIZEN_ACTIONS = frozenset({Action.REPLY, Action.WITHDRAW, Action.ASK_REVIEW, Action.ASK_SECOND_REVIEW})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands among organs. A line is a region and all above it, nearest first.

    `supporting`: the organs that have a task in it.
    """

    owner: Owner
    owner_line: tuple[str, ...]
    office_line: tuple[str, ...]
    restricted: bool = False
    supporting: frozenset[Owner] = frozenset()


def may(staff: Staff, what: Action | Right) -> bool:
    """Whether the role allows it at all; for a case, its reach decides as well."""
    return what in ALLOWED[staff.role]


def within_reach(staff: Staff, standing: Standing) -> bool:
    """Whether a case is this person's to act on.

    People of an organ reach the cases of exactly their own organ; a coordinator those that lie in the region
    or below, or that the region's office sent away. A restricted case is hidden from the offices around its
    owner: only the office that sent it and those above reach it. Auditors and administrators reach none.
    """
    if staff.role in ORGAN_ROLES:
        return staff.department is not None and standing.owner == Owner(staff.region, staff.department)
    if staff.role is not Role.COORDINATOR:
        return False
    around = () if standing.restricted else standing.owner_line
    return staff.region in standing.office_line or staff.region in around


def may_read(staff: Staff, standing: Standing) -> bool:
    """Whether a case is this person's to read: within reach, or their organ has a task in it."""
    supports = staff.role in ORGAN_ROLES and Owner(staff.region, staff.department) in standing.supporting
    return supports or within_reach(staff, standing)


def holds(staff: Staff, action: Action, owner: Owner) -> bool:
    """Reviews are decided by exactly whom they were given to, an organ or an office, not by those above."""
    return action not in _REVIEWING or owner == Owner(staff.region, staff.department)


def actions_for(staff: Staff, state: State, owner: Owner) -> tuple[Action, ...]:
    """What this person may do now with a case within reach."""
    return tuple(a for a in actions_in(state) if may(staff, a) and holds(staff, a, owner))
