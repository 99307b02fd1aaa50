"""The register of matters without a lead (article 6): what waits, opinions, the decision."""

from collections.abc import Callable

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.lead import LeadQuestion, Ruling
from intake.cases.model import Role
from intake.services.casework import lead
from intake.services.casework.lead import Entry
from intake.web import journey
from intake.web.forms.leads import OpinionForm, ProposeForm, RulingForm
from intake.web.forms.question import options
from intake.web.forms.staff import StaffForm
from intake.web.regions import full_name
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.choices import departments
from intake.words import gettext as _


@bp.get("/leads")
@staff_only(*DESK)
def leads() -> ResponseReturnValue:
    """The register: what is open first, then what is settled."""
    return _register(ProposeForm(formdata=None))


@bp.post("/leads")
@staff_only(Role.DEPARTMENT_HEAD.value)
@journey.keeps_typed
def propose_lead() -> ResponseReturnValue:
    """The head of a department enters a matter."""
    form = ProposeForm()
    if form.validate_on_submit():
        try:
            made = lead.propose(context(), g.staff, form.matter.data, form.reason.data)
        except BadInput as refused:
            form.refuse(refused.field, refused.message)
        else:
            flash(_("已列入登记簿"))
            return redirect(url_for("desk.lead_entry", entry_id=made), 303)
    return _register(form), 422


@bp.get("/leads/<int:entry_id>")
@staff_only(*DESK)
def lead_entry(entry_id: int) -> ResponseReturnValue:
    """One entry: what waits for it, who said what, the decision."""
    return _entry(lead.entry(context(), g.staff, entry_id))


@bp.post("/leads/<int:entry_id>/opinion")
@staff_only(Role.DEPARTMENT_HEAD.value)
@journey.keeps_typed
def lead_opinion(entry_id: int) -> ResponseReturnValue:
    """A consulted department's opinion."""
    form = OpinionForm()

    def say() -> None:
        lead.give_opinion(context(), g.staff, entry_id, form.text.data)

    return _carry_out(entry_id, form, say, _("意见已记录"))


@bp.post("/leads/<int:entry_id>/ruling")
@staff_only(Role.COORDINATOR.value)
@journey.keeps_typed
def lead_ruling(entry_id: int) -> ResponseReturnValue:
    """The decision, as its document has it."""
    form = RulingForm()

    def rule() -> None:
        ruling = Ruling(form.department.data, form.document.data, form.decided_on.data)
        lead.decide(context(), g.staff, entry_id, ruling)

    return _carry_out(entry_id, form, rule, _("决定已记录；公布以后，等待的投诉自动转给牵头部门"))


def _carry_out(entry_id: int, form: StaffForm, act: Callable[[], None], done: str) -> ResponseReturnValue:
    found = lead.entry(context(), g.staff, entry_id)
    if not form.validate_on_submit():
        return _entry(found, form), 422
    try:
        act()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return _entry(found, form), 422
    flash(done)
    return redirect(url_for("desk.lead_entry", entry_id=entry_id), 303)


def _register(form: ProposeForm) -> str:
    entries = lead.register(context(), g.staff)
    return render_template(
        "desk/leads.html",
        waiting=[each for each in entries if each.settled_at is None],
        settled=[each for each in reversed(entries) if each.settled_at],
        form=form if g.staff.role is Role.DEPARTMENT_HEAD else None,
        faults=form.faults(),
        **_words(),
    )


def _entry(found: Entry, typed: StaffForm | None = None) -> str:
    forms: dict[str, StaffForm] = {"opinion": OpinionForm(formdata=None), "ruling": RulingForm(formdata=None)}
    if typed is not None:
        forms["opinion" if isinstance(typed, OpinionForm) else "ruling"] = typed
    forms["ruling"]["department"].choices = options(departments())
    faults = typed.faults() if typed else []
    return render_template("desk/lead.html", entry=found, forms=forms, faults=faults, **_words())


def _words() -> dict[str, Callable[..., str]]:
    registry = context().registry

    def department(department_id: str) -> str:
        known = registry.departments.get(department_id)
        return known.name if known else department_id

    def stands(question: LeadQuestion) -> str:
        if question.settled_at:
            return _("已公布，等待的投诉已转办")
        return _("已决定，待公布") if question.ruling else _("正在研究")

    return {"department": department, "stands": stands, "place": lambda code: full_name(registry, code)}
