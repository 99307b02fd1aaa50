"""A court has the matter: say so, and go on afterwards."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.court import Ending, Proceeding
from intake.cases.model import Staff
from intake.cases.states import Action
from intake.services.casework import court as service
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.referral import AfterCourtForm, CourtForm
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, ORGAN, bp
from intake.web.views.desk.steps import Step, carry_out
from intake.words import mark


def _suspend(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    proceeding = Proceeding(form["court"].data, form["number"].data, form["began_on"].data)
    return service.suspend(ctx, staff, number, form.version.data, proceeding)


def _resume(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    ending = Ending(form["ended_on"].data, form["outcome"].data, form["document"].data or "")
    return service.resume(ctx, staff, number, form.version.data, ending)


def _to_case(number: str) -> str:
    return url_for("desk.case", number=number)


def _page(number: str, typed: CaseForm | None = None) -> str:
    view = inbox.case(context(), g.staff, number)
    form = AfterCourtForm if Action.RESUME_AFTER_COURT in view.actions else CourtForm
    today = context().today()
    given = {"version": view.version, "began_on": today, "ended_on": today}
    fits = typed is not None and isinstance(typed, form)
    return render_template(
        "desk/court.html",
        number=number,
        view=view,
        proceedings=service.of_case(context(), g.staff, number),
        form=typed if fits else form(formdata=None, data=given),
        faults=typed.faults() if typed and fits else [],
    )


_STEPS = {
    "suspend": Step(CourtForm, _suspend, mark("%(number)s 已进入诉讼，暂停办理"), _to_case, _page),
    "resume": Step(AfterCourtForm, _resume, mark("%(number)s 诉讼结束，继续办理"), _to_case, _page),
}


@bp.get("/cases/<number>/court")
@staff_only(*DESK)
def court(number: str) -> ResponseReturnValue:
    """The proceedings, and the step that can be taken."""
    return _page(number)


@bp.post("/cases/<number>/court/<any(suspend, resume):name>")
@staff_only(*ORGAN)
@journey.keeps_typed
def court_step(number: str, name: str) -> ResponseReturnValue:
    """Stop for a court, or go on."""
    return carry_out(number, _STEPS[name])
