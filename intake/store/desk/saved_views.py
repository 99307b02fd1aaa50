"""Saved views: whose they are, and who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Staff
from intake.store.desk.desk_tables import saved_views
from intake.store.tables import users


@dataclass(frozen=True, slots=True)
class SavedView:
    """A list under a name. `query` is the part of an address; `owner` the name of whom it belongs to."""

    id: int
    name: str
    query: str
    shared: bool
    owner: str
    own: bool


def seen_by(connection: Connection, staff: Staff) -> tuple[SavedView, ...]:
    """One's own and what people of the same organ or office share, by name."""
    shared = and_(_of_organ(staff), saved_views.c.shared.is_(True))
    found = connection.execute(
        select(saved_views, users.c.name.label("owner"))
        .join(users, users.c.id == saved_views.c.staff_id)
        .where(or_(saved_views.c.staff_id == staff.id, shared))
        .order_by(saved_views.c.name, saved_views.c.id)
    )
    return tuple(
        SavedView(row.id, row.name, row.query, row.shared, row.owner, row.staff_id == staff.id)
        for row in found
    )


def count_of(connection: Connection, staff: Staff) -> int:
    """How many the person has."""
    own = select(func.count()).select_from(saved_views).where(saved_views.c.staff_id == staff.id)
    return connection.execute(own).scalar_one()


def keep(connection: Connection, staff: Staff, view: SavedView, now: datetime) -> None:
    """Keep a view of the person's own; one of the same name is replaced."""
    said = {
        "region": staff.region,
        "department": staff.department,
        "query": view.query,
        "shared": view.shared,
        "saved_at": now,
    }
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(saved_views).values(staff_id=staff.id, name=view.name, **said)
    connection.execute(statement.on_conflict_do_update(index_elements=["staff_id", "name"], set_=said))


def remove(connection: Connection, staff: Staff, view_id: int) -> bool:
    """Delete one of the person's own; False when it is not theirs."""
    own = and_(saved_views.c.id == view_id, saved_views.c.staff_id == staff.id)
    return connection.execute(delete(saved_views).where(own)).rowcount == 1


def _of_organ(staff: Staff) -> ColumnElement[bool]:
    return and_(
        saved_views.c.region == staff.region,
        saved_views.c.department.is_not_distinct_from(staff.department),
    )
