"""The case page: what is known, and the forms of what this person may do now."""

from collections.abc import Mapping
from typing import Any

from flask import g, render_template

from intake.cases.events import Event
from intake.cases.privacy import DeskView
from intake.cases.states import Action
from intake.services.desk import inbox
from intake.services.notices import notify
from intake.web.forms.staff import (
    AnswerForm,
    AssignForm,
    CaseForm,
    ContactForm,
    ElsewhereForm,
    HandBackForm,
    RouteForm,
    StaffForm,
    SuggestedForm,
)
from intake.web.security import context
from intake.web.views.desk import choices, panels
from intake.web.words import local_time
from intake.words import gettext as _

FORMS: Mapping[Action, tuple[type[CaseForm], ...]] = {
    Action.ACCEPT: (CaseForm,),
    Action.ASSIGN: (AssignForm,),
    Action.ANSWER: (AnswerForm,),
    Action.CLOSE: (CaseForm,),
    Action.OBJECT: (HandBackForm,),
    Action.ROUTE: (SuggestedForm, RouteForm),
    Action.ANSWER_ELSEWHERE: (ElsewhereForm,),
}
# Opened files are on the record, but a story in which every glance is a line is not read.
UNTOLD = {Event.EVIDENCE_OPENED}


def show(number: str, typed: StaffForm | None = None, **shown: Any) -> str:
    """The case page; `typed` is a form to show as it was sent. Raises NotFound or NotPermitted."""
    return _render(inbox.case(context(), g.staff, number), typed, **shown)


def overtaken(number: str, typed: CaseForm, message: str) -> str:
    """Somebody else acted first: say who did what, and give back what was typed."""
    view = inbox.case(context(), g.staff, number)
    typed.version.raw_data = [str(view.version)]  # what the page shows now is what the next press answers
    return _render(view, typed, trouble=_who_acted(view, message))


def gone(number: str, typed: CaseForm, message: str) -> str:
    """The case has left this desk: give back what was typed."""
    return render_template("desk/gone.html", number=number, message=message, left_over=typed.typed())


def _render(view: DeskView, typed: StaffForm | None, **shown: Any) -> str:
    forms = _forms(view)
    fits = typed is not None and typed.PREFIX in forms
    if typed is not None and fits:
        forms[typed.PREFIX] = typed
    _offer(forms)
    return render_template(
        "desk/case.html",
        view=view,
        forms=forms,
        faults=typed.faults() if typed and fits else [],
        left_over=typed.typed() if typed and not fits else {},
        panels=panels.of_case(view),
        suggestions=choices.suggestions(view) if SuggestedForm.PREFIX in forms else [],
        fact_words=_fact_words,
        notices=notify.of_case(context(), g.staff, view.case_number),
        story=[line for line in view.timeline if line.event not in UNTOLD],
        **shown,
    )


def _fact_words(name: str, fact: str) -> str:
    """An event's fact as staff read it: a list item by its matter too."""
    item = context().registry.items.get(fact) if name == "item" else None
    return f"{fact} {item.matter}" if item else fact


def _forms(view: DeskView) -> dict[str, StaffForm]:
    """The empty forms of everything that may be done now, by prefix."""
    kinds = [kind for action in view.actions for kind in FORMS.get(action, ())]
    forms: dict[str, StaffForm] = {
        kind.PREFIX: kind(formdata=None, data={"version": view.version}) for kind in kinds
    }
    if view.has_contact:
        forms[ContactForm.PREFIX] = ContactForm(formdata=None)
    return forms


def _offer(forms: Mapping[str, StaffForm]) -> None:
    """Fill the choices of the forms that have any."""
    if assign := forms.get(AssignForm.PREFIX):
        assign["assignee"].choices = choices.colleagues()
    if back := forms.get(HandBackForm.PREFIX):
        back["names"].choices = choices.departments()
    if route := forms.get(RouteForm.PREFIX):
        route["department"].choices = choices.departments()
        route["region"].choices = choices.regions()
    if elsewhere := forms.get(ElsewhereForm.PREFIX):
        elsewhere["goes_to"].choices = choices.elsewhere()


def _who_acted(view: DeskView, message: str) -> str:
    last = next((line for line in reversed(view.timeline) if line.staff_name), None)
    if last is None:
        return message
    return _("%(who)s 在 %(when)s 做了这一步：%(what)s。请看过现在的情况，再决定是否继续。") % {
        "who": last.staff_name,
        "when": local_time(last.at),
        "what": last.words,
    }
