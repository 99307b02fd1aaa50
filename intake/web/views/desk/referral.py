"""Referring a case to another body: the list, a proposal, one referral with its next step."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoPage

from intake.cases.errors import NotPermitted
from intake.cases.model import Staff
from intake.cases.referral import Outcome, Proposal, outcome_words, stage_words
from intake.services.casework import referral as service
from intake.services.casework import referral_lists
from intake.services.casework.referral import Conclusion, Refusal, Signed
from intake.services.casework.referral_lists import Offer, ReferralView
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.question import options
from intake.web.forms.referral import (
    AnnexForm,
    ApproveForm,
    ConclusionForm,
    ProposalForm,
    ReceiptForm,
    RefuseForm,
    SendForm,
    TakeBackForm,
)
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark


@bp.get("/cases/<number>/referrals")
@staff_only(*DESK)
def referrals(number: str) -> ResponseReturnValue:
    """The referrals of a case, and the kinds that can be proposed."""
    return _list(number)


@bp.get("/cases/<number>/referrals/new/<kind>")
@staff_only(*DESK)
def new_referral(number: str, kind: str) -> ResponseReturnValue:
    """The form of a proposal of one kind."""
    offer = _offered(number, kind)
    version = inbox.case(context(), g.staff, number).version
    return _proposal(number, offer, _form(offer, formdata=None, data={"version": version, "to": offer.to}))


@bp.post("/cases/<number>/referrals/new/<kind>")
@staff_only(*DESK)
@journey.keeps_typed
def propose_referral(number: str, kind: str) -> ResponseReturnValue:
    """Propose it."""
    offer = _offered(number, kind)

    def run(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
        proposal = Proposal(
            kind,
            form["to"].data,
            form["grounds"].data,
            tuple(form["enclosures"].data),
            form.answers().get("identity_reason") or "",
        )
        return service.propose(ctx, staff, number, form.version.data, proposal)

    step = Step(
        lambda: _form(offer),
        run,
        mark("已提出移送 %(number)s，等负责人批准"),
        _to_list,
        lambda number, form: _proposal(number, offer, form),
    )
    return carry_out(number, step)


@bp.get("/cases/<number>/referrals/<int:referral_id>")
@staff_only(*DESK)
def one_referral(number: str, referral_id: int) -> ResponseReturnValue:
    """One referral: what was proposed, how far it is, what comes next."""
    return one(number, referral_id)


@bp.post("/cases/<number>/referrals/<int:referral_id>/<any(approve, refuse, send, receive, conclude):name>")
@staff_only(*DESK)
@journey.keeps_typed
def advance_referral(number: str, referral_id: int, name: str) -> ResponseReturnValue:
    """The next step of one referral."""
    form, done = _STEPS[name]

    def run(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
        return _advance(ctx, staff, (number, form.version.data, referral_id), form)

    def page(number: str, typed: CaseForm) -> str:
        return one(number, referral_id, typed)

    def onward(number: str) -> str:
        return url_for("desk.one_referral", number=number, referral_id=referral_id)

    return carry_out(number, Step(form, run, done, onward, page))


@bp.post("/cases/<number>/referrals/take-back")
@staff_only(*DESK)
@journey.keeps_typed
def take_back(number: str) -> ResponseReturnValue:
    """Go on with the case."""

    def run(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
        return service.take_back(ctx, staff, number, form.version.data, form["reason"].data)

    done = mark("%(number)s 继续办理")
    return carry_out(number, Step(TakeBackForm, run, done, _to_case, _list))


_STEPS: dict[str, tuple[type[CaseForm], str]] = {
    "approve": (ApproveForm, mark("已批准移送 %(number)s，可以打印移送函")),
    "refuse": (RefuseForm, mark("已记录不批准移送 %(number)s")),
    "send": (SendForm, mark("已移送 %(number)s")),
    "receive": (ReceiptForm, mark("已登记 %(number)s 的回执")),
    "conclude": (ConclusionForm, mark("已登记 %(number)s 的处理结果")),
}
_FORMS: tuple[type[CaseForm], ...] = (*(form for form, _done in _STEPS.values()), AnnexForm)


def _advance(ctx: Context, staff: Staff, at: tuple[str, int, int], form: CaseForm) -> object:
    number, version, referral_id = at
    if isinstance(form, ApproveForm):
        return service.approve(ctx, staff, number, version, referral_id)
    if isinstance(form, RefuseForm):
        return service.refuse(ctx, staff, number, version, Refusal(referral_id, form.reason.data))
    if isinstance(form, SendForm):
        return service.send(ctx, staff, number, version, referral_id)
    if isinstance(form, ReceiptForm):
        signed = Signed(referral_id, form.on.data, form.number.data)
        return service.receive(ctx, staff, number, version, signed)
    outcome = Outcome(form["outcome"].data)
    ended = Conclusion(referral_id, outcome, form["on"].data, form["document"].data)
    return service.conclude(ctx, staff, number, version, ended)


def _to_list(number: str) -> str:
    return url_for("desk.referrals", number=number)


def _to_case(number: str) -> str:
    return url_for("desk.case", number=number)


def _list(number: str, typed: CaseForm | None = None) -> str:
    view = inbox.case(context(), g.staff, number)
    return render_template(
        "desk/referrals.html",
        number=number,
        found=referral_lists.of_case(context(), g.staff, number),
        form=typed or TakeBackForm(formdata=None, data={"version": view.version}),
        faults=typed.faults() if typed else [],
        **_WORDS,
    )


def _offered(number: str, kind: str) -> Offer:
    """Raises NotPermitted, or the 404 page for a kind that cannot be proposed now."""
    offers = referral_lists.of_case(context(), g.staff, number).offers
    if not offers:
        raise NotPermitted(_("这件投诉现在不能由您移送。"))
    for offer in offers:
        if offer.kind.id == kind:
            return offer
    raise NoPage


def _form(offer: Offer, **given: object) -> ProposalForm:
    form = ProposalForm(**given)
    form["enclosures"].choices = options(
        (each.name, _("%(name)s（必须）") % {"name": each.name} if each.required else each.name)
        for each in offer.kind.enclosures
    )
    if offer.kind.identity == "never":
        del form["identity_reason"]
    return form


def _proposal(number: str, offer: Offer, form: CaseForm) -> str:
    return render_template(
        "desk/referral_new.html", number=number, kind=offer.kind, form=form, faults=form.faults()
    )


def one(number: str, referral_id: int, typed: CaseForm | None = None) -> str:
    """The page of one referral; `typed` is a form to show as it was sent."""
    found = _referral(number, referral_id)
    version = inbox.case(context(), g.staff, number).version
    given = {"version": version, "on": context().today()}
    forms: dict[str, CaseForm] = {form.PREFIX: form(formdata=None, data=given) for form in _FORMS}
    if typed is not None:
        forms[typed.PREFIX] = typed
    return render_template(
        "desk/referral.html",
        number=number,
        found=found,
        forms=forms,
        faults=typed.faults() if typed else [],
        **_WORDS,
    )


def _referral(number: str, referral_id: int) -> ReferralView:
    for each in referral_lists.of_case(context(), g.staff, number).referrals:
        if each.referral.id == referral_id:
            return each
    raise NoPage


_WORDS = {"stage_words": stage_words, "outcome_words": outcome_words}
