"""Which units were warned of their reports, and which there is anybody to warn of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.annual.model import GOVERNMENT, Unit
from intake.cases.model import Role
from intake.store.annual.annual_tables import annual_warnings
from intake.store.tables import users


def staffed(connection: Connection) -> list[Unit]:
    """The organs and coordinating offices that have people; an office stands for its government."""
    wanted = (users.c.active, users.c.role.not_in((Role.AUDITOR, Role.ADMINISTRATOR)))
    rows = connection.execute(select(users.c.region, users.c.department).where(*wanted).distinct())
    return sorted((Unit(row.region, row.department or GOVERNMENT) for row in rows), key=lambda unit: unit.key)


def warned(connection: Connection, year: int) -> dict[Unit, int]:
    """The last rung on which each unit was warned of its report for a year; 0 is the last of all."""
    rows = connection.execute(select(annual_warnings).where(annual_warnings.c.year == year))
    found: dict[Unit, int] = {}
    for row in rows:
        unit = Unit(row.region, row.department)
        found[unit] = min(row.rung, found.get(unit, row.rung))
    return found


def warn_once(connection: Connection, unit: Unit, year: int, rung: int, now: datetime) -> bool:
    """Note that a unit is warned on a rung; False when it was already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(annual_warnings).values(
        region=unit.region, department=unit.department, year=year, rung=rung, at=now
    )
    made = statement.on_conflict_do_nothing().returning(annual_warnings.c.rung)
    return connection.execute(made).first() is not None
