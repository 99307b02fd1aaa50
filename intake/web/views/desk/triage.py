"""The coordinating office decides: follow a suggestion, choose a department, or say where else to go."""

from flask import url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.services.casework import triage
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.staff import CaseForm, ElsewhereForm, RouteForm, SuggestedForm
from intake.web.security import staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.choices import elsewhere, suggestions
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark


def _follow(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    offered = suggestions(inbox.case(ctx, staff, number))
    if not 0 <= form.choice.data < len(offered):
        raise BadInput("choice", _("请选择一个部门"))
    chosen = offered[form.choice.data]
    reason = _("采用系统给出的备选：%(matter)s") % {"matter": chosen.matter or chosen.department_name}
    return triage.route(
        ctx, staff, number, form.version.data, Decision(chosen.department, reason, chosen.item)
    )


def _route(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    decision = Decision(
        form.department.data, form.reason.data, form.item.data or None, form.region.data or None
    )
    return triage.route(ctx, staff, number, form.version.data, decision)


def _elsewhere(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return triage.answer_elsewhere(ctx, staff, number, form.version.data, form.goes_to.data)


def _elsewhere_form() -> ElsewhereForm:
    form = ElsewhereForm()
    form.goes_to.choices = elsewhere()
    return form


def _to_next(_number: str) -> str:
    """On to what still waits."""
    return url_for("desk.inbox")


DECISIONS = {
    "suggested": Step(SuggestedForm, _follow, mark("已转办 %(number)s"), _to_next),
    "route": Step(RouteForm, _route, mark("已转办 %(number)s"), _to_next),
    "elsewhere": Step(
        _elsewhere_form, _elsewhere, mark("已告知 %(number)s 的投诉人该去哪里反映，并办结"), _to_next
    ),
}


@bp.post(f"/triage/<number>/<any({', '.join(DECISIONS)}):name>")
@staff_only("coordinator")
@journey.keeps_typed
def decide(number: str, name: str) -> ResponseReturnValue:
    """One decision of the coordinating office."""
    return carry_out(number, DECISIONS[name])
