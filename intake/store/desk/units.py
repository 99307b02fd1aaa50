"""Units, who sits in them, and where in its organ a case lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.cases.model import Owner
from intake.cases.people import Unit
from intake.store.desk.people_table import case_desks, deputies, leaves, unit_members, units


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a case lies: the unit it was given to, if any, and since when."""

    unit_id: int | None
    since: datetime


def add(connection: Connection, organ: Owner, name: str) -> int:
    """Make a unit; returns its id. Raises IntegrityError: the organ has one of that name."""
    values = {"region": organ.region, "department": organ.department, "name": name}
    return connection.execute(insert(units).values(**values).returning(units.c.id)).scalar_one()


def rename(connection: Connection, unit_id: int, name: str) -> None:
    """Give a unit another name. Raises IntegrityError: the organ has one of that name."""
    connection.execute(update(units).where(units.c.id == unit_id).values(name=name))


def dissolve(connection: Connection, unit_id: int) -> None:
    """Remove a unit: its people and its cases are the organ's, in no unit."""
    connection.execute(update(case_desks).where(case_desks.c.unit_id == unit_id).values(unit_id=None))
    connection.execute(delete(unit_members).where(unit_members.c.unit_id == unit_id))
    connection.execute(delete(units).where(units.c.id == unit_id))


def of_organ(connection: Connection, organ: Owner) -> list[Unit]:
    """The units of an organ, in the order in which they were made."""
    here = (units.c.region == organ.region, units.c.department == organ.department)
    rows = connection.execute(select(units.c.id, units.c.name).where(*here).order_by(units.c.id))
    return [Unit(row.id, row.name) for row in rows]


def place(connection: Connection, user_id: int, unit_id: int | None) -> None:
    """Let somebody sit in a unit, or in none."""
    connection.execute(delete(unit_members).where(unit_members.c.user_id == user_id))
    if unit_id is not None:
        connection.execute(insert(unit_members).values(user_id=user_id, unit_id=unit_id))


def forget(connection: Connection, user_id: int) -> None:
    """Somebody goes to another organ: no unit, no deputy and nobody's deputy, no leave."""
    place(connection, user_id, None)
    standing_in = (deputies.c.user_id == user_id) | (deputies.c.deputy_id == user_id)
    connection.execute(delete(deputies).where(standing_in))
    connection.execute(delete(leaves).where(leaves.c.user_id == user_id))


def desk_of(connection: Connection, case_id: int) -> Desk | None:
    """Where a case lies; None for one that never moved since it was filed."""
    row = connection.execute(select(case_desks).where(case_desks.c.case_id == case_id)).one_or_none()
    return Desk(row.unit_id, row.since) if row else None


def lay(connection: Connection, case_id: int, desk: Desk) -> None:
    """Put a case somewhere in its organ."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = {"unit_id": desk.unit_id, "since": desk.since}
    statement = make(case_desks).values(case_id=case_id, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[case_desks.c.case_id], set_=values))
