"""Whose cases: the reach of each role, by where a case stands and whom it accuses."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.permissions import REVIEWING, Right, may
from intake.cases.restricted import Accused, barred
from intake.cases.states import Action, State, actions_in

# What only exactly whoever has the case may do: not an office that merely reaches it.
_OF_THE_OWNER = frozenset(
    {
        *REVIEWING,
        Action.REFER,
        Action.TAKE_BACK_TO_OFFICE,
        Right.PROPOSE_REFERRAL,
        Right.APPROVE_REFERRAL,
        Right.RECORD_MILESTONE,
        Right.RECORD_OUTCOME,
    }
)
_OF_ORGANS = ORGAN_ROLES | {Role.MACHINE}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands among organs. A line is a region and all above it, nearest first.

    `supporting`: the organs that have a task in it. `answered_by`: whose answer is under review, while it is.
    `accused`: who must never see it. `assignee_id`: whose it is, of the owner's people.
    """

    owner: Owner
    owner_line: tuple[str, ...]
    office_line: tuple[str, ...]
    restricted: bool = False
    supporting: frozenset[Owner] = frozenset()
    answered_by: Owner | None = None
    accused: tuple[Accused, ...] = ()
    assignee_id: int | None = None


def within_reach(staff: Staff, standing: Standing) -> bool:
    """Whether a case is this person's to act on.

    People of an organ reach the cases of exactly their own organ; a coordinator those that lie in the region
    or below, or that the region's office sent away. A restricted case is hidden from the offices around its
    owner: only the office that sent it and those above reach it, and among the owner's people those who may
    handle such cases and whom they give one to; nobody of an accused organ ever. Auditors and administrators
    reach none.
    """
    if not _is_trusted(staff, standing):
        return False
    if staff.role in _OF_ORGANS:
        return staff.department is not None and standing.owner == Owner(staff.region, staff.department)
    if staff.role is not Role.COORDINATOR:
        return False
    around = () if standing.restricted else standing.owner_line
    return staff.region in standing.office_line or staff.region in around


def may_read(staff: Staff, standing: Standing) -> bool:
    """Whether a case is this person's to read: within reach, or their organ has a task in it, or gave the
    answer that is under review.

    Who answered must be heard on a review (信访工作条例 arts 35, 36), so they read on without acting.
    """
    involved = {*standing.supporting, standing.answered_by}
    concerned = staff.role in ORGAN_ROLES and Owner(staff.region, staff.department) in involved
    return (concerned and _is_trusted(staff, standing)) or within_reach(staff, standing)


def _is_trusted(staff: Staff, standing: Standing) -> bool:
    """Whether a restricted case is kept from this person neither by its accusation nor by their rights."""
    if barred(standing.accused, Owner(staff.region, staff.department)):
        return False
    entrusted = staff.role is not Role.MACHINE and standing.assignee_id == staff.id
    known = may(staff, Right.HANDLE_RESTRICTED) or entrusted
    return known or not standing.restricted


def holds(staff: Staff, what: Action | Right, owner: Owner) -> bool:
    """Reviews are decided, and cases referred, by exactly who has them, an organ or an office, not by those
    above."""
    return what not in _OF_THE_OWNER or owner == Owner(staff.region, staff.department)


def actions_for(staff: Staff, state: State, owner: Owner) -> tuple[Action, ...]:
    """What this person may do now with a case within reach."""
    return tuple(a for a in actions_in(state) if may(staff, a) and holds(staff, a, owner))
