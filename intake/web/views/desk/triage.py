"""The coordinating office decides: follow a suggestion, choose an item or a department, say where else to go,
settle an objection, open the register of matters without a lead; keep a contact for a lawsuit."""

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.services.casework import lead, objections, triage
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.desk.queues import Queue
from intake.services.records import retention
from intake.services.search import search_public
from intake.web import journey
from intake.web.forms.office import (
    ElsewhereForm,
    HoldForm,
    ListedForm,
    ObjectionForm,
    RouteForm,
    SeekLeadForm,
    SuggestedForm,
)
from intake.web.forms.question import one_line, options
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.case import to_case
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


def _listed(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    place = inbox.case(ctx, staff, number).certificate.region or staff.region
    there = search_public.who(ctx, form.item.data, place)
    if there is None:
        raise BadInput("item", _("这个地方的清单里没有这个事项，请另选一个。"))
    reason = _("按清单事项%(item)s（%(matter)s）转办") % {"item": there.item.id, "matter": there.item.matter}
    return triage.route(ctx, staff, number, form.version.data, Decision(there.lead.id, reason, there.item.id))


def _route(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    decision = Decision(
        form.department.data, form.reason.data, form.item.data or None, form.region.data or None
    )
    return triage.route(ctx, staff, number, form.version.data, decision)


def _elsewhere(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return triage.answer_elsewhere(ctx, staff, number, form.version.data, form.goes_to.data)


def _objection(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    settle = objections.agree if form.outcome.data == "agree" else objections.refuse
    return settle(ctx, staff, number, form.version.data, form.reason.data)


def _seek_lead(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return lead.seek(ctx, staff, number, form.version.data, form.matter.data)


def _hold(ctx: Context, staff: Staff, number: str, form: CaseForm) -> None:
    retention.hold(ctx, staff, number, form.reason.data)


def _release(ctx: Context, staff: Staff, number: str, form: CaseForm) -> None:
    retention.release(ctx, staff, number, form.reason.data)


def _elsewhere_form() -> ElsewhereForm:
    form = ElsewhereForm()
    form.goes_to.choices = options(elsewhere())
    return form


def _to_next(number: str) -> str:
    """On to the next case that waits for a decision; to the list when none does."""
    following = inbox.next_case(context(), g.staff, Queue.TO_DECIDE, number)
    return to_case(following) if following else url_for("desk.inbox")


def _items(number: str, form: CaseForm | None = None) -> str:
    """The list items that fit what was searched for, each with whom the lists name for this place."""
    view = inbox.case(context(), g.staff, number)
    sought = one_line(request.args.get("q"))[:100]
    place = view.certificate.region or g.staff.region
    wanted = search_public.Wanted(sought, {"region": (place,), "kind": ("item",)})
    found = search_public.search(context(), wanted).items if sought else ()
    shown = form or ListedForm(formdata=None, data={"version": view.version})
    told = form.faults() if form else []
    faults = [(field if found else "", said) for field, said in told]
    return render_template(
        "desk/items.html", view=view, sought=sought, found=found, form=shown, faults=faults
    )


_ROUTED = mark("已转办 %(number)s；下面是下一件")
DECISIONS = {
    "suggested": Step(SuggestedForm, _follow, _ROUTED, _to_next),
    "listed": Step(ListedForm, _listed, _ROUTED, _to_next, _items),
    "route": Step(RouteForm, _route, _ROUTED, _to_next),
    "elsewhere": Step(
        _elsewhere_form, _elsewhere, mark("已告知 %(number)s 的投诉人该去哪里反映，并办结"), _to_next
    ),
    "objection": Step(ObjectionForm, _objection, mark("已核定 %(number)s 的异议"), to_case),
    "seek-lead": Step(
        SeekLeadForm, _seek_lead, mark("%(number)s 已列入牵头部门待定事项，投诉人会看到"), _to_next
    ),
    "hold": Step(HoldForm, _hold, mark("%(number)s 的联系方式已依法保全"), to_case),
    "release": Step(HoldForm, _release, mark("%(number)s 的联系方式已解除保全"), to_case),
}


@bp.get("/triage/<number>/items")
@staff_only("coordinator")
def items(number: str) -> ResponseReturnValue:
    """Search the list items for one that fits the case."""
    return _items(number)


@bp.post(f"/triage/<number>/<any({', '.join(map(repr, DECISIONS))}):name>")
@staff_only("coordinator")
@journey.keeps_typed
def decide(number: str, name: str) -> ResponseReturnValue:
    """One decision of the coordinating office."""
    return carry_out(number, DECISIONS[name])
