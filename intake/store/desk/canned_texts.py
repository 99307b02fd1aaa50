"""Canned texts: an organ's and a person's own."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, delete, func, insert, or_, select
from sqlalchemy.sql import ColumnElement

from intake.cases.canned import CannedText, Purpose
from intake.cases.model import Staff
from intake.store.desk.desk_tables import canned_texts


def seen_by(connection: Connection, staff: Staff, purpose: Purpose | None = None) -> tuple[CannedText, ...]:
    """The organ's and one's own, for a purpose or all, by name."""
    of_purpose = [canned_texts.c.purpose == purpose] if purpose else []
    found = connection.execute(
        select(canned_texts)
        .where(_seen(staff), *of_purpose)
        .order_by(canned_texts.c.purpose, canned_texts.c.name, canned_texts.c.id)
    )
    return tuple(
        CannedText(row.id, Purpose(row.purpose), row.name, row.text, own=row.staff_id is not None)
        for row in found
    )


def one(connection: Connection, staff: Staff, text_id: int) -> CannedText | None:
    """A text that the person sees."""
    return next((each for each in seen_by(connection, staff) if each.id == text_id), None)


def count(connection: Connection, staff: Staff, *, own: bool) -> int:
    """How many there are: the person's own, or the organ's."""
    kept = select(func.count()).select_from(canned_texts).where(_belonging(staff, own=own))
    return connection.execute(kept).scalar_one()


def keep(connection: Connection, staff: Staff, text: CannedText, now: datetime) -> None:
    """Add a text; `id` is not read."""
    connection.execute(
        insert(canned_texts).values(
            region=staff.region,
            department=staff.department,
            staff_id=staff.id if text.own else None,
            purpose=text.purpose,
            name=text.name,
            text=text.text,
            changed_at=now,
        )
    )


def remove(connection: Connection, staff: Staff, text: CannedText) -> None:
    """Delete a text of the person's own or of the organ."""
    connection.execute(
        delete(canned_texts).where(canned_texts.c.id == text.id, _belonging(staff, own=text.own))
    )


def _seen(staff: Staff) -> ColumnElement[bool]:
    return or_(_belonging(staff, own=True), _belonging(staff, own=False))


def _belonging(staff: Staff, *, own: bool) -> ColumnElement[bool]:
    """A person's texts stay theirs when they move to another organ."""
    if own:
        return canned_texts.c.staff_id == staff.id
    return and_(
        canned_texts.c.staff_id.is_(None),
        canned_texts.c.region == staff.region,
        canned_texts.c.department.is_not_distinct_from(staff.department),
    )
