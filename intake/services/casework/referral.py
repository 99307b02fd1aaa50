"""Referring a case, or a lead in it, to another body: proposed, approved, sent, received, decided.

Policy, articles 18 and 22 to 26; the kinds are in content/referrals.yaml. All raise NotFound, NotPermitted,
StaleCase, BadTransition or BadInput, and return the case's version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Case, Staff
from intake.cases.permissions import Right, may
from intake.cases.referral import OPEN, Outcome, Proposal, Referral, Stage, missing, outcome_words
from intake.cases.states import WORKING, Action, State
from intake.services.casework.mark import Mark, marking
from intake.services.casework.step import Act, Change, move, required, step_on
from intake.services.context import LOCAL_TIME, Context
from intake.store.cases import cases
from intake.store.referrals import referrals as store
from intake.words import gettext as _
from registry import ReferralKind

# Where a case may stand when a referral is prepared; a lead in it may also go while it waits or rests.
_FROM = (State.TO_BE_DECIDED, *WORKING)
_LEAD_FROM = (*_FROM, State.WAITING, State.REFERRED, State.IN_LITIGATION, State.ANSWERED)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Which referral the head refuses, and why."""

    referral_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Signed:
    """The other body's receipt for a referral: on which day, under what number."""

    referral_id: int
    on: date
    number: str


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the other body decided on a referral, on which day, by which document."""

    referral_id: int
    outcome: Outcome
    on: date
    document: str


def propose(ctx: Context, staff: Staff, case_number: str, version: int, proposal: Proposal) -> int:
    """Propose a referral to the head. Raises BadInput (kind, to, grounds, enclosures, identity_reason)."""
    with marking(ctx, staff, case_number, version, Right.PROPOSE_REFERRAL) as mark:
        kind = _kind(mark, proposal.kind)
        ready_for(mark.case, kind)
        _not_running(mark, kind)
        store.propose(mark.connection, mark.case.id, _checked(mark, kind, proposal), staff.id, ctx.now())
        return _record(mark, kind, Event.REFERRAL_PROPOSED, {"goes_to": tidy(proposal.to), "kind": kind.name})


def approve(ctx: Context, staff: Staff, case_number: str, version: int, referral_id: int) -> int:
    """Approve as the head, not one's own proposal; its letter gets its number."""
    with marking(ctx, staff, case_number, version, Right.APPROVE_REFERRAL) as mark:
        kind, referral = _found(mark, referral_id)
        _not_own(mark, referral)
        letter = _letter_number(mark)
        values = {"decided_at": ctx.now(), "decided_by": staff.id, "letter": letter}
        _advance(mark, referral, Stage.APPROVED, values)
        return _record(mark, kind, Event.REFERRAL_APPROVED, {"letter": letter})


def refuse(ctx: Context, staff: Staff, case_number: str, version: int, refusal: Refusal) -> int:
    """Refuse as the head, on the record: a referral that is not approved needs a reason (移送规定 art. 5)."""
    said = required("reason", tidy(refusal.reason), most=500)
    with marking(ctx, staff, case_number, version, Right.APPROVE_REFERRAL) as mark:
        kind, referral = _found(mark, refusal.referral_id)
        _not_own(mark, referral)
        values = {"decided_at": ctx.now(), "decided_by": staff.id, "decision": said}
        _advance(mark, referral, Stage.REFUSED, values)
        return _record(mark, kind, Event.REFERRAL_REFUSED, {"reason": said})


def send(ctx: Context, staff: Staff, case_number: str, version: int, referral_id: int) -> int:
    """Send what was approved. A whole case then waits for the other body; a lead leaves it as it is."""
    with marking(ctx, staff, case_number, version, Right.PROPOSE_REFERRAL) as mark:
        kind, referral = _found(mark, referral_id)
        _advance(mark, referral, Stage.SENT, {"sent_at": ctx.now()})
        if not kind.whole:
            return _record(mark, kind, Event.REFERRAL_SENT, _destination(referral))
        facts = {} if kind.confidential else _destination(referral)
        change = Change(facts=facts, beside=kind.profile)
        return move(ctx, mark.connection, mark.case, Act(Action.REFER, staff.id), change)


def receive(ctx: Context, staff: Staff, case_number: str, version: int, signed: Signed) -> int:
    """Note the other body's receipt. Raises BadInput (number, on)."""
    number = required("number", tidy(signed.number), most=100)
    with marking(ctx, staff, case_number, version, Right.PROPOSE_REFERRAL) as mark:
        kind, referral = _found(mark, signed.referral_id)
        _on_or_after_sending(mark, referral, signed.on)
        _advance(mark, referral, Stage.RECEIVED, {"received_on": signed.on, "receipt": number})
        return _record(mark, kind, Event.REFERRAL_RECEIVED, {"document": number})


