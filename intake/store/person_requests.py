"""Complainants who asked that a person look at what the machine decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from intake.store.merges_table import person_requests
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


def waiting(connection: Connection, offices: Collection[str], most: int) -> list[str]:
    """The numbers of the cases of these offices that wait for somebody to look, longest-waiting first."""
    wanted = (
        select(cases.c.number)
        .join(person_requests, person_requests.c.case_id == cases.c.id)
        .where(person_requests.c.looked_at.is_(None), cases.c.office_region.in_(offices))
        .order_by(person_requests.c.asked_at)
        .limit(most)
    )
    return list(connection.execute(wanted).scalars())
