"""Milestones of a procedure: what was noted, and what the case's clocks wait for."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import NotPermitted
from intake.cases.events import Event
from intake.cases.model import Staff
from intake.cases.telling import event_words
from intake.services.casework import milestones as service
from intake.services.casework.milestones import Happened
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.question import options
from intake.web.forms.referral import MilestoneForm
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark


@bp.get("/cases/<number>/milestones")
@staff_only(*DESK)
def milestones(number: str) -> ResponseReturnValue:
    """What was noted, and the form for the next."""
    version = inbox.case(context(), g.staff, number).version
    return _page(number, _form(number, formdata=None, data={"version": version, "on": context().today()}))


@bp.post("/cases/<number>/milestones")
@staff_only(*DESK)
@journey.keeps_typed
def note_milestone(number: str) -> ResponseReturnValue:
    """Note one."""
    if not service.of_case(context(), g.staff, number).offered:
        raise NotPermitted(_("这件投诉现在没有您可以登记的节点。"))
    done = mark("已登记 %(number)s，期限已按它计算")
    return carry_out(number, Step(lambda: _form(number), _note, done, _to_page, _page))


def _note(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    happened = Happened(
        Event(form["event"].data),
        form["on"].data,
        form["at"].data,
        form["document"].data or "",
        form["note"].data or "",
    )
    return service.note(ctx, staff, number, form.version.data, happened)


def _to_page(number: str) -> str:
    return url_for("desk.milestones", number=number)


def _form(number: str, **given: object) -> MilestoneForm:
    form = MilestoneForm(**given)
    offered = service.of_case(context(), g.staff, number).offered
    form["event"].choices = options((each.value, event_words(each)) for each in offered)
    return form


def _page(number: str, form: CaseForm) -> str:
    found = service.of_case(context(), g.staff, number)
    return render_template(
        "desk/milestones.html",
        number=number,
        found=found,
        form=form,
        faults=form.faults(),
        event_words=event_words,
    )
