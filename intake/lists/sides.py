"""On which side of a list somebody stands, and what they may do with it now."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import ORGAN_ROLES, Owner, Role, Staff
from intake.cases.permissions import Right, may
from intake.lists.states import SHOWN_AROUND, TRANSITIONS, ListAction, ListState, Side, Transition


@dataclass(frozen=True, slots=True)
class Around:
    """The organs around a list: whose it is, who reviews, who is asked; the offices, the nearest first."""

    own: Owner
    lead: Owner
    asked: tuple[Owner, ...]
    office_line: tuple[str, ...]


def sides_of(staff: Staff, around: Around) -> frozenset[Side]:
    """The sides somebody stands on; the reviewer's own list has them on two."""
    if staff.role is Role.COORDINATOR:
        return frozenset({Side.OFFICE} if staff.region in around.office_line else ())
    if staff.role not in ORGAN_ROLES:
        return frozenset()
    organ = Owner(staff.region, staff.department)
    held = {
        Side.OWN: organ == around.own,
        Side.LEAD: organ == around.lead,
        Side.ASKED: organ in around.asked,
    }
    return frozenset(side for side, holds in held.items() if holds)


def may_read(staff: Staff, around: Around, state: ListState) -> bool:
    """Whether a list is this person's to read: their own organ's always, others' once it was submitted."""
    sides = sides_of(staff, around)
    return may(staff, Right.READ_LIST) and (Side.OWN in sides or (bool(sides) and state in SHOWN_AROUND))


def is_open_to(staff: Staff, around: Around, transition: Transition) -> bool:
    """Whether right and side let this person take the step."""
    if transition.right is None or not may(staff, transition.right):
        return False
    return bool(sides_of(staff, around) & set(transition.sides))


def actions_for(staff: Staff, around: Around, state: ListState) -> tuple[ListAction, ...]:
    """What this person may do with the list now, in the order of the table."""
    return tuple(t.action for t in TRANSITIONS if t.before is state and is_open_to(staff, around, t))
