"""What members of staff are reminded of at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from intake.store.office.reminder_tables import reminders
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class Reminder:
    """Why somebody is reminded: `kind` names it, `about` says of what. `paper`: the number of a letter
    or item."""

    kind: str
    about: str
    case_id: int | None = None
    paper: str | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptReminder:
    """A reminder as its reader finds it."""

    id: int
    kind: str
    about: str
    case_number: str | None
    paper: str | None
    due_at: datetime | None
    at: datetime
    read_at: datetime | None


def put(connection: Connection, user_ids: Iterable[int], what: Reminder, now: datetime) -> None:
    """Remind people, each once."""
    shared = {
        "kind": what.kind,
        "about": what.about,
        "case_id": what.case_id,
        "paper": what.paper,
        "due_at": what.due_at,
        "at": now,
    }
    rows = [{"user_id": each, **shared} for each in dict.fromkeys(user_ids)]
    if rows:
        connection.execute(insert(reminders), rows)


def is_kept(connection: Connection, what: Reminder) -> bool:
    """Whether anybody was ever reminded so of this paper, in the same words."""
    c = reminders.c
    same = (c.kind == what.kind) & (c.paper == what.paper) & (c.about == what.about)
    return connection.execute(select(c.id).where(same).limit(1)).first() is not None


def of_staff(connection: Connection, user_id: int, most: int) -> list[KeptReminder]:
    """Somebody's reminders: the unread ones first, then the newest."""
    rows = connection.execute(
        select(reminders, cases.c.number)
        .select_from(reminders.outerjoin(cases))
        .where(reminders.c.user_id == user_id)
        .order_by(reminders.c.read_at.is_not(None), reminders.c.id.desc())
        .limit(most)
    )
    return [
        KeptReminder(row.id, row.kind, row.about, row.number, row.paper, row.due_at, row.at, row.read_at)
        for row in rows
    ]


def unread(connection: Connection, user_id: int) -> int:
    """How many of somebody's reminders are unread."""
    mine = (reminders.c.user_id == user_id, reminders.c.read_at.is_(None))
    return connection.execute(select(func.count()).select_from(reminders).where(*mine)).scalar_one()


def mark_read(connection: Connection, user_id: int, until: int, now: datetime) -> int:
    """Mark somebody's reminders up to an id as read; returns how many were unread."""
    mine = (reminders.c.user_id == user_id, reminders.c.read_at.is_(None), reminders.c.id <= until)
    return connection.execute(update(reminders).where(*mine).values(read_at=now)).rowcount
