"""Internal notes on a case: for one's own organ or office, and for the colleagues mentioned.

A complainant never sees them and no export has them. The record says that a note was written, never what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Staff
from intake.cases.permissions import Right
from intake.cases.reach import may_read
from intake.services.casework.step import find_case, lineage, required, standing
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.desk import notes as store
from intake.store.records import events
from intake.words import gettext as _

LONGEST = 1000
_MOST = 50
_MENTION = re.compile(r"[@＠]([^\s@＠，。；：、,.;:!?！？（）()]{1,64})")


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `unread`: it mentions the reader, who has not seen it yet."""

    case_number: str
    writer: str
    text: str
    at: datetime
    unread: bool


def write(ctx: Context, staff: Staff, case_number: str, text: str) -> None:
    """Keep a note and tell whom it mentions (@ and a login or a name).

    Raises BadInput("text") also when somebody mentioned is not one of `people`; NotFound, NotPermitted.
    """
    said = required("text", tidy(text), most=LONGEST)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.WRITE_NOTE)
        known = _people(ctx, connection, staff, case)
        mentioned = {_one(name, known).id for name in _MENTION.findall(said)}
        sealed = ctx.keys.fields.encrypt(said.encode())
        note = store.keep(connection, case.id, staff, sealed, ctx.now())
        store.mention(connection, note, mentioned)
        facts = {"mentioned": str(len(mentioned))}
        events.record(connection, Recorded(Event.NOTE_WRITTEN, ctx.now(), case.id, staff.id, detail=facts))


def of_case(ctx: Context, staff: Staff, case_number: str) -> list[Note]:
    """The notes this person may read, oldest first. Raises NotFound, NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return [_opened(ctx, each) for each in store.of_case(connection, case.id, staff)]


def people(ctx: Context, staff: Staff, case_number: str) -> list[Staff]:
    """Whom a note can mention: colleagues, and the offices over the case, if they may read it."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return _people(ctx, connection, staff, case)


def mentions(ctx: Context, staff: Staff) -> list[Note]:
    """The latest notes that mention this person and whose case they can still open, the unread ones first."""
    with ctx.database.reading() as connection:
        found = store.mentioning(connection, staff, _MOST)
        return [_opened(ctx, each) for each in found if _reads(ctx, connection, staff, each.case_number)]


def seen(ctx: Context, staff: Staff, case_number: str) -> None:
    """This person has read the notes of a case."""
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        store.mark_read(connection, case.id, staff, ctx.now())


def _people(ctx: Context, connection: Connection, staff: Staff, case: Case) -> list[Staff]:
    offices = [(region, None) for region in lineage(ctx, case.office_region)]
    found = store.people(connection, [(staff.region, staff.department), *offices])
    where = standing(ctx, connection, case)
    return [each for each in found if each.id != staff.id and may_read(each, where)]


def _reads(ctx: Context, connection: Connection, staff: Staff, number: str) -> bool:
    case = cases.by_number(connection, number)
    return case is not None and may_read(staff, standing(ctx, connection, case))


def _one(name: str, known: list[Staff]) -> Staff:
    """Who is meant: a login, a whole name, or the beginning of what was written right after the sign."""
    exact = [each for each in known if name in (each.login, each.name)]
    fits = exact or [each for each in known if name.startswith(each.name)]
    if len(fits) != 1:
        raise BadInput(
            "text", _("不知道“@{name}”是谁，请从下面的名单里选，写用户名最稳妥。").format(name=name)
        )
    return fits[0]


def _opened(ctx: Context, stored: store.StoredNote) -> Note:
    text = ctx.keys.fields.decrypt(stored.sealed).decode()
    return Note(stored.case_number, stored.writer, text, stored.at, stored.unread)
