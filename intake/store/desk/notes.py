"""Internal notes and mentions. Texts arrive and leave sealed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Role, Staff
from intake.store.desk.notes_table import case_notes, note_mentions
from intake.store.tables import cases, users


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note, sealed, with its writer's name and the number of its case. `unread` is about one reader."""

    id: int
    case_number: str
    writer: str
    sealed: bytes
    at: datetime
    unread: bool


def keep(connection: Connection, case_id: int, writer: Staff, sealed: bytes, now: datetime) -> int:
    """Keep a note; returns its id."""
    values = {
        "case_id": case_id,
        "staff_id": writer.id,
        "region": writer.region,
        "department": writer.department,
        "sealed": sealed,
        "at": now,
    }
    return connection.execute(insert(case_notes).values(**values).returning(case_notes.c.id)).scalar_one()


def mention(connection: Connection, note_id: int, user_ids: Collection[int]) -> None:
    """Note who is mentioned."""
    for user_id in user_ids:
        connection.execute(insert(note_mentions).values(note_id=note_id, user_id=user_id))


def of_case(connection: Connection, case_id: int, reader: Staff) -> list[StoredNote]:
    """The notes of a case that this person may read, oldest first: their own office's or organ's, and those
    that mention them."""
    own = and_(
        case_notes.c.region == reader.region, case_notes.c.department.is_not_distinct_from(reader.department)
    )
    wanted = or_(own, note_mentions.c.user_id.is_not(None))
    return _notes(connection, reader, case_notes.c.case_id == case_id, wanted)


def mentioning(connection: Connection, reader: Staff, most: int) -> list[StoredNote]:
    """The latest notes that mention somebody, the unread ones first."""
    found = _notes(connection, reader, note_mentions.c.user_id == reader.id, most=most)
    return sorted(found, key=lambda each: (not each.unread, -each.id))


def mark_read(connection: Connection, case_id: int, reader: Staff, now: datetime) -> None:
    """This person has seen the notes of a case."""
    of_this = select(case_notes.c.id).where(case_notes.c.case_id == case_id)
    mine = (note_mentions.c.user_id == reader.id, note_mentions.c.read_at.is_(None))
    connection.execute(
        update(note_mentions).where(*mine, note_mentions.c.note_id.in_(of_this)).values(read_at=now)
    )


def erase(connection: Connection, case_ids: Collection[int]) -> None:
    """Forget the notes of these cases, and with them who was mentioned."""
    connection.execute(delete(case_notes).where(case_notes.c.case_id.in_(case_ids)))


def people(connection: Connection, places: Sequence[tuple[str, str | None]]) -> list[Staff]:
    """The active people of these organs (region, department) and offices (region, None), by name."""
    where = or_(
        *(
            and_(
                users.c.region == region,
                users.c.department == department if department else users.c.role == Role.COORDINATOR,
            )
            for region, department in places
        )
    )
    rows = connection.execute(select(users).where(users.c.active, where).order_by(users.c.name))
    return [Staff(row.id, row.login, row.name, Role(row.role), row.region, row.department) for row in rows]


def _notes(
    connection: Connection, reader: Staff, *conditions: ColumnElement[bool], most: int | None = None
) -> list[StoredNote]:
    mine = and_(note_mentions.c.note_id == case_notes.c.id, note_mentions.c.user_id == reader.id)
    rows = connection.execute(
        select(
            case_notes,
            cases.c.number,
            users.c.name,
            and_(note_mentions.c.user_id.is_not(None), note_mentions.c.read_at.is_(None)).label("unread"),
        )
        .join(cases, cases.c.id == case_notes.c.case_id)
        .join(users, users.c.id == case_notes.c.staff_id)
        .outerjoin(note_mentions, mine)
        .where(*conditions)
        .order_by(case_notes.c.id.desc())
        .limit(most)
    )
    found = [
        StoredNote(row.id, row.number, row.name, bytes(row.sealed), row.at, bool(row.unread)) for row in rows
    ]
    return found[::-1]
