"""Cases of an organ that no person has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, Connection, case, func, select, union_all
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.cases.states import State
from intake.store.cases.case_filters import Reach, Wanted, conditions
from intake.store.desk.people_table import case_desks, units
from intake.store.office.reminder_tables import case_rests
from intake.store.tables import cases, users


@dataclass(frozen=True, slots=True)
class Resting:
    """One such case. `since`: when it came to the organ, or was taken from a person."""

    id: int
    number: str
    version: int
    owner: Owner
    restricted: bool
    unit: str | None
    matter: str | None
    since: datetime


@dataclass(frozen=True, slots=True)
class Rests:
    """Which cases: in these states, of this reach if given, without a person since a time before `before`;
    `untold`: only those whose rest nobody was told of.

    A person whose account is closed is none: such a case counts from its last change.
    """

    states: Sequence[State]
    before: datetime
    within: Reach | None = None
    untold: bool = False


_since = case(
    (cases.c.assignee_id.is_not(None), cases.c.updated_at),
    else_=func.coalesce(case_desks.c.since, cases.c.filed_at),
)


def count(connection: Connection, rests: Rests, most: int) -> int:
    """How many there are, counted up to `most`."""
    some = select(cases.c.id).select_from(cases.outerjoin(case_desks)).where(*_conditions(rests)).limit(most)
    return connection.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def without_person(connection: Connection, rests: Rests, most: int) -> tuple[Resting, ...]:
    """The cases, the oldest first, at most so many."""
    found = (
        select(
            cases.c.id,
            cases.c.number,
            cases.c.version,
            cases.c.owner_region,
            cases.c.owner_department,
            cases.c.restricted,
            cases.c.matter,
            units.c.name.label("unit"),
            _since.label("since"),
        )
        .select_from(cases.outerjoin(case_desks).outerjoin(units))
        .where(*_conditions(rests))
        .order_by(_since, cases.c.id)
        .limit(most)
    )
    return tuple(
        Resting(
            row.id,
            row.number,
            row.version,
            Owner(row.owner_region, row.owner_department),
            row.restricted,
            row.unit,
            row.matter,
            row.since,
        )
        for row in connection.execute(found)
    )


def _conditions(rests: Rests) -> list[ColumnElement[bool]]:
    of_organ = rests.within is not None and rests.within.department is not None
    return [
        cases.c.id.in_(_nobodys(rests)),
        cases.c.state.in_(rests.states),  # said again, so that an organ's own index serves too
        rests.before > _since,
        *((~_told(),) if rests.untold else ()),
        *(() if of_organ else (cases.c.owner_department.is_not(None),)),
        *(conditions(Wanted(rests.within)) if rests.within else ()),
    ]


def _told() -> ColumnElement[bool]:
    this = (case_rests.c.case_id == cases.c.id, case_rests.c.since == _since)
    return select(case_rests.c.case_id).where(*this).exists()


def _nobodys(rests: Rests) -> CompoundSelect[tuple[int]]:
    """What nobody has, and what those have whose account is closed: two looks into one index."""
    each = cases.alias()
    gone = select(users.c.id).where(users.c.active.is_(False))
    waiting = select(each.c.id).where(each.c.state.in_(rests.states), each.c.filed_at < rests.before)
    return union_all(waiting.where(each.c.assignee_id.is_(None)), waiting.where(each.c.assignee_id.in_(gone)))
