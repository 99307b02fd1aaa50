"""Who may do what: one table of roles and actions, and the reach of each role."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from intake.cases.model import Owner, Role, Staff
from intake.cases.states import Action, State, actions_in


class Right(StrEnum):
    """What staff do besides moving a case from state to state."""

    READ_CASE = "read_case"
    OPEN_EVIDENCE = "open_evidence"
    REVEAL_CONTACT = "reveal_contact"
    MANAGE_ACCOUNTS = "manage_accounts"


ALLOWED: Mapping[Role, frozenset[Action | Right]] = {
    Role.CLERK: frozenset(
        {
            Right.READ_CASE,
            Right.OPEN_EVIDENCE,
            Right.REVEAL_CONTACT,
            Action.ACCEPT,
            Action.ASSIGN,
            Action.HAND_BACK,
            Action.ANSWER,
            Action.CLOSE,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Right.READ_CASE,
            Right.OPEN_EVIDENCE,
            Right.REVEAL_CONTACT,
            Action.ROUTE,
            Action.ANSWER_ELSEWHERE,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Right.MANAGE_ACCOUNTS}),
}


def may(staff: Staff, what: Action | Right) -> bool:
    """Whether the role allows it at all; for a case, `within_reach` must hold as well."""
    return what in ALLOWED[staff.role]


def within_reach(staff: Staff, owner: Owner, lineage: tuple[str, ...]) -> bool:
    """Whether a case of `owner` is this person's to see. `lineage` is the owner's region and all above it.

    A clerk reaches the cases of exactly their own organ, a coordinator those of a region and all below it,
    an administrator none.
    """
    if staff.role is Role.CLERK:
        return owner == Owner(staff.region, staff.department) and staff.department is not None
    return staff.role is Role.COORDINATOR and staff.region in lineage


def actions_for(staff: Staff, state: State) -> tuple[Action, ...]:
    """The buttons to show on a case within reach."""
    return tuple(action for action in actions_in(state) if may(staff, action))
