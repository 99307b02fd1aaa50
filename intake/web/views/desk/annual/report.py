"""A special report: what is written and missing, its steps, the receipts; on paper."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import g, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from intake.annual.edition import place_words
from intake.annual.model import Receipt
from intake.annual.states import Act
from intake.services.annual import papers, showing
from intake.services.annual import reports as service
from intake.services.annual.showing import ReportView
from intake.services.casework.letters import NoType
from intake.web import journey
from intake.web.forms.annual import (
    GroundsForm,
    PlainForm,
    ReceiptForm,
    RedactionForm,
    ReturnForm,
    SendForm,
    StepForm,
)
from intake.web.forms.question import options
from intake.web.forms.staff import StaffForm
from intake.web.security import context, staff_only
from intake.web.views.desk.annual.shared import HEADS, LEADERS, WRITERS
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out, telling
from intake.web.views.downloads import KINDS
from intake.words import gettext as _

# Act → its form; those of one act share the page.
FORMS: Mapping[Act, type[StaffForm]] = {
    Act.SUBMIT: StepForm,
    Act.RETURN: ReturnForm,
    Act.SIGN: StepForm,
    Act.SEND: SendForm,
    Act.RECEIVE: ReceiptForm,
    Act.PROPOSE: StepForm,
    Act.REJECT: ReturnForm,
    Act.PUBLISH: GroundsForm,
}


@bp.get("/annual/<number>")
@staff_only(*WRITERS)
def annual_report(number: str) -> ResponseReturnValue:
    """The report of a unit for a year."""
    return show(number)


@bp.get("/annual/<number>/print")
@staff_only(*WRITERS)
def annual_print(number: str) -> ResponseReturnValue:
    """The full edition, to be printed or saved."""
    view = showing.one(context(), g.staff, number)
    return render_template("desk/annual/print.html", view=view, number=number)


@bp.get("/annual/<number>/report.<any(docx, pdf):kind>")
@staff_only(*WRITERS)
def annual_file(number: str, kind: str) -> ResponseReturnValue:
    """The full edition as Word or PDF, for the recipients."""
    try:
        content, title = papers.full_file(context(), g.staff, number, kind)
    except NoType as missing:
        return render_template("desk/no_font.html", number=number, message=missing.message), 503
    response = send_file(
        io.BytesIO(content), KINDS[kind], as_attachment=True, download_name=f"{title}.{kind}"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/annual/<number>/submit")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_submit(number: str) -> ResponseReturnValue:
    """To the leader."""
    form = StepForm()
    return _step(
        number, form, lambda version: service.submit(context(), g.staff, number, version), _("已提交")
    )


@bp.post("/annual/<number>/return")
@staff_only(*LEADERS)
@journey.keeps_typed
def annual_return(number: str) -> ResponseReturnValue:
    """Back to the writer."""
    form = ReturnForm()

    def act(version: int) -> None:
        service.send_back(context(), g.staff, number, version, form.reason.data)

    return _step(number, form, act, _("已退回"))


@bp.post("/annual/<number>/sign")
@staff_only(*LEADERS)
@journey.keeps_typed
def annual_sign(number: str) -> ResponseReturnValue:
    """Signed off."""
    form = StepForm()
    return _step(number, form, lambda version: service.sign(context(), g.staff, number, version), _("已签发"))


@bp.post("/annual/<number>/send")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_send(number: str) -> ResponseReturnValue:
    """Sent to recipients and copies."""
    form = SendForm()

    def act(version: int) -> None:
        service.send(context(), g.staff, number, version, form.sent_on.data)

    return _step(number, form, act, _("已记录报送"))


@bp.post("/annual/<number>/receive")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_receive(number: str) -> ResponseReturnValue:
    """A recipient's receipt."""
    form = ReceiptForm()
    form["to"].choices = options((name, name) for name in _view(number).owed.everybody)

    def act(_version: int) -> None:
        receipt = Receipt(form.to.data, form.received_on.data, form.number.data)
        service.receive(context(), g.staff, number, receipt)

    return _step(number, form, act, _("已记录签收"))


@bp.post("/annual/<number>/propose")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_propose(number: str) -> ResponseReturnValue:
    """The public edition, for review."""
    form = StepForm()
    return _step(
        number, form, lambda version: service.propose(context(), g.staff, number, version), _("已提交审查")
    )


@bp.post("/annual/<number>/reject")
@staff_only(*HEADS)
@journey.keeps_typed
def annual_reject(number: str) -> ResponseReturnValue:
    """The public edition, back to the writer."""
    form = ReturnForm()

    def act(version: int) -> None:
        service.reject(context(), g.staff, number, version, form.reason.data)

    return _step(number, form, act, _("已退回"))


@bp.post("/annual/<number>/publish")
@staff_only(*HEADS)
@journey.keeps_typed
def annual_publish(number: str) -> ResponseReturnValue:
    """The public edition may be public."""
    form = GroundsForm()

    def act(version: int) -> None:
        service.publish(context(), g.staff, number, version, form.grounds.data)

    return _step(number, form, act, _("已审查通过，马上公布"))


def show(number: str, typed: StaffForm | None = None, trouble: str = "") -> str:
    """The page of a report; `typed` is a form to show as it was sent."""
    view = _view(number)
    forms = _forms(view, typed)
    offered = typed is None or any(each is typed for each in forms.values())
    return render_template(
        "desk/annual/report.html",
        view=view,
        number=number,
        forms=forms,
        button_form=PlainForm(formdata=None),
        today=context().today(),
        **telling(typed, trouble, offered=offered),
    )


def _view(number: str) -> ReportView:
    return showing.one(context(), g.staff, number)


def _step(number: str, form: StaffForm, run: Callable[[int], None], done: str) -> ResponseReturnValue:
    def act() -> str:
        run(form.version.data if "version" in form else 0)
        return url_for("desk.annual_report", number=number)

    return carry_out(form, act, done, lambda typed, trouble: show(number, typed, trouble))


def _forms(view: ReportView, typed: StaffForm | None) -> dict[str, StaffForm]:
    """A form for every act that is open, by its name; what was typed keeps its place."""
    forms: dict[str, StaffForm] = {}
    for act, kind in FORMS.items():
        if act in view.acts:
            forms[act.value] = kind(formdata=None, data=_given(view))
    if Act.EDIT_PUBLIC in view.acts:
        forms["redaction"] = RedactionForm(formdata=None)
    for name, form in forms.items():
        if typed is not None and type(form) is type(typed):
            forms[name] = typed
    if "receive" in forms:
        forms["receive"]["to"].choices = options((name, name) for name in view.owed.everybody)
    if "redaction" in forms:
        forms["redaction"]["part"].choices = options(
            (each.part, place_words(each.part)) for each in view.written
        )
    return forms


def _given(view: ReportView) -> Mapping[str, Any]:
    return {"version": view.report.version, "sent_on": context().today(), "received_on": context().today()}
