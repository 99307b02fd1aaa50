"""Writing a special report: its parts, the public edition and its redaction list.

All take (ctx, staff, number of what is owed) and raise NotFound, NotPermitted, BadTransition, BadInput,
StaleCase. Parts have versions of their own: two people write two parts, and never over each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from intake.annual.edition import ARTICLES
from intake.annual.model import DUTIES, LONGEST, DraftReport
from intake.annual.states import REPORT, Act
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound
from intake.cases.model import Staff
from intake.services.annual.showing import unbegun
from intake.services.annual.standing import after, due, stale
from intake.services.casework.step import required
from intake.services.context import Context
from intake.store.annual import annual_drafts, annual_writers
from intake.store.annual import annual_reports as store
from intake.store.annual.annual_drafts import DraftPlace
from intake.store.annual.annual_reports import Place
from intake.words import gettext as _
from registry import Obligation, Redaction, led_items

FULL, PUBLIC = "full", "public"  # the forms that keep what is half written
_ACT_OF: Final = {FULL: Act.EDIT, PUBLIC: Act.EDIT_PUBLIC}
_LONGEST_DRAFT = 2 * LONGEST


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote of a part: its text or, of a led item, why there is none. `version`: the part's."""

    part: str
    version: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """A report being written on, in a transaction."""

    connection: Connection
    owed: Obligation
    report: DraftReport


def save_part(ctx: Context, staff: Staff, number: str, written: Written) -> None:
    """Keep a part of the full edition. Its first writer begins the report."""
    text, reason = tidy(written.text), tidy(written.reason)
    _check_length(text)
    if len(reason) > 500:
        raise BadInput("reason", _("最多 {count} 个字。").format(count=500))
    with _editing(ctx, staff, number, Act.EDIT) as editing:
        _check_part(ctx, editing, written.part)
        report_id = editing.report.id or _begin(editing, staff)
        values = {"text": text, "reason": "" if text else reason, "public_text": None}
        _put(ctx, staff, editing, Place(report_id, written.part, written.version), values)
        annual_drafts.drop(editing.connection, _draft_place(staff, editing.owed, FULL, written.part))


def save_public(ctx: Context, staff: Staff, number: str, written: Written) -> None:
    """Keep the public edition's text of a part; the full text itself makes it the same again."""
    text = required("text", tidy(written.text), most=LONGEST)
    with _editing(ctx, staff, number, Act.EDIT_PUBLIC) as editing:
        part = editing.report.parts.get(written.part)
        if part is None or not part.text:
            raise NotFound(_("报告里没有这一部分。"))
        values = {"public_text": None if text == part.text else text}
        _put(ctx, staff, editing, Place(editing.report.id, written.part, written.version), values)
        annual_drafts.drop(editing.connection, _draft_place(staff, editing.owed, PUBLIC, written.part))


def redact(ctx: Context, staff: Staff, number: str, redaction: Redaction) -> None:
    """Say what the public edition leaves out of a part (`place`), by which article and why."""
    reason = required("reason", tidy(redaction.reason), most=300)
    if redaction.article not in ARTICLES:
        raise BadInput("article", _("请选择依据的条款。"))
    with _editing(ctx, staff, number, Act.EDIT_PUBLIC) as editing:
        if redaction.place not in editing.report.parts:
            raise BadInput("part", _("请选择报告里的一部分。"))
        kept = Redaction(redaction.place, redaction.article, reason)
        store.redact(editing.connection, editing.report.id, redaction.place, kept)
        annual_writers.wrote_report(editing.connection, editing.report.id, staff.id)


def unredact(ctx: Context, staff: Staff, number: str, redaction_id: int) -> None:
    """Take a line off the redaction list."""
    with _editing(ctx, staff, number, Act.EDIT_PUBLIC) as editing:
        if not store.drop_redaction(editing.connection, editing.report.id, redaction_id):
            raise NotFound(_("没有这一条。"))
        annual_writers.wrote_report(editing.connection, editing.report.id, staff.id)


def keep_draft(
    ctx: Context, staff: Staff, number: str, form: tuple[str, str], fields: Mapping[str, str]
) -> datetime:
    """Keep what stands in a form (its name, the part) for this person, who could save it; returns when."""
    with _editing(ctx, staff, number, _ACT_OF[form[0]]) as editing:
        _check_part(ctx, editing, form[1])
        place = _draft_place(staff, editing.owed, *form)
        if not any(fields.values()) or sum(map(len, fields.values())) > _LONGEST_DRAFT:
            annual_drafts.drop(editing.connection, place)
        else:
            annual_drafts.keep(editing.connection, place, fields, ctx.now())
    return ctx.now()


@contextmanager
def _editing(ctx: Context, staff: Staff, number: str, act: Act) -> Iterator[Editing]:
    owed = due(ctx, staff, number)
    with ctx.database.writing() as connection:
        report = store.held(connection, owed.unit, owed.year) or unbegun(owed, staff)
        after(ctx, staff, owed, (REPORT, act, report.state))
        yield Editing(connection, owed, report)


def _begin(editing: Editing, staff: Staff) -> int:
    owed = editing.owed
    store.begin(editing.connection, owed.unit, owed.year, staff.id)
    begun = store.one(editing.connection, owed.unit, owed.year)
    if begun is None:
        raise NotFound(_("没有这份年度报告或计划。"))
    return begun.id


def _put(
    ctx: Context, staff: Staff, editing: Editing, place: Place, values: Mapping[str, str | None]
) -> None:
    if not store.put_part(editing.connection, place, values, (staff.id, ctx.now())):
        raise stale()
    annual_writers.wrote_report(editing.connection, place.report_id, staff.id)


def _check_part(ctx: Context, editing: Editing, part: str) -> None:
    led = led_items(ctx.registry, editing.owed.unit, editing.owed.year)
    if part not in {DUTIES, *(item.id for item in led.items)}:
        raise NotFound(_("报告里没有这一部分。"))


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise BadInput("text", _("最多 {count} 个字。").format(count=LONGEST))


def _draft_place(staff: Staff, owed: Obligation, form: str, part: str) -> DraftPlace:
    return DraftPlace(staff.id, owed.key, f"{form}:{part}")
