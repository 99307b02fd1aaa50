"""What somebody with a receipt code may ask about their own data: 个人信息保护法 44–47.

`code` is as typed. Every function raises MistypedCode, NotFound when no case has it, or StillWaiting.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from intake.cases import complaint as rules
from intake.cases.errors import ComplaintRefused, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Contact
from intake.services.citizens import track
from intake.services.citizens.code import reached
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases, citizens, papers
from intake.store.filing import drafts
from intake.store.records import events
from intake.store.records import retention as store
from intake.words import gettext as _
from registry.languages import language


def export(ctx: Context, code: str) -> dict[str, Any]:
    """Everything stored about the person and the complaint, as JSON with Chinese names (art. 45)."""
    view, code_hash = track.by_code(ctx, code), reached(ctx, code)
    with ctx.database.writing() as connection:
        case = _case(connection, code_hash)
        contact = cases.open_contact(connection, ctx.keys.fields, case.id)
        files = drafts.evidence_of_case(connection, case.id)
        written, rating = citizens.messages(connection, case.id), papers.rating(connection, case.id)
        events.record(connection, Recorded(Event.OWN_DATA_EXPORTED, ctx.now(), case.id))
    said = case.complaint
    return {
        _("编号"): case.number,
        _("登记时间"): case.filed_at.astimezone(LOCAL_TIME).isoformat(),
        _("联系方式"): _contact(contact),
        _("标题"): said.title,
        _("内容"): said.text,
        _("地址"): said.location.address,
        _("位置"): [said.location.latitude, said.location.longitude],
        _("发生时间"): said.occurred_at,
        _("材料"): [{_("名称"): file.name, _("字节"): file.size} for file in files],
        _("答复"): case.answer,
        _("往来的话"): [[said.at.isoformat(), said.kind.value, said.text] for said in written],
        _("评价"): [rating.stars, rating.comment] if rating else None,
        _("经过"): [[entry.at.isoformat(), entry.words, entry.detail] for entry in view.timeline]
        if view
        else [],
    }


def correct_contact(ctx: Context, code: str, contact: Contact, chosen: str | None = None) -> None:
    """Replace the contact, or leave one with an anonymous complaint (art. 46). Whether to be told of progress
    stays as it was chosen, and so does the language unless one is `chosen`.

    Raises ComplaintRefused (`.faults`) when it cannot be one.
    """
    given = (rules.tidy(contact.name), rules.tidy(contact.phone), rules.tidy(contact.email))
    tidied = Contact(*given, language=chosen or language())
    if faults := rules.contact_faults(tidied):
        raise ComplaintRefused(faults)
    code_hash = reached(ctx, code)
    with ctx.database.writing() as connection:
        case = _case(connection, code_hash)
        before = cases.open_contact(connection, ctx.keys.fields, case.id)
        kept = _kept(before, tidied, chosen) if before else tidied
        store.erase(connection, case.id)
        cases.seal_contact(connection, ctx.keys.fields, case.id, kept)
        events.record(connection, Recorded(Event.CONTACT_CORRECTED, ctx.now(), case.id))


def erase_contact(ctx: Context, code: str) -> None:
    """Erase the contact; the complaint goes on without it (art. 47).

    Raises NotPermitted while a law keeps it (a hold).
    """
    code_hash = reached(ctx, code)
    with ctx.database.writing() as connection:
        case = _case(connection, code_hash)
        if store.is_held(connection, case.id):
            raise NotPermitted(_("这件投诉因诉讼或调查依法保全，联系方式暂时不能删除。可以拨打 12345 询问。"))
        if store.erase(connection, case.id):
            events.record(connection, Recorded(Event.CONTACT_ERASED_BY_OWNER, ctx.now(), case.id))


def _case(connection: Connection, code_hash: str) -> Case:
    case = cases.by_code_hash(connection, code_hash)
    if case is None:
        raise NotFound(_("没有查到这个查询码。"))
    return case


def _kept(before: Contact, corrected: Contact, chosen: str | None) -> Contact:
    return replace(corrected, notify=before.notify, language=chosen or before.language)


def _contact(contact: Contact | None) -> dict[str, str] | None:
    if contact is None:
        return None
    return {
        _("称呼"): contact.name,
        _("电话"): contact.phone,
        _("邮箱"): contact.email,
        _("通知用的语言"): contact.language,
    }
