"""Findings of inspections: list, entering one, its page, consultation, transfer, supervision of it."""

from collections.abc import Callable

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.supervision import PaperAct, PaperKind
from intake.services.office import findings as service
from intake.services.office import papers, supervision
from intake.services.office.findings import Found
from intake.services.office.supervision import Demand
from intake.web import journey
from intake.web.forms.staff import StaffForm
from intake.web.forms.supervision import (
    ConsultForm,
    DemandForm,
    FindingForm,
    OpinionForm,
    OrganForm,
    TransferForm,
)
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.items import ACTS, ANSWERING, act_forms, act_on
from intake.web.views.desk.supervision.shared import carry_out, offer_organs, telling
from intake.words import gettext as _


@bp.get("/office/findings")
@staff_only(*ANSWERING)
def findings() -> ResponseReturnValue:
    """The findings that concern the reader's organ or office."""
    found = papers.listed(context(), g.staff, PaperKind.FINDING)
    return render_template("desk/supervision/findings.html", found=found, today=context().today())


@bp.get("/office/findings/new")
@staff_only("coordinator")
def new_finding() -> ResponseReturnValue:
    """The form to enter one."""
    return _new(FindingForm(formdata=None))


@bp.post("/office/findings/new")
@staff_only("coordinator")
@journey.keeps_typed
def enter_finding() -> ResponseReturnValue:
    """Enter a finding."""
    form = FindingForm()

    def act() -> str:
        answers = {name: value for name, value in form.answers().items() if name in Found.__slots__}
        number = service.enter_finding(context(), g.staff, Found(**answers))
        return url_for("desk.finding", number=number)

    return carry_out(form, act, _("问题已登记，整改单位会收到提醒"), _new)


@bp.get("/office/findings/<number>")
@staff_only(*ANSWERING)
def finding(number: str) -> ResponseReturnValue:
    """One finding with its consultation and all that was written on it."""
    return show_finding(number)


@bp.post(f"/office/findings/<number>/<any({ACTS}):act>")
@staff_only(*ANSWERING)
@journey.keeps_typed
def act_on_finding(number: str, act: str) -> ResponseReturnValue:
    """Reply, return or accept."""
    return act_on(PaperKind.FINDING, number, PaperAct(act), show_finding)


@bp.post("/office/findings/<number>/consult")
@staff_only("coordinator")
@journey.keeps_typed
def consult(number: str) -> ResponseReturnValue:
    """Ask a department what it says."""
    form = ConsultForm()
    offer_organs(form)

    def act() -> str:
        service.consult(context(), g.staff, number, form.region.data, form.department.data)
        return url_for("desk.finding", number=number)

    return _done(number, form, act, _("已请这个部门会商"))


@bp.post("/office/findings/<number>/opinion")
@staff_only("clerk", "unit_head", "department_head")
@journey.keeps_typed
def finding_opinion(number: str) -> ResponseReturnValue:
    """A consulted department's opinion."""
    form = OpinionForm()

    def act() -> str:
        service.give_opinion(context(), g.staff, number, form.text.data)
        return url_for("desk.finding", number=number)

    return _done(number, form, act, _("意见已记录"))


@bp.post("/office/findings/<number>/transfer")
@staff_only("coordinator")
@journey.keeps_typed
def transfer(number: str) -> ResponseReturnValue:
    """Give it to the organ that leads."""
    form = TransferForm()
    offer_organs(form)

    def act() -> str:
        to = (form.region.data, form.department.data)
        service.transfer(context(), g.staff, (number, form.version.data), to, form.text.data)
        return url_for("desk.finding", number=number)

    return _done(number, form, act, _("已移送"))


@bp.post("/office/findings/<number>/supervise")
@staff_only("coordinator")
@journey.keeps_typed
def supervise_finding(number: str) -> ResponseReturnValue:
    """Open a supervision item on it."""
    form = DemandForm()

    def act() -> str:
        demand = Demand(form.text.data, form.due_on.data)
        return url_for("desk.item", number=supervision.open_on_finding(context(), g.staff, number, demand))

    return _done(number, form, act, _("已督办"))


def show_finding(number: str, typed: StaffForm | None = None, trouble: str = "") -> str:
    """The page of a finding; `typed` is a form to show as it was sent."""
    view = papers.one(context(), g.staff, PaperKind.FINDING, number)
    forms = {**act_forms(view, typed), **_other_forms(view, typed)}
    offered = typed in forms.values()
    return render_template(
        "desk/supervision/finding.html", view=view, forms=forms, **telling(typed, trouble, offered=offered)
    )


def _done(number: str, form: StaffForm, act: Callable[[], str], done: str) -> ResponseReturnValue:
    return carry_out(form, act, done, lambda typed, trouble: show_finding(number, typed, trouble))


def _other_forms(view: papers.PaperView, typed: StaffForm | None) -> dict[str, StaffForm]:
    forms: dict[str, StaffForm] = {}
    if view.may_give_opinion:
        forms["opinion"] = OpinionForm(formdata=None)
    if view.may_consult:
        version = {"version": view.paper.version}
        forms["consult"] = ConsultForm(formdata=None)
        forms["transfer"] = TransferForm(formdata=None, data=version)
        forms["supervise"] = DemandForm(formdata=None)
    for name, form in forms.items():
        if typed is not None and typed.PREFIX == form.PREFIX:
            forms[name] = typed
        if isinstance(forms[name], OrganForm):
            offer_organs(forms[name])
    return forms


def _new(form: StaffForm, trouble: str = "") -> str:
    offer_organs(form)
    said = telling(form, trouble, offered=True)
    return render_template("desk/supervision/new_finding.html", form=form, **said)
