"""Canned texts: kept by person and organ, filled in for one case."""

from __future__ import annotations

from datetime import date

from intake.cases import due
from intake.cases.canned import CannedText, Purpose, filled, unknown_blanks
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import holder_name, place_name
from intake.cases.permissions import Right, may
from intake.services.casework.step import find_case, required
from intake.services.context import LOCAL_TIME, Context
from intake.store.desk import canned_texts as store
from intake.store.records import events
from intake.words import gettext as _

MOST_OWN, MOST_SHARED = 50, 100
NAME_LENGTH, TEXT_LENGTH = 40, 3000


def texts(ctx: Context, staff: Staff, purpose: Purpose | None = None) -> tuple[CannedText, ...]:
    """The organ's texts and one's own. Raises NotPermitted for somebody who writes to nobody."""
    _must(staff, Right.READ_CASE)
    with ctx.database.reading() as connection:
        return store.seen_by(connection, staff, purpose)


def fill(ctx: Context, staff: Staff, case_number: str, text_id: int) -> str:
    """A text with the facts of a case. Raises NotFound (no such case or text for them) or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        text = store.one(connection, staff, text_id)
        record = events.of_case(connection, case.id)
    if text is None:
        raise NotFound(_("没有这条常用语，可能已经删除。"))
    return filled(text.text, _facts(ctx, staff, case, record))


def add(ctx: Context, staff: Staff, text: CannedText) -> None:
    """Keep a text (its `id` is not read); the organ's own need SHARE_TEXTS.

    Raises BadInput("name" or "text"), or NotPermitted.
    """
    _must(staff, Right.READ_CASE if text.own else Right.SHARE_TEXTS)
    name = required("name", tidy(text.name), NAME_LENGTH)
    said = required("text", tidy(text.text), TEXT_LENGTH)
    if unknown := unknown_blanks(said):
        raise BadInput("text", _("没有“{blank}”这个空，请看下面列出的。").format(blank=unknown[0]))
    with ctx.database.writing() as connection:
        if store.count(connection, staff, own=text.own) >= (MOST_OWN if text.own else MOST_SHARED):
            raise BadInput("name", _("常用语已经太多，请先删掉一些。"))
        store.keep(connection, staff, CannedText(0, text.purpose, name, said, text.own), ctx.now())


def remove(ctx: Context, staff: Staff, text_id: int) -> None:
    """Delete a text of one's own, or, with SHARE_TEXTS, of the organ. Raises NotFound or NotPermitted."""
    _must(staff, Right.READ_CASE)
    with ctx.database.writing() as connection:
        text = store.one(connection, staff, text_id)
        if text is None:
            raise NotFound(_("没有这条常用语，可能已经删除。"))
        if not text.own:
            _must(staff, Right.SHARE_TEXTS)
        store.remove(connection, staff, text)


def _must(staff: Staff, right: Right) -> None:
    if not may(staff, right):
        raise NotPermitted(_("您的账号没有这项权限。"))


def _facts(ctx: Context, staff: Staff, case: Case, record: tuple[Recorded, ...]) -> dict[str, str]:
    place = case.complaint.location
    accepted = next((line.at for line in record if line.event is Event.CASE_ACCEPTED), None)
    ends = case.next_due_at
    return {
        "编号": case.number,
        "事项": case.certificate.matter or "",
        "地点": "".join((place_name(place.region, ctx.registry), place.address)),
        "单位": holder_name(Owner(staff.region, staff.department), ctx.registry, ctx.today()),
        "期限": _day(due.last_day(ends)) if ends else "",
        "受理日期": _day(accepted.astimezone(LOCAL_TIME).date()) if accepted else "",
    }


def _day(day: date) -> str:
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
