"""What staff have half written on a case, a draft a person, case and form. Texts arrive and leave sealed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from intake.store.desk.notes_table import desk_drafts


def keep(connection: Connection, place: tuple[int, int, str], sealed: bytes, now: datetime) -> None:
    """Keep a draft in place of an earlier one; `place` is (staff id, case id, form)."""
    staff_id, case_id, form = place
    said = {"sealed": sealed, "updated_at": now}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(desk_drafts).values(staff_id=staff_id, case_id=case_id, form=form, **said)
    one = ["staff_id", "case_id", "form"]
    connection.execute(statement.on_conflict_do_update(index_elements=one, set_=said))


def drop(connection: Connection, place: tuple[int, int, str]) -> None:
    """Forget a draft, if there is one."""
    connection.execute(delete(desk_drafts).where(*_at(place)))


def drop_untouched(connection: Connection, since: datetime) -> None:
    """Forget the drafts last touched before `since`."""
    connection.execute(delete(desk_drafts).where(desk_drafts.c.updated_at < since))


def of_case(connection: Connection, staff_id: int, case_id: int) -> dict[str, tuple[bytes, datetime]]:
    """Somebody's drafts on a case, by form: the sealed text and when it was kept."""
    mine = (desk_drafts.c.staff_id == staff_id, desk_drafts.c.case_id == case_id)
    rows = connection.execute(select(desk_drafts).where(*mine))
    return {row.form: (bytes(row.sealed), row.updated_at) for row in rows}


def _at(place: tuple[int, int, str]) -> tuple[ColumnElement[bool], ...]:
    staff_id, case_id, form = place
    return (
        desk_drafts.c.staff_id == staff_id,
        desk_drafts.c.case_id == case_id,
        desk_drafts.c.form == form,
    )
