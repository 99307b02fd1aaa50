"""The decision of party committee and government is recorded; a second person reviews for disclosure."""

from collections.abc import Mapping

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Role
from intake.lists.draft import Attribute, Clause, Note
from intake.lists.states import ListAction
from intake.services.lists import deciding, showing
from intake.services.lists.deciding import Reviewed, Ruled
from intake.services.lists.showing import ListView
from intake.web import journey
from intake.web.forms.item_lists import DecideForm, DisclosureForm, SendBackForm
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import READERS, carry_out
from intake.words import gettext as _

OFFICE = Role.COORDINATOR.value
HEADS = (Role.UNIT_HEAD.value, Role.DEPARTMENT_HEAD.value)


@bp.get("/lists/<int:draft_id>/decision")
@staff_only(*READERS)
def item_list_decision(draft_id: int) -> ResponseReturnValue:
    """The decision, and the forms to record it or to send the list back."""
    return _decision(draft_id)


@bp.post("/lists/<int:draft_id>/decision")
@staff_only(OFFICE)
@journey.keeps_typed
def decide_item_list(draft_id: int) -> ResponseReturnValue:
    """Record who decided by which document on which day."""
    form = DecideForm()

    def act() -> str:
        ruled = Ruled(
            form.decided_by.data,
            form.document.data,
            form.decided_on.data,
            form.comment.data,
            form.attachment.data,
        )
        deciding.decide(context(), g.staff, draft_id, form.version.data, ruled)
        return url_for("desk.item_list", draft_id=draft_id)

    return carry_out(form, act, _("决定已记录"), lambda trouble: _decision(draft_id, form, trouble))


@bp.post("/lists/<int:draft_id>/decision/send-back")
@staff_only(OFFICE)
@journey.keeps_typed
def send_item_list_back(draft_id: int) -> ResponseReturnValue:
    """Record that it is to be changed before it is decided on."""
    form = SendBackForm()

    def act() -> str:
        deciding.send_back(context(), g.staff, draft_id, form.version.data, Note(form.comment.data))
        return url_for("desk.item_list", draft_id=draft_id)

    return carry_out(form, act, _("已退回修改"), lambda trouble: _decision(draft_id, form, trouble))


@bp.get("/lists/<int:draft_id>/disclosure")
@staff_only(*READERS)
def item_list_disclosure(draft_id: int) -> ResponseReturnValue:
    """The disclosure review, and the form for it."""
    return _disclosure(draft_id)


@bp.post("/lists/<int:draft_id>/disclosure")
@staff_only(*HEADS)
@journey.keeps_typed
def review_item_list_disclosure(draft_id: int) -> ResponseReturnValue:
    """Say whether it may be public, and why."""
    form = DisclosureForm()

    def act() -> str:
        reviewed = Reviewed(Attribute(form.attribute.data), Clause(form.clause.data or ""), form.ground.data)
        deciding.review_disclosure(context(), g.staff, draft_id, form.version.data, reviewed)
        return url_for("desk.item_list", draft_id=draft_id)

    return carry_out(form, act, _("公开审查已记录"), lambda trouble: _disclosure(draft_id, form, trouble))


def _decision(draft_id: int, typed: CaseForm | None = None, trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    offered = {ListAction.DECIDE: DecideForm, ListAction.SEND_BACK: SendBackForm}
    first = {"decided_by": deciding.decider(context(), view.draft.region)}
    forms = _forms(view, offered, typed, first)
    return render_template(
        "desk/lists/decision.html",
        **frame(view, _("记录审定")),
        forms=forms,
        faults=typed.faults() if typed else [],
        trouble=trouble,
    )


def _disclosure(draft_id: int, typed: CaseForm | None = None, trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    forms = _forms(view, {ListAction.REVIEW_DISCLOSURE: DisclosureForm}, typed, {"clause": ""})
    return render_template(
        "desk/lists/disclosure.html",
        **frame(view, _("公开审查")),
        forms=forms,
        faults=typed.faults() if typed else [],
        trouble=trouble,
    )


def _forms(
    view: ListView,
    offered: Mapping[ListAction, type[CaseForm]],
    typed: CaseForm | None,
    first: Mapping[str, str],
) -> dict[str, CaseForm]:
    """The forms of what the reader may do now, by action; one that was refused as it was typed."""
    forms: dict[str, CaseForm] = {}
    for action, form in offered.items():
        if action in view.actions:
            fresh = form(formdata=None, data={**first, "version": view.draft.version})
            forms[action.value] = typed if typed is not None and isinstance(typed, form) else fresh
            forms[action.value]["version"].raw_data = [str(view.draft.version)]
    return forms
