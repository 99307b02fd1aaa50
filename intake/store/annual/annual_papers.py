"""What the rows of special reports and work plans have in common: one a unit and year, and a version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from intake.annual.model import DraftPlan, DraftReport, Unit
from intake.annual.states import State


def of_unit(connection: Connection, table: Table, unit: Unit, year: int) -> Row[*tuple[Any, ...]] | None:
    """The row of a unit for a year."""
    return connection.execute(select(table).where(*_place(table, unit, year))).first()


def hold(connection: Connection, table: Table, unit: Unit, year: int) -> None:
    """Keep the row from every other writer until the transaction ends: a step and an edit come in turn."""
    connection.execute(select(table.c.id).where(*_place(table, unit, year)).with_for_update())


def begin(connection: Connection, table: Table, unit: Unit, year: int, staff_id: int, *empty: str) -> None:
    """Make a draft with these columns empty; nothing when there is one already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = {
        "region": unit.region,
        "department": unit.department,
        "year": year,
        "version": 1,
        "state": State.DRAFT,
        "written_by": staff_id,
        **dict.fromkeys(empty, ""),
    }
    connection.execute(make(table).values(values).on_conflict_do_nothing())


def change(
    connection: Connection, table: Table, seen: DraftReport | DraftPlan, values: Mapping[str, Any]
) -> bool:
    """Set columns if nobody changed the row since `seen` was read; False when somebody did."""
    return _set(connection, table, seen, {"version": seen.version + 1, **values})


def set_written(connection: Connection, table: Table, seen: DraftReport | DraftPlan, now: datetime) -> bool:
    """Note that the content has what was seen; False when it changed meanwhile."""
    return _set(connection, table, seen, {"written_at": now})


def _place(table: Table, unit: Unit, year: int) -> tuple[ColumnElement[bool], ...]:
    return (table.c.region == unit.region, table.c.department == unit.department, table.c.year == year)


def _set(
    connection: Connection, table: Table, seen: DraftReport | DraftPlan, values: Mapping[str, Any]
) -> bool:
    same = (table.c.id == seen.id, table.c.version == seen.version)
    return connection.execute(update(table).where(*same).values(**values)).rowcount == 1
