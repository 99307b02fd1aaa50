"""The review of a list: who is asked, all that was said, and the reviewer's conclusion."""

from collections.abc import Callable, Mapping

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.lists.draft import Note, Verdict
from intake.lists.states import ListAction
from intake.services.lists import reviewing, showing
from intake.services.lists.reviewing import Said
from intake.services.lists.showing import ListView
from intake.web import journey
from intake.web.forms.item_lists import AgreeForm, AskForm, OpinionForm, ReturnForm
from intake.web.forms.staff import StaffForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import ask_choices, frame
from intake.web.views.desk.lists.shared import EDITORS, READERS, carry_out
from intake.words import gettext as _

REVIEW: Mapping[str, tuple[ListAction, type[StaffForm]]] = {
    "opine": (ListAction.OPINE, OpinionForm),
    "ask": (ListAction.ASK, AskForm),
    "agree": (ListAction.AGREE, AgreeForm),
    "return": (ListAction.RETURN, ReturnForm),
}
_NAMES = ", ".join(f"'{name}'" for name in REVIEW)


@bp.get("/lists/<int:draft_id>/opinions")
@staff_only(*READERS)
def item_list_opinions(draft_id: int) -> ResponseReturnValue:
    """Whom was asked, and every opinion, the latest and the earlier ones."""
    return _page(draft_id)


@bp.post(f"/lists/<int:draft_id>/opinions/<any({_NAMES}):step>")
@staff_only(*EDITORS)
@journey.keeps_typed
def item_list_review(draft_id: int, step: str) -> ResponseReturnValue:
    """Say something, ask somebody, conclude."""
    form = REVIEW[step][1]()
    if isinstance(form, AskForm):
        form.departments.choices = ask_choices()

    def act() -> str:
        _take(draft_id, step, form)
        return url_for("desk.item_list_opinions", draft_id=draft_id)

    return carry_out(form, act, _("已记录"), lambda trouble: _page(draft_id, form, trouble))


def _take(draft_id: int, step: str, form: StaffForm) -> None:
    who = (context(), g.staff, draft_id)
    takes: Mapping[str, Callable[[], object]] = {
        "opine": lambda: reviewing.opine(*who, Said(Verdict(form["verdict"].data), form["text"].data)),
        "ask": lambda: reviewing.ask(*who, form["version"].data, form["departments"].data or []),
        "agree": lambda: reviewing.agree(*who, form["version"].data, Note(form["comment"].data)),
        "return": lambda: reviewing.return_(*who, form["version"].data, Note(form["comment"].data)),
    }
    takes[step]()


def _page(draft_id: int, typed: StaffForm | None = None, trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    return render_template(
        "desk/lists/opinions.html",
        **frame(view, _("各部门意见")),
        forms=_forms(view, typed),
        faults=typed.faults() if typed else [],
        trouble=trouble,
        unheard=[each for each in view.around.asked if each not in view.heard],
    )


def _forms(view: ListView, typed: StaffForm | None) -> dict[str, StaffForm]:
    forms: dict[str, StaffForm] = {}
    for step, (action, form) in REVIEW.items():
        if action in view.actions:
            forms[step] = (
                typed
                if isinstance(typed, form)
                else form(formdata=None, data={"version": view.draft.version})
            )
            if "version" in forms[step]:
                forms[step]["version"].raw_data = [str(view.draft.version)]
    if "ask" in forms:
        forms["ask"]["departments"].choices = ask_choices()
    return forms
