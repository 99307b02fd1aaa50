"""Complainants who asked that a person look at what the machine decided."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from intake.store.cases.case_filters import Wanted, conditions
from intake.store.cases.merges_table import person_requests
from intake.store.tables import cases


def ask(connection: Connection, case_id: int, now: datetime) -> None:
    """Keep the request. A case has one at most."""
    connection.execute(insert(person_requests).values(case_id=case_id, asked_at=now))


def asked(connection: Connection, case_id: int) -> bool | None:
    """Whether it still waits for somebody to look; None when nobody asked."""
    wanted = select(person_requests.c.looked_at).where(person_requests.c.case_id == case_id)
    row = connection.execute(wanted).one_or_none()
    return row.looked_at is None if row else None


def looked(connection: Connection, case_id: int, staff_id: int, now: datetime) -> None:
    """Somebody looked."""
    mine = person_requests.c.case_id == case_id
    connection.execute(update(person_requests).where(mine).values(looked_at=now, looked_by=staff_id))


def waiting(connection: Connection, wanted: Wanted, most: int) -> list[tuple[str, datetime]]:
    """The wanted cases that wait for somebody to look, by number, and since when; longest-waiting first."""
    rows = connection.execute(
        select(cases.c.number, person_requests.c.asked_at)
        .join(person_requests, person_requests.c.case_id == cases.c.id)
        .where(person_requests.c.looked_at.is_(None), *conditions(wanted))
        .order_by(person_requests.c.asked_at)
        .limit(most)
    )
    return [(row.number, row.asked_at) for row in rows]
