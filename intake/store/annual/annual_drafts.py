"""What people have half written of reports and plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.annual.annual_tables import annual_drafts


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
