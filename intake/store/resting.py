"""Cases of an organ that no person has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, or_, select

from intake.cases.model import Owner
from intake.cases.states import State
from intake.store.case_filters import Reach, Wanted, conditions
from intake.store.people_table import case_desks, units
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


def without_person(
    connection: Connection, states: Sequence[State], before: datetime, within: Reach | None = None
) -> tuple[Resting, ...]:
    """The cases in these states that have had no person since a time before `before`, the oldest first.

    A person whose account is closed is none: such a case counts from its last change. `within` limits them
    to somebody's reach.
    """
    since = case(
        (cases.c.assignee_id.is_not(None), cases.c.updated_at),
        else_=func.coalesce(case_desks.c.since, cases.c.filed_at),
    )
    joined = cases.outerjoin(case_desks).outerjoin(units).outerjoin(users, users.c.id == cases.c.assignee_id)
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
            since.label("since"),
        )
        .select_from(joined)
        .where(cases.c.state.in_(states), cases.c.owner_department.is_not(None), cases.c.filed_at < before)
        .where(or_(cases.c.assignee_id.is_(None), users.c.active.is_(False)), since < before)
        .order_by(since, cases.c.id)
    )
    if within:
        found = found.where(*conditions(Wanted(within)))
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
