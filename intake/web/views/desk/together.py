"""Duplicates of a case: let it go along with another, let it go on by itself."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.services.casework import duplicates, merge
from intake.services.casework.duplicates import Suspect
from intake.services.casework.merge import Into
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.staff import CaseForm
from intake.web.forms.together import OTHER, MergeForm, UnmergeForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.reasons import reasons
from intake.web.views.desk.steps import Step, carry_out
from intake.web.words import local_day
from intake.words import mark


@bp.get("/cases/<number>/merge")
@staff_only(*DESK)
def merge_page(number: str) -> ResponseReturnValue:
    """What this case may be a duplicate of."""
    return _merge_page(number, None)


@bp.post("/cases/<number>/merge")
@staff_only(*DESK)
@journey.keeps_typed
def merge_case(number: str) -> ResponseReturnValue:
    """Let it go along with another."""

    def form() -> CaseForm:
        return _offered(number, MergeForm())

    return carry_out(number, Step(form, _merge, mark("%(number)s 已并入，一起办理"), _to_case, _merge_page))


@bp.get("/cases/<number>/unmerge")
@staff_only(*DESK)
def unmerge_page(number: str) -> ResponseReturnValue:
    """Ask why it should go on by itself."""
    return _unmerge_page(number, None)


@bp.post("/cases/<number>/unmerge")
@staff_only(*DESK)
@journey.keeps_typed
def unmerge_case(number: str) -> ResponseReturnValue:
    """Let it go on by itself."""
    done = mark("%(number)s 已分开，单独办理")
    return carry_out(number, Step(UnmergeForm, _unmerge, done, _to_list, _unmerge_page))


def _merge(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    try:
        return merge.merge(ctx, staff, number, form.version.data, Into(form.chosen, form["reason"].data))
    except BadInput as refused:
        typed_one = refused.field == "lead" and form["lead"].data == OTHER
        raise BadInput("number" if typed_one else refused.field, refused.message) from None


def _unmerge(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return merge.unmerge(ctx, staff, number, form.version.data, form["reason"].data)


def _offered(number: str, form: MergeForm) -> MergeForm:
    form.offer([(each.case_number, _words(each)) for each in _suspects(number)])
    return form


def _suspects(number: str) -> tuple[Suspect, ...]:
    return duplicates.of_case(context(), g.staff, number).suspects


def _words(each: Suspect) -> str:
    day = local_day(each.filed_at)
    return f"{each.case_number} {day} {each.state_words}"


def _merge_page(number: str, typed: CaseForm | None) -> str:
    view = inbox.case(context(), g.staff, number)
    suspects = _suspects(number)
    hints = {each.case_number: f"{each.said[:60]}（{reasons(each.likeness)}）" for each in suspects}
    form = typed or _offered(number, MergeForm(formdata=None, data={"version": view.version}))
    return _page("desk/merge.html", number, form, typed, hints=hints)


def _unmerge_page(number: str, typed: CaseForm | None) -> str:
    view = inbox.case(context(), g.staff, number)
    form = typed or UnmergeForm(formdata=None, data={"version": view.version})
    return _page("desk/unmerge.html", number, form, typed)


def _page(template: str, number: str, form: CaseForm, typed: CaseForm | None, **more: object) -> str:
    faults = typed.faults() if typed else []
    return render_template(template, number=number, form=form, faults=faults, **more)


def _to_case(number: str) -> str:
    return url_for("desk.case", number=number)


def _to_list(_number: str) -> str:
    return url_for("desk.inbox")
