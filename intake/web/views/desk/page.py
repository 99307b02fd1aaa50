"""The case page: what is known, and the forms of what this person may do now."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, render_template

from intake.cases.canned import Purpose
from intake.cases.objections import reason_words
from intake.cases.permissions import Right, may
from intake.cases.privacy import DeskView
from intake.cases.states import Action
from intake.cases.tasks import OPEN
from intake.cases.telling import closing_words, verdict_words
from intake.services.casework import task_lists
from intake.services.desk import drafts, inbox
from intake.services.desk.drafts import HalfWritten
from intake.services.notices import notify
from intake.web.forms.case import (
    AcceptForm,
    AnswerForm,
    AskForm,
    AssignForm,
    ContactForm,
    ExtendForm,
    SplitForm,
)
from intake.web.forms.office import ElsewhereForm, HoldForm, RouteForm, SuggestedForm
from intake.web.forms.question import grouped, options
from intake.web.forms.staff import CaseForm, StaffForm
from intake.web.security import context
from intake.web.views.desk import choices, offers, panels, telling
from intake.web.views.desk.story import story
from intake.web.words import local_time
from intake.words import gettext as _

# What there is to choose from: form, field, and the choices for a case's number.
_CHOICES: tuple[tuple[type[CaseForm], str, Callable[[str], Any]], ...] = (
    (AcceptForm, "procedure", lambda _n: options((each.id, each.name) for each in choices.procedures())),
    (AssignForm, "assignee", lambda number: grouped(choices.recipients(number))),
    (AnswerForm, "canned", lambda _n: options(choices.canned_texts(Purpose.ANSWER))),
    (AskForm, "canned", lambda _n: options(choices.canned_texts(Purpose.QUESTION))),
    (SplitForm, "names", lambda _n: options(choices.enforcers())),
    (ExtendForm, "amount", lambda number: grouped(choices.extensions(number))),
    (RouteForm, "department", lambda _n: options(choices.departments())),
    (RouteForm, "region", lambda _n: grouped(choices.regions())),
    (ElsewhereForm, "goes_to", lambda _n: options(choices.elsewhere())),
)


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


def facts_of(view: DeskView) -> dict[str, Any]:
    """What every page that tells a whole case reads: its story, its limits, the words of facts."""
    running, over = telling.limits(inbox.clocks(context(), g.staff, view.case_number))
    profile = context().registry.clock_profiles.get(view.profile or "")
    return {
        "view": view,
        "story": story(view),
        "fact_words": _fact_words,
        "organ_words": choices.organ_words,
        "reason_words": reason_words,
        "verdict_words": verdict_words,
        "closing_words": closing_words,
        "procedure_words": telling.procedure,
        "running": running,
        "over": over,
        "procedure": profile.name if profile else "",
    }


def _render(view: DeskView, typed: StaffForm | None, **shown: Any) -> str:
    likely, others = offers.split(view)
    kept = drafts.of_case(context(), g.staff, view.case_number)
    forms = _forms(view, [*likely, *others], kept)
    fits = typed is not None and type(typed) is type(forms.get(typed.PREFIX))
    if typed is not None and fits:
        forms[typed.PREFIX] = typed
    _offer(forms, view.case_number)
    return render_template(
        "desk/case.html",
        **facts_of(view),
        forms=forms,
        likely=likely,
        others=others,
        drafted={prefix: half.at for prefix, half in kept.items() if typed is None or prefix != typed.PREFIX},
        faulty=next((each for each in others if typed and type(typed) in each.forms), None),
        faults=typed.faults() if typed and fits else [],
        left_over=typed.typed() if typed and not fits else {},
        panels=panels.of_case(view),
        suggestions=choices.suggestions(view) if SuggestedForm.PREFIX in forms else [],
        waiting_tasks=_waiting_tasks(view.case_number) if AnswerForm.PREFIX in forms else 0,
        procedures=choices.procedures() if Action.ACCEPT in view.actions else [],
        notices=notify.of_case(context(), g.staff, view.case_number),
        may_hold=may(g.staff, Right.HOLD_CONTACT),
        **shown,
    )


def _waiting_tasks(number: str) -> int:
    """How many that were asked to help have not replied."""
    found = task_lists.of_case(context(), g.staff, number).tasks
    return sum(each.task.state in OPEN for each in found)


def _fact_words(name: str, fact: str) -> str:
    """An event's fact as staff read it: a list item by its matter too."""
    item = context().registry.items.get(fact) if name == "item" else None
    return f"{fact} {item.matter}" if item else fact


def _forms(
    view: DeskView, offered: list[offers.Offer], kept: Mapping[str, HalfWritten]
) -> dict[str, StaffForm]:
    """The forms of everything that may be done now, by prefix, with what was left half written."""
    kinds = [kind for offer in offered for kind in offer.forms]
    if may(g.staff, Right.HOLD_CONTACT):
        kinds.append(HoldForm)
    forms: dict[str, StaffForm] = {}
    for kind in kinds:
        left = kept[kind.PREFIX].fields if kind.PREFIX in kept else {}
        forms[kind.PREFIX] = kind(formdata=None, data={**left, "version": view.version})
    if view.has_contact:
        forms[ContactForm.PREFIX] = ContactForm(formdata=None)
    return forms


def _offer(forms: Mapping[str, StaffForm], number: str) -> None:
    """Fill the choices of the forms that have any."""
    for kind, field, offered in _CHOICES:
        if isinstance(form := forms.get(kind.PREFIX), kind):
            form[field].choices = offered(number)


def _who_acted(view: DeskView, message: str) -> str:
    last = next((line for line in reversed(view.timeline) if line.staff_name), None)
    if last is None:
        return message
    return _("%(who)s 在 %(when)s 做了这一步：%(what)s。请看过现在的情况，再决定是否继续。") % {
        "who": last.staff_name,
        "when": local_time(last.at),
        "what": last.words,
    }
