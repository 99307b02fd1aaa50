"""Reminder letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.store.office.reminder_tables import reminder_letters
from intake.store.tables import cases, users


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter about to be issued; `issued_by` None: by the sweep."""

    number: str
    region: str
    to: Owner
    case_id: int
    clock_id: int | None
    reason: str
    issued_at: datetime
    issued_by: int | None
    report_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder letter as it stands. `issuer` and `acknowledged_by` are names; issuer None: by the sweep."""

    id: int
    number: str
    region: str
    to: Owner
    case_id: int
    case_number: str
    restricted: bool
    clock_id: int | None
    reason: str
    issued_at: datetime
    issuer: str | None
    reply: str
    acknowledged_at: datetime | None
    acknowledged_by: str | None


def issue(connection: Connection, new: NewLetter) -> int:
    """Keep a letter; returns its id."""
    values = {
        "number": new.number,
        "region": new.region,
        "to_region": new.to.region,
        "to_department": new.to.department,
        "case_id": new.case_id,
        "clock_id": new.clock_id,
        "reason": new.reason,
        "issued_at": new.issued_at,
        "issued_by": new.issued_by,
        "report_at": new.report_at,
        "reply": "",
    }
    made = insert(reminder_letters).values(**values).returning(reminder_letters.c.id)
    return connection.execute(made).scalar_one()


def letter(connection: Connection, number: str) -> Letter | None:
    """The letter of that number."""
    row = connection.execute(_letters(reminder_letters.c.number == number)).one_or_none()
    return _letter(row) if row else None


def letters_of(
    connection: Connection, regions: Sequence[str], organ: Owner | None, most: int
) -> list[Letter]:
    """The letters that offices of these regions sent or got, or that an organ got; the newest first."""
    if organ:
        mine: ColumnElement[bool] = (reminder_letters.c.to_region == organ.region) & (
            reminder_letters.c.to_department == organ.department
        )
    else:
        mine = or_(reminder_letters.c.region.in_(regions), reminder_letters.c.to_region.in_(regions))
    rows = connection.execute(_letters(mine).order_by(reminder_letters.c.id.desc()).limit(most))
    return [_letter(row) for row in rows]


def letters_about(connection: Connection, case_id: int) -> list[Letter]:
    """The letters about a case, oldest first."""
    rows = connection.execute(_letters(reminder_letters.c.case_id == case_id).order_by(reminder_letters.c.id))
    return [_letter(row) for row in rows]


def acknowledge(connection: Connection, letter_id: int, reply: str, staff_id: int, now: datetime) -> bool:
    """Note who acknowledged a letter and what they said. False when somebody had."""
    open_one = (reminder_letters.c.id == letter_id, reminder_letters.c.acknowledged_at.is_(None))
    values = {"reply": reply, "acknowledged_by": staff_id, "acknowledged_at": now, "report_at": None}
    return connection.execute(update(reminder_letters).where(*open_one).values(**values)).rowcount == 1


def unacknowledged(connection: Connection, now: datetime, most: int) -> list[Letter]:
    """Letters that lay too long, the oldest first."""
    late = _letters(reminder_letters.c.report_at <= now).order_by(reminder_letters.c.report_at).limit(most)
    return [_letter(row) for row in connection.execute(late)]


def stop_waiting(connection: Connection, letter_id: int, now: datetime) -> bool:
    """A letter that lay too long is dealt with. False when somebody else did, or it was acknowledged."""
    late = (reminder_letters.c.id == letter_id, reminder_letters.c.report_at <= now)
    return connection.execute(update(reminder_letters).where(*late).values(report_at=None)).rowcount == 1


def _letters(condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    issuers, receivers = users.alias(), users.alias()
    joined = (
        reminder_letters.join(cases)
        .outerjoin(issuers, issuers.c.id == reminder_letters.c.issued_by)
        .outerjoin(receivers, receivers.c.id == reminder_letters.c.acknowledged_by)
    )
    wanted = select(
        reminder_letters,
        cases.c.number.label("case_number"),
        cases.c.restricted,
        issuers.c.name.label("issuer"),
        receivers.c.name.label("receiver"),
    )
    return wanted.select_from(joined).where(condition)


def _letter(row: Row[*tuple[Any, ...]]) -> Letter:
    return Letter(
        id=row.id,
        number=row.number,
        region=row.region,
        to=Owner(row.to_region, row.to_department),
        case_id=row.case_id,
        case_number=row.case_number,
        restricted=row.restricted,
        clock_id=row.clock_id,
        reason=row.reason,
        issued_at=row.issued_at,
        issuer=row.issuer,
        reply=row.reply,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.receiver,
    )
