"""The people of an organ or office as they are today: unit, deputy, leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, select
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner, Role, Staff
from intake.cases.people import Colleague, Leave, Unit
from intake.store.desk.people_table import deputies, leaves, unit_members, units
from intake.store.tables import users


def roster(connection: Connection, place: Owner, on: date) -> dict[int, Colleague]:
    """The active people of an organ or office by id, in the order of their names."""
    here = (users.c.region == place.region, users.c.department == place.department)
    if place.department is None:
        here = (users.c.region == place.region, users.c.role == Role.COORDINATOR)
    return {each.staff.id: each for each in _colleagues(connection, here, on)}


def place_of(connection: Connection, user_id: int) -> Owner | None:
    """Whose people somebody is of; None for an unknown id."""
    row = connection.execute(
        select(users.c.region, users.c.department).where(users.c.id == user_id)
    ).one_or_none()
    return Owner(row.region, row.department) if row else None


def name_deputy(connection: Connection, user_id: int, deputy_id: int | None) -> None:
    """Let somebody, or nobody, stand in for a person."""
    connection.execute(delete(deputies).where(deputies.c.user_id == user_id))
    if deputy_id is not None:
        connection.execute(insert(deputies).values(user_id=user_id, deputy_id=deputy_id))


def take(connection: Connection, user_id: int, first: date, last: date) -> int:
    """Keep a leave; returns its id."""
    values = {"user_id": user_id, "first": first, "last": last}
    return connection.execute(insert(leaves).values(**values).returning(leaves.c.id)).scalar_one()


def cancel(connection: Connection, user_id: int, leave_id: int) -> bool:
    """Remove somebody's leave; False when they have no such one."""
    own = (leaves.c.id == leave_id, leaves.c.user_id == user_id)
    return connection.execute(delete(leaves).where(*own)).rowcount > 0


def to_come(connection: Connection, user_id: int, on: date) -> list[Leave]:
    """Somebody's leaves that are not over on a day, the next first."""
    own = (leaves.c.user_id == user_id, leaves.c.last >= on)
    rows = connection.execute(select(leaves).where(*own).order_by(leaves.c.first))
    return [Leave(row.id, row.first, row.last) for row in rows]


def _colleagues(connection: Connection, here: Iterable[ColumnElement[bool]], on: date) -> Iterable[Colleague]:
    today = and_(leaves.c.user_id == users.c.id, leaves.c.first <= on, leaves.c.last >= on)
    joined = (
        users.outerjoin(unit_members, unit_members.c.user_id == users.c.id)
        .outerjoin(units, units.c.id == unit_members.c.unit_id)
        .outerjoin(deputies, deputies.c.user_id == users.c.id)
        .outerjoin(leaves, today)
    )
    rows = connection.execute(
        select(
            users,
            units.c.id.label("unit_id"),
            units.c.name.label("unit_name"),
            deputies.c.deputy_id,
            leaves.c.id.label("leave_id"),
            leaves.c.first,
            leaves.c.last,
        )
        .select_from(joined)
        .where(users.c.active, *here)
        .order_by(users.c.name, users.c.id)
    )
    return [_colleague(row) for row in rows]


def _colleague(row: Row[*tuple[Any, ...]]) -> Colleague:
    staff = Staff(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        region=row.region,
        department=row.department,
    )
    unit = Unit(row.unit_id, row.unit_name) if row.unit_id else None
    away = Leave(row.leave_id, row.first, row.last) if row.leave_id else None
    return Colleague(staff, unit, row.deputy_id, away)
