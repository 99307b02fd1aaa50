"""One list: where it stands, what happened, what its reader may do now."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.lists.draft import Note
from intake.lists.states import ListAction
from intake.services.lists import drafting, reviewing, showing
from intake.services.lists.showing import ListView
from intake.web import journey
from intake.web.forms.item_lists import (
    OpenReviewForm,
    SendForm,
    StepForm,
    SubmitForm,
    TitleForm,
    WhyForm,
    WithdrawForm,
)
from intake.web.forms.question import options
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.choices import departments
from intake.web.views.desk.lists.shared import EDITORS, READERS, carry_out, story
from intake.web.views.desk.lists.ways import doing, ways_of
from intake.words import gettext as _

# A step in the address → its action and form; the forms stand on this page in this order.
STEPS: Mapping[str, tuple[ListAction, type[CaseForm]]] = {
    "submit": (ListAction.SUBMIT, SubmitForm),
    "open-review": (ListAction.OPEN_REVIEW, OpenReviewForm),
    "send": (ListAction.SEND, SendForm),
    "title": (ListAction.EDIT, TitleForm),
    "withdraw": (ListAction.WITHDRAW, WithdrawForm),
}
_NAMES = ", ".join(f"'{name}'" for name in STEPS)


@bp.get("/lists/<int:draft_id>")
@staff_only(*READERS)
def item_list(draft_id: int) -> ResponseReturnValue:
    """The list's page."""
    return _page(draft_id)


@bp.post(f"/lists/<int:draft_id>/<any({_NAMES}):step>")
@staff_only(*EDITORS)
@journey.keeps_typed
def item_list_step(draft_id: int, step: str) -> ResponseReturnValue:
    """Submit, take up, send on, withdraw, or give another title."""
    form = STEPS[step][1]()
    if isinstance(form, OpenReviewForm):
        form.departments.choices = ask_choices()

    def act() -> str:
        _take(draft_id, step, form)
        return url_for("desk.item_list", draft_id=draft_id)

    return carry_out(form, act, _("已办理"), lambda trouble: _page(draft_id, form, trouble))


def ask_choices() -> list[Any]:
    """The departments that may be asked."""
    return options(departments()[1:])


def frame(view: ListView, heading: str = "") -> dict[str, Any]:
    """What every page of a list shows at its top."""
    return {"view": view, "draft": view.draft, "ways": ways_of(view), "heading": heading or view.draft.title}


def _take(draft_id: int, step: str, form: CaseForm) -> None:
    who = (context(), g.staff, draft_id, form.version.data)
    takes: Mapping[str, Callable[[], object]] = {
        "submit": lambda: drafting.submit(*who, _note(form)),
        "send": lambda: drafting.send(*who, _note(form)),
        "withdraw": lambda: drafting.withdraw(*who, _note(form)),
        "open-review": lambda: reviewing.open_review(*who, form["departments"].data or []),
        "title": lambda: drafting.retitle(*who, form["title"].data),
    }
    takes[step]()


def _note(form: CaseForm) -> Note:
    if isinstance(form, StepForm):
        return Note(form.comment.data, form.document.data, attachment=form.attachment.data)
    return Note(form.comment.data) if isinstance(form, WhyForm) else Note()


def _page(draft_id: int, typed: CaseForm | None = None, trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    return render_template(
        "desk/lists/one.html",
        **frame(view),
        forms=_forms(view, typed),
        faults=typed.faults() if typed else [],
        trouble=trouble,
        events=story(view.steps),
        doing=doing(view),
    )


def _forms(view: ListView, typed: CaseForm | None) -> dict[str, CaseForm]:
    """The forms of what the reader may do now, by step; one that was refused as it was typed."""
    forms: dict[str, CaseForm] = {}
    first = {"version": view.draft.version, "title": view.draft.title}
    for step, (action, form) in STEPS.items():
        if action in view.actions:
            forms[step] = typed if isinstance(typed, form) else form(formdata=None, data=first)
            forms[step]["version"].raw_data = [str(view.draft.version)]
    if "open-review" in forms:
        forms["open-review"]["departments"].choices = ask_choices()
    return forms
