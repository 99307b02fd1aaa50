"""A decided list is published, or a published one taken back: asked for here, done by the worker."""

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Role
from intake.lists.publishing import STEPS, Kind, ListPublication, Step, step_words
from intake.lists.states import ListAction
from intake.services.lists import publishing, showing
from intake.web import journey
from intake.web.forms.list_publishing import PublishForm, TakeBackForm
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.one import frame
from intake.web.views.desk.lists.shared import READERS, carry_out
from intake.web.words import iso_time, local_time
from intake.words import gettext as _

PUBLISHER = Role.DEPARTMENT_HEAD.value


@bp.get("/lists/<int:draft_id>/publish")
@staff_only(*READERS)
def item_list_publication(draft_id: int) -> ResponseReturnValue:
    """How far its publication is, and the forms to publish it or to take it back."""
    return _page(draft_id)


@bp.post("/lists/<int:draft_id>/publish")
@staff_only(PUBLISHER)
@journey.keeps_typed
def publish_item_list(draft_id: int) -> ResponseReturnValue:
    """Ask that it be published."""
    form = PublishForm()

    def act() -> str:
        publishing.begin(context(), g.staff, draft_id, form.version.data, form.effective_from.data)
        return url_for("desk.item_list_publication", draft_id=draft_id)

    return carry_out(form, act, _("已开始公布"), lambda trouble: _page(draft_id, form, trouble))


@bp.post("/lists/<int:draft_id>/publish/take-back")
@staff_only(PUBLISHER)
@journey.keeps_typed
def take_item_list_back(draft_id: int) -> ResponseReturnValue:
    """Ask that a wrong publication be undone."""
    form = TakeBackForm()

    def act() -> str:
        publishing.take_back(context(), g.staff, draft_id, form.version.data, form.reason.data)
        return url_for("desk.item_list_publication", draft_id=draft_id)

    return carry_out(form, act, _("已开始撤回"), lambda trouble: _page(draft_id, form, trouble))


def _page(draft_id: int, typed: CaseForm | None = None, trouble: str = "") -> str:
    view = showing.one(context(), g.staff, draft_id)
    made = publishing.of_draft(context(), g.staff, draft_id)
    first = publishing.first_day(context(), view.draft)
    forms: dict[str, CaseForm] = {}
    if not (made and not made[0].is_over):
        if ListAction.PUBLISH in view.actions and view.draft.disclosure:
            forms["publish"] = PublishForm(formdata=None, data={"effective_from": first})
        if ListAction.TAKE_BACK in view.actions:
            forms["take_back"] = TakeBackForm(formdata=None)
    for name, form in forms.items():
        forms[name] = typed if isinstance(typed, type(form)) else form
        forms[name]["version"].raw_data = [str(view.draft.version)]
    return render_template(
        "desk/lists/publication.html",
        **frame(view, _("公布")),
        forms=forms,
        publications=[_shown(each) for each in made],
        first=first,
        takes_effect_later=_is_upcoming(view),
        by_hand=context().settings.results_by_hand,
        faults=typed.faults() if typed else [],
        trouble=trouble,
    )


def _is_upcoming(view: showing.ListView) -> bool:
    release = context().registry.release_of(view.draft.release)
    return release is not None and release.effective_from > context().today()


def _shown(made: ListPublication) -> dict[str, Any]:
    """One publication: what it is, how far, what refused it."""
    heads = {
        Kind.RELEASE: _("公布 %(release)s 版"),
        Kind.WITHDRAWAL: _("撤回 %(release)s 版"),
        Kind.RESTORATION: _("恢复上一版，作为 %(release)s 版公布"),
    }
    return {
        "title": heads[made.kind] % {"release": made.key.rpartition("/")[2]},
        "made": made,
        "steps": [_step(made, each) for each in _path(made)],
        "address": f"/lists/{made.key}/" if made.step is Step.DONE else "",
    }


def _path(made: ListPublication) -> tuple[Step, ...]:
    """The steps it took, and those still to come."""
    return tuple(made.at) if made.step is Step.REFUSED else STEPS


def _step(made: ListPublication, step: Step) -> dict[str, str]:
    at = made.at.get(step)
    if at is None:
        return {"title": step_words(step), "state": "next", "text": _("还没有做")}
    skipped = step is Step.COMMITTED and not (made.commit_id or made.trouble)
    return {
        "title": step_words(step),
        "state": "done",
        "when": local_time(at),
        "when_iso": iso_time(at),
        "text": _("公布内容没有放在版本库里，不用记") if skipped else "",
    }
