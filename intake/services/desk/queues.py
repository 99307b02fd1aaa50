"""The lists of a desk: one table of what each holds, and who has which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.due import Due
from intake.cases.model import ORGAN_ROLES, Role, Staff
from intake.cases.states import OVER, REVIEWING, WORKING, State
from intake.store.cases.case_filters import Order


class Queue(StrEnum):
    """The lists of a desk; `queues_for` says which a person has."""

    TO_DECIDE = "to_decide"
    OBJECTED = "objected"
    UNASSIGNED = "unassigned"
    NEW = "new"
    TODAY = "today"
    OVERDUE = "overdue"
    SOON = "soon"
    MINE = "mine"
    UNIT = "unit"
    WORKING = "working"
    WAITING = "waiting"
    REVIEW = "review"
    ANSWERED = "answered"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a list holds: these states (None: every one), how near the due date is, whose it is
    (one's own, or of the unit one sits in)."""

    states: tuple[State, ...] | None
    due: Due | None = None
    mine: bool = False
    unit: bool = False
    unassigned: bool = False
    order: Order = Order.DUE


_OPEN = tuple(state for state in State if state not in (*OVER, State.RECEIVED, State.MERGED))
_RESTING = (
    State.OBJECTED,
    State.WAITING,
    State.WITHOUT_LEAD,
    State.REFERRED,
    State.IN_LITIGATION,
)
RULES: Mapping[Queue, Rule] = {
    Queue.TO_DECIDE: Rule((State.TO_BE_DECIDED, State.OBJECTED)),
    Queue.OBJECTED: Rule((State.OBJECTED,)),
    Queue.UNASSIGNED: Rule((State.ROUTED, *WORKING, *REVIEWING), unassigned=True),
    Queue.NEW: Rule((State.ROUTED,)),
    Queue.TODAY: Rule(_OPEN, Due.TODAY),
    Queue.OVERDUE: Rule(_OPEN, Due.OVERDUE),
    Queue.SOON: Rule(_OPEN, Due.SOON),
    Queue.MINE: Rule(_OPEN, mine=True),
    Queue.UNIT: Rule(_OPEN, unit=True),
    Queue.WORKING: Rule(WORKING),
    Queue.WAITING: Rule(_RESTING),
    Queue.REVIEW: Rule(REVIEWING),
    Queue.ANSWERED: Rule((State.ANSWERED,), order=Order.RECEIVED),
    Queue.CLOSED: Rule((*OVER, State.MERGED), order=Order.NEWEST),
    Queue.ALL: Rule(None, order=Order.NEWEST),
}

_ORGAN_QUEUES = tuple(
    queue for queue in Queue if queue not in (Queue.TO_DECIDE, Queue.OBJECTED, Queue.UNASSIGNED)
)
_REVIEWER_QUEUES = (Queue.REVIEW, *(queue for queue in _ORGAN_QUEUES if queue is not Queue.REVIEW))
_OFFICE_QUEUES = tuple(queue for queue in Queue if queue not in (Queue.MINE, Queue.UNIT))


def queues_for(staff: Staff) -> tuple[Queue, ...]:
    """The lists this person's desk has, in order; the first is the one to open."""
    if staff.role is Role.COORDINATOR:
        return _OFFICE_QUEUES
    if staff.role is Role.REVIEWER:
        return _REVIEWER_QUEUES
    return _ORGAN_QUEUES if staff.role in ORGAN_ROLES else ()
