"""Whom a rung of the ladder reaches; when nobody is there, whom instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Connection

from intake.cases.escalation import Rung
from intake.cases.model import Case, Owner, Role, Staff
from intake.cases.people import Colleague, Roster, acting_for
from intake.cases.reach import may_read
from intake.services.casework.step import lineage, standing
from intake.services.context import Context
from intake.services.office.offices import above, watching
from intake.store.desk import leave, units


class People:
    """Everybody who may be told of a case, found when first asked for."""

    def __init__(self, ctx: Context, connection: Connection, case: Case) -> None:
        self._ctx, self._connection, self._case = ctx, connection, case
        self._standing = standing(ctx, connection, case)
        self.organ = leave.roster(connection, case.owner, ctx.today())
        desk = units.desk_of(connection, case.id)
        self._unit = desk.unit_id if desk else None

    def told(self, rung: Rung) -> tuple[int, ...]:
        """The ids of whom a rung reaches. On leave, their deputies are told."""
        for audience in LADDER[rung]:
            found = tuple(each.id for each in audience(self) if may_read(each, self._standing))
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def assignee(self) -> list[Staff]:
        """Whose case it is."""
        return self._present(each for each in self.organ.values() if each.staff.id == self._case.assignee_id)

    def clerks(self) -> list[Staff]:
        """Everybody who could take the case on."""
        return self._in_role(Role.CLERK)

    def unit_heads(self) -> list[Staff]:
        """Who leads the unit the case lies in; without a unit, all who lead one."""
        return self._in_role(Role.UNIT_HEAD, self._unit)

    def department_heads(self) -> list[Staff]:
        """Who leads the organ."""
        return self._in_role(Role.DEPARTMENT_HEAD)

    def line(self) -> list[Staff]:
        """Who leads the organ, who leads the unit, and whose case it is (policy, article 9)."""
        return [*self.department_heads(), *self.unit_heads(), *self.assignee()]

    def office(self) -> list[Staff]:
        """The office that watches, or the nearest above it that has people."""
        region = watching(self._ctx, self._case)
        return self._coordinators(region) if region else []

    def office_above(self) -> list[Staff]:
        """The office that is reported to, or the nearest above it that has people."""
        region = watching(self._ctx, self._case)
        return self._coordinators(above(self._ctx, region)) if region else []

    def _in_role(self, role: Role, unit: int | None = None) -> list[Staff]:
        there = (each for each in self.organ.values() if each.staff.role is role)
        return self._present(each for each in there if unit in (None, each.unit_id))

    def _present(self, wanted: Iterable[Colleague], among: Roster | None = None) -> list[Staff]:
        roster = self.organ if among is None else among
        there = (acting_for(roster, each.staff.id) for each in wanted)
        return [each.staff for each in there if each]

    def _coordinators(self, region: str) -> list[Staff]:
        for place in lineage(self._ctx, region):
            roster = leave.roster(self._connection, Owner(place), self._ctx.today())
            if found := self._present(roster.values(), roster):
                return found
        return []


_Find = Callable[[People], list[Staff]]
# Who is told on a rung; those who follow are told when nobody is there.
_LEADERS: tuple[_Find, ...] = (People.department_heads, People.office, People.office_above)
LADDER: Mapping[Rung, tuple[_Find, ...]] = {
    Rung.WARNED: (People.assignee, People.unit_heads, People.clerks, *_LEADERS),
    Rung.DUE: (People.assignee, People.unit_heads, People.clerks, *_LEADERS),
    Rung.UNIT_HEAD: (People.unit_heads, *_LEADERS),
    Rung.DEPARTMENT_HEAD: _LEADERS,
    Rung.OFFICE: (People.office, People.office_above),
    Rung.LETTER: (People.line, People.clerks, People.office),
    Rung.UPWARD: (People.office_above,),
}
