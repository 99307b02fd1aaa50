"""The letters that go with a case: the transfer slip to its department, the letter of a referral, its sealed
annex. None names who complained, but for the annex, which is opened for a reason and on the record.

Raise NotFound (a referral has no letter before it is approved), NotPermitted, and NoType when no Chinese type
is installed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import CaseworkError, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Contact, Owner, Staff
from intake.cases.ownership import NO_OFFICE, holder_name, place_name
from intake.cases.permissions import Right
from intake.cases.referral import Referral, Stage
from intake.letters import fonts
from intake.letters.letter import Letter
from intake.letters.pdf import render
from intake.services.casework.referral import known_to
from intake.services.casework.step import find_case, required
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases
from intake.store.records import events
from intake.store.referrals import referrals as store
from intake.words import gettext as _
from registry import ReferralKind
from registry.languages import day_words

_WITHOUT_LETTER = frozenset({Stage.PROPOSED, Stage.REFUSED})


class NoType(CaseworkError):
    """No Chinese type is installed; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF file and what to call it when it is saved."""

    name: str
    content: bytes


def transfer_slip(ctx: Context, staff: Staff, case_number: str) -> Paper:
    """转办单: what came, why it is this department's, by when."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
    return _paper(ctx, _("转办单-{number}.pdf").format(number=case.number), _slip(ctx, case))


def referral_letter(ctx: Context, staff: Staff, case_number: str, referral_id: int) -> Paper:
    """移送函: the case or the lead in it, why it goes there, with which enclosures."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        kind, referral = _approved(ctx, connection, staff, case, referral_id)
    letter = _referral(ctx, case, kind, referral)
    return _paper(ctx, f"{kind.letter}-{referral.letter}.pdf", letter)


def identity_annex(ctx: Context, staff: Staff, case_number: str, referral_id: int, reason: str) -> Paper:
    """Who complained, for a sealed envelope: only where the approved referral asked for it. Recorded.

    Raises BadInput("reason") without a reason.
    """
    said = required("reason", tidy(reason), most=500)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.REVEAL_CONTACT)
        kind, referral = _approved(ctx, connection, staff, case, referral_id)
        if not referral.proposal.identity_reason:
            raise NotFound(_("这次移送没有批准附举报人身份。"))
        contact = cases.open_contact(connection, ctx.keys.fields, case.id)
        if contact is None:
            raise NotFound(_("这件投诉没有联系方式。"))
        facts = {"reason": said, **({} if kind.confidential else {"letter": referral.letter})}
        opened = Recorded(Event.CONTACT_REVEALED, ctx.now(), case.id, staff.id, detail=facts)
        events.record(connection, opened)
    return _paper(ctx, f"{_('密封件')}-{referral.letter}.pdf", _annex(ctx, case, referral, contact))


def _approved(
    ctx: Context, connection: Connection, staff: Staff, case: Case, referral_id: int
) -> tuple[ReferralKind, Referral]:
    for referral in store.of_case(connection, case.id):
        kind = ctx.registry.referral_kinds[referral.proposal.kind]
        if referral.id == referral_id and known_to(staff, kind):
            if referral.stage in _WITHOUT_LETTER:
                break
            return kind, referral
    raise NotFound(_("没有这次移送，或者还没有批准。"))


def _paper(ctx: Context, name: str, letter: Letter) -> Paper:
    try:
        return Paper(name, render(letter, fonts.find(ctx.settings.letter_font)))
    except fonts.FontMissing as missing:
        raise NoType(str(missing)) from None


def _slip(ctx: Context, case: Case) -> Letter:
    certificate, said = case.certificate, case.complaint
    sender = Owner(case.office_region) if case.office_region != NO_OFFICE else case.owner
    facts = (
        *_about(ctx, case),
        (_("法律依据"), "；".join(certificate.legal_basis)),
        (_("办理期限"), _last_day(case.next_due_at)),
        (_("投诉标题"), said.title),
        (_("投诉内容"), said.text),
    )
    return Letter(
        issuer=_name(ctx, sender),
        title=_("生态环境投诉转办单"),
        number=case.number,
        to=_name(ctx, case.owner),
        opening=_("下列投诉按公开的事项清单由你单位办理，现予转办。"),
        facts=tuple(fact for fact in facts if fact[1]),
        closing=_("请依法受理、办理并答复投诉人。认为不属于本单位职责的，请在收到后5个工作日内说明理由。"),
        enclosures=(),
        on=_local(case.updated_at),
        notice=_notice(ctx),
        remark=_("本单不含投诉人身份。确需联系的，在系统里写明原因后查看；查看会留痕。"),
    )


def _referral(ctx: Context, case: Case, kind: ReferralKind, referral: Referral) -> Letter:
    basis = "；".join(each.citation for each in kind.basis)
    sealed = _("另附密封件") if referral.proposal.identity_reason else _("密封，不随函移送")
    facts = (*_about(ctx, case), (_("移送依据"), basis), (_("移送理由"), referral.proposal.grounds))
    return Letter(
        issuer=_name(ctx, case.owner),
        title=kind.letter,
        number=referral.letter,
        to=referral.proposal.to,
        opening=_opening(kind),
        facts=(*(fact for fact in facts if fact[1]), (_("举报人身份"), sealed)),
        closing=_("请签收后出具回执，并将处理结果书面告知本单位。"),
        enclosures=referral.proposal.enclosures,
        on=_local(referral.decided_at or referral.proposed_at),
        notice=_notice(ctx),
        remark=_("请对举报人的信息和举报内容保密。"),
    )


def _annex(ctx: Context, case: Case, referral: Referral, contact: Contact) -> Letter:
    facts = ((_("姓名"), contact.name), (_("电话"), contact.phone), (_("邮箱"), contact.email))
    return Letter(
        issuer=_name(ctx, case.owner),
        title=_("举报人身份（密封件）"),
        number=referral.letter,
        to=referral.proposal.to,
        opening=_("随函移送下列举报人的身份信息，仅供办理本案使用，不得泄露。"),
        facts=tuple(fact for fact in facts if fact[1]),
        closing=_("附带理由：{reason}").format(reason=referral.proposal.identity_reason),
        enclosures=(),
        on=ctx.today(),
        notice=_notice(ctx),
        remark=_("请装入信封密封，由专人送达。"),
    )


def _opening(kind: ReferralKind) -> str:
    if kind.whole:
        return _("我单位在办理下列投诉时，认为应由贵机关处理，现予移送。")
    return _("我单位在办理下列投诉时发现有关线索，现予移送；投诉由我单位继续办理。")


def _about(ctx: Context, case: Case) -> tuple[tuple[str, str], ...]:
    certificate, place = case.certificate, case.complaint.location
    where = place_name(certificate.region, ctx.registry) + place.address
    matter = " ".join(filter(None, (certificate.item, certificate.matter)))
    filed = day_words(_local(case.filed_at))
    return (_("投诉编号"), case.number), (_("收到日期"), filed), (_("清单事项"), matter), (_("地点"), where)


def _name(ctx: Context, owner: Owner) -> str:
    return holder_name(owner, ctx.registry, ctx.today())


def _notice(ctx: Context) -> str:
    return _("演示数据，不是任何机关的正式公文") if ctx.settings.demo else ""


def _local(at: datetime) -> date:
    return at.astimezone(LOCAL_TIME).date()


def _last_day(due: datetime | None) -> str:
    """The last day of a limit, which ends at 24:00; empty when there is none."""
    return day_words(_local(due - timedelta(microseconds=1))) if due else ""
