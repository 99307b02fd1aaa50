"""What people have half written of reports and plans, and which warnings went out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.annual_tables import annual_drafts, annual_warnings
from registry import Unit


class DraftPlace(NamedTuple):
    """Whose draft of what: `about` is the key of a report or plan, `form` the name of a form."""

    staff_id: int
    about: str
    form: str


def keep(connection: Connection, place: DraftPlace, fields: Mapping[str, str], now: datetime) -> None:
    """Keep a draft in place of an earlier one."""
    said = {"fields": dict(fields), "at": now}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(annual_drafts).values(**place._asdict(), **said)
    connection.execute(statement.on_conflict_do_update(index_elements=list(place._fields), set_=said))


def drop(connection: Connection, place: DraftPlace) -> None:
    """Forget a draft, if there is one."""
    same = [annual_drafts.c[name] == value for name, value in place._asdict().items()]
    connection.execute(delete(annual_drafts).where(*same))


def kept(connection: Connection, place: DraftPlace) -> tuple[dict[str, str], datetime] | None:
    """A draft and when it was kept."""
    same = [annual_drafts.c[name] == value for name, value in place._asdict().items()]
    row = connection.execute(select(annual_drafts.c.fields, annual_drafts.c.at).where(*same)).first()
    return (dict(row.fields), row.at) if row else None


def warn_once(connection: Connection, unit: Unit, year: int, rung: int, now: datetime) -> bool:
    """Note that a unit is warned; False when it was already, on this rung or a later one."""
    same = (
        annual_warnings.c.region == unit.region,
        annual_warnings.c.department == unit.department,
        annual_warnings.c.year == year,
        annual_warnings.c.rung <= rung,
    )
    if connection.execute(select(annual_warnings.c.rung).where(*same)).first():
        return False
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(annual_warnings).values(
        region=unit.region, department=unit.department, year=year, rung=rung, at=now
    )
    made = statement.on_conflict_do_nothing().returning(annual_warnings.c.rung)
    return connection.execute(made).first() is not None
