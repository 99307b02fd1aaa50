"""Proceedings in court that cases stand still for, and milestones that were noted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from intake.cases.court import Ending, Proceeding
from intake.cases.events import Event
from intake.cases.milestones import Noted
from intake.store.referrals.referral_table import case_milestones, court_proceedings
from intake.store.tables import users


def begin(connection: Connection, case_id: int, proceeding: Proceeding) -> None:
    """Keep a proceeding that begins."""
    connection.execute(
        insert(court_proceedings).values(
            case_id=case_id,
            court=proceeding.court,
            court_number=proceeding.number,
            began_on=proceeding.began_on,
            outcome="",
            document="",
        )
    )


def end(connection: Connection, case_id: int, ending: Ending) -> None:
    """Say how the open proceeding of a case ended."""
    connection.execute(
        update(court_proceedings)
        .where(court_proceedings.c.case_id == case_id, court_proceedings.c.ended_on.is_(None))
        .values(ended_on=ending.ended_on, outcome=ending.outcome, document=ending.document)
    )


def of_case(connection: Connection, case_id: int) -> list[tuple[Proceeding, Ending | None]]:
    """The proceedings of a case, oldest first; None: not ended."""
    rows = connection.execute(
        select(court_proceedings)
        .where(court_proceedings.c.case_id == case_id)
        .order_by(court_proceedings.c.id)
    )
    return [
        (
            Proceeding(row.court, row.court_number, row.began_on),
            Ending(row.ended_on, row.outcome, row.document) if row.ended_on else None,
        )
        for row in rows
    ]


def began_on(connection: Connection, case_id: int) -> date | None:
    """When the open proceeding of a case began."""
    return next((each.began_on for each, ending in of_case(connection, case_id) if ending is None), None)


def note(connection: Connection, case_id: int, noted: Noted, staff_id: int, now: datetime) -> None:
    """Keep a milestone."""
    connection.execute(
        insert(case_milestones).values(
            case_id=case_id,
            event=noted.event,
            happened_at=noted.happened_at,
            document=noted.document,
            note=noted.note,
            noted_at=now,
            staff_id=staff_id,
        )
    )


def noted(connection: Connection, case_id: int) -> list[Noted]:
    """The milestones noted of a case, in the order they happened."""
    rows = connection.execute(
        select(case_milestones, users.c.name)
        .join(users, users.c.id == case_milestones.c.staff_id)
        .where(case_milestones.c.case_id == case_id)
        .order_by(case_milestones.c.happened_at, case_milestones.c.id)
    )
    return [Noted(Event(row.event), row.happened_at, row.document, row.note, row.name) for row in rows]