def conclude(ctx: Context, staff: Staff, case_number: str, version: int, conclusion: Conclusion) -> int:
    """Note what the other body decided; the case is then taken back or answered. Raises BadInput (document,
    on)."""
    document = required("document", tidy(conclusion.document), most=100)
    with marking(ctx, staff, case_number, version, Right.PROPOSE_REFERRAL) as mark:
        kind, referral = _found(mark, conclusion.referral_id)
        _on_or_after_sending(mark, referral, conclusion.on)
        values = {"outcome": conclusion.outcome, "outcome_on": conclusion.on, "document": document}
        _advance(mark, referral, Stage.DECIDED, values)
        facts = {"outcome": outcome_words(conclusion.outcome), "document": document}
        return _record(mark, kind, Event.REFERRAL_DECIDED, facts)


def take_back(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Go on with a case that was referred: the organ works on it, an office decides anew who does."""
    said = required("reason", tidy(reason), most=500)
    action = Action.TAKE_BACK if staff.department else Action.TAKE_BACK_TO_OFFICE
    with step_on(ctx, staff, case_number, version, action) as step:
        return step.take(Change(facts={"reason": said}))


def known_to(staff: Staff, kind: ReferralKind) -> bool:
    """Whether this person may know of referrals of a kind at all."""
    return not kind.confidential or may(staff, Right.HANDLE_CONFIDENTIAL)


def ready_for(case: Case, kind: ReferralKind) -> None:
    """Raise BadTransition when the case does not stand where this kind can be proposed."""
    if case.state not in (_FROM if kind.whole else _LEAD_FROM):
        raise BadTransition(_("受理以后、答复以前才能移送。"))


def _kind(mark: Mark, kind_id: str) -> ReferralKind:
    kind = mark.ctx.registry.referral_kinds.get(kind_id)
    if kind is None:
        raise BadInput("kind", _("请选择移送给哪一类机关。"))
    if not known_to(mark.staff, kind):
        raise NotPermitted(_("您的账号没有这项权限。"))
    return kind


def _not_running(mark: Mark, kind: ReferralKind) -> None:
    same = [each for each in store.of_case(mark.connection, mark.case.id) if each.proposal.kind == kind.id]
    if any(each.stage in OPEN for each in same):
        raise BadInput("kind", _("这一类移送已经在办，不能重复提出。"))


def _checked(mark: Mark, kind: ReferralKind, proposal: Proposal) -> Proposal:
    absent = missing(kind, proposal.enclosures)
    if absent:
        raise BadInput("enclosures", _("还缺这些材料：{names}").format(names="、".join(absent)))
    identity = tidy(proposal.identity_reason)[:500]
    if identity and kind.identity == "never":
        raise BadInput("identity_reason", _("这一类移送不附举报人身份。"))
    if identity and not mark.case.has_contact:
        raise BadInput("identity_reason", _("这件投诉是匿名的，没有联系方式。"))
    listed = tuple(each.name for each in kind.enclosures if each.name in proposal.enclosures)
    return replace(
        proposal,
        to=required("to", tidy(proposal.to), most=200),
        grounds=required("grounds", tidy(proposal.grounds), most=3000),
        enclosures=listed,
        identity_reason=identity,
    )


def _found(mark: Mark, referral_id: int) -> tuple[ReferralKind, Referral]:
    for each in store.of_case(mark.connection, mark.case.id):
        if each.id == referral_id:
            return _kind(mark, each.proposal.kind), each
    raise BadTransition(_("没有这次移送，请刷新后再看。"))


def _not_own(mark: Mark, referral: Referral) -> None:
    if referral.proposed_by == mark.staff.id:
        raise NotPermitted(_("自己提出的移送，由另一位负责人批准。"))


def _on_or_after_sending(mark: Mark, referral: Referral, on: date) -> None:
    sent = referral.sent_at.astimezone(LOCAL_TIME).date() if referral.sent_at else None
    if on > mark.ctx.today() or (sent and on < sent):
        raise BadInput("on", _("日期应当在移送之后、今天以前。"))


def _advance(mark: Mark, referral: Referral, stage: Stage, values: dict[str, Any]) -> None:
    if not store.advance(mark.connection, referral.id, stage, values):
        raise BadTransition(_("这次移送现在不能这样操作，请刷新后再看。"))


def _record(mark: Mark, kind: ReferralKind, event: Event, facts: dict[str, str]) -> int:
    if kind.confidential:
        return mark.seal()
    return mark.record(event, facts, beside=kind.profile)


def _destination(referral: Referral) -> dict[str, str]:
    return {"goes_to": referral.proposal.to, "letter": referral.letter}


def _letter_number(mark: Mark) -> str:
    """移〔2026〕12号: counted by organ and year."""
    year, owner = mark.ctx.today().year, mark.case.owner
    series = f"letter-{year}-{owner.region}-{owner.department or 'office'}"
    return _("移〔{year}〕{count}号").format(year=year, count=cases.next_number(mark.connection, series))
