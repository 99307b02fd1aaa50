"""Units (科室) of an organ, who sits in them, who is away, and who may give a case to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intake.cases.model import Role, Staff
from intake.cases.permissions import may
from intake.cases.states import REVIEWING, Action, State

_UNIT = "unit:"  # no login has a colon


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of an organ."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Leave:
    """From the first day to the last, both included."""

    id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of an organ or office: the unit they sit in, their deputy's id (A/B角), today's leave."""

    staff: Staff
    unit: Unit | None = None
    deputy_id: int | None = None
    away: Leave | None = None

    @property
    def unit_id(self) -> int | None:
        """The unit's id."""
        return self.unit.id if self.unit else None


Roster = Mapping[int, Colleague]


def unit_named(assignee: str) -> int | None:
    """The unit that an assignee's name means: `unit:7`; None when it is somebody's login."""
    number = assignee.removeprefix(_UNIT)
    is_unit = assignee.startswith(_UNIT) and number.isascii() and number.isdigit() and len(number) < 10
    return int(number) if is_unit else None


def name_of_unit(unit: Unit) -> str:
    """What `unit_named` reads."""
    return f"{_UNIT}{unit.id}"


def may_hold(staff: Staff, state: State) -> bool:
    """Whether a case in this state can be somebody's: who reviews holds only what is under review."""
    return may(staff, Action.ANSWER) or (state in REVIEWING and may(staff, Action.UPHOLD))


def may_give(giver: Colleague, lies_in: int | None, to: int | None) -> bool:
    """Whether somebody may give a case that lies in a unit to a unit or to somebody of it (None: no unit).

    A department head gives anything to anybody. People of a unit give what lies there, or nowhere yet, within
    their unit; people of no unit give out what lies nowhere yet (policy, article 9: to unit, then to person).
    """
    if giver.staff.role is Role.DEPARTMENT_HEAD:
        return True
    if lies_in not in (None, giver.unit_id):
        return False
    return giver.unit_id is None or to == giver.unit_id


def may_deputise(deputy: Staff, for_: Staff) -> bool:
    """Whether somebody can stand in: a colleague who has what the work of the other needs."""
    same_place = (deputy.region, deputy.department) == (for_.region, for_.department)
    needed = Action.ANSWER if may(for_, Action.ANSWER) else Action.UPHOLD
    return same_place and deputy.id != for_.id and may(deputy, needed)


def acting_for(roster: Roster, person_id: int) -> Colleague | None:
    """Who is there for somebody: themselves; on leave their deputy, or the deputy's; None: nobody is."""
    seen: set[int] = set()
    found = roster.get(person_id)
    while found and found.away:
        seen.add(found.staff.id)
        deputy = found.deputy_id
        found = None if deputy is None or deputy in seen else roster.get(deputy)
    return found
