"""What complainants wait for: a person's look at the routing; notices that did not arrive."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Role, Staff
from intake.services.casework import person
from intake.services.casework.person import Look
from intake.services.context import Context
from intake.services.desk import inbox, unheard
from intake.services.partners import managing
from intake.web import journey
from intake.web.forms.staff import CaseForm
from intake.web.forms.together import LookForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.steps import Step, carry_out
from intake.words import mark


@bp.get("/complainants")
@staff_only(*DESK)
def complainants() -> ResponseReturnValue:
    """Both lists."""
    return render_template(
        "desk/complainants.html",
        asked=unheard.asked_for_a_person(context(), g.staff),
        undelivered=unheard.undelivered(context(), g.staff),
        untold=managing.with_failures(context(), g.staff),
        may_look=g.staff.role is Role.COORDINATOR,
    )


@bp.get("/cases/<number>/routing")
@staff_only(Role.COORDINATOR.value)
def look_page(number: str) -> ResponseReturnValue:
    """What the complainant says against the routing, and the form to answer."""
    return _page(number, None)


@bp.post("/cases/<number>/routing")
@staff_only(Role.COORDINATOR.value)
@journey.keeps_typed
def look(number: str) -> ResponseReturnValue:
    """Explain, or take the case back."""
    return carry_out(
        number, Step(LookForm, _look, mark("已核对 %(number)s，投诉人能看到说明"), _to_list, _page)
    )


def _look(ctx: Context, staff: Staff, number: str, form: CaseForm) -> None:
    given = Look(form["words"].data, recall=form["outcome"].data == "wrong")
    person.look(ctx, staff, number, form.version.data, given)


def _page(number: str, typed: CaseForm | None) -> str:
    view = inbox.case(context(), g.staff, number)
    form = typed or LookForm(formdata=None, data={"version": view.version})
    faults = typed.faults() if typed else []
    return render_template("desk/look.html", number=number, view=view, form=form, faults=faults)


def _to_list(_number: str) -> str:
    return url_for("desk.complainants")
