"""Words that all processes go by."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from intake.store.base import UPSERTS
from intake.store.sharing.sharing_tables import shared_marks


def value(connection: Connection, name: str) -> str | None:
    """What a mark says; None where there is none."""
    found = select(shared_marks.c.value).where(shared_marks.c.name == name)
    return connection.execute(found).scalar_one_or_none()


def put(connection: Connection, name: str, said: str, now: datetime) -> None:
    """Let a mark say this from now on."""
    make = UPSERTS[connection.dialect.name]
    values = {"value": said, "at": now}
    row = make(shared_marks).values(name=name, **values)
    connection.execute(row.on_conflict_do_update(index_elements=[shared_marks.c.name], set_=values))


def remove(connection: Connection, name: str) -> None:
    """Take a mark away."""
    connection.execute(delete(shared_marks).where(shared_marks.c.name == name))
