"""The record: written through one function, read per case, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from intake.cases.events import Event, Recorded
from intake.store import outbox
from intake.store.tables import events, users


def record(connection: Connection, line: Recorded) -> None:
    """Append one line, in the transaction of what it records, and put the notices it calls for."""
    outbox.put(connection, line)
    connection.execute(
        insert(events).values(
            at=line.at, event=line.event, case_id=line.case_id, staff_id=line.staff_id, detail=line.detail
        )
    )


def times_of_staff(connection: Connection, staff_id: int, event: Event, most: int) -> list[datetime]:
    """When somebody last did something, newest first."""
    mine = (events.c.staff_id == staff_id, events.c.event == event)
    rows = connection.execute(select(events.c.at).where(*mine).order_by(events.c.id.desc()).limit(most))
    return list(rows.scalars())


def of_case(connection: Connection, case_id: int) -> tuple[Recorded, ...]:
    """The record of one case, oldest first, with the names of the staff who acted."""
    rows = connection.execute(
        select(events, users.c.name.label("staff_name"))
        .select_from(events.outerjoin(users))
        .where(events.c.case_id == case_id)
        .order_by(events.c.id)
    )
    return tuple(
        Recorded(Event(row.event), row.at, row.case_id, row.staff_id, row.staff_name, row.detail)
        for row in rows
    )
