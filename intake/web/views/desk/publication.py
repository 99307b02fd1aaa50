"""Publishing the result of a case: prepare it, have another person review it, withdraw it."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition, StaleCase
from intake.cases.model import Staff
from intake.cases.publication import Words
from intake.services.context import Context
from intake.services.publication import preparing, reviewing, showing
from intake.services.publication.showing import Shown
from intake.web import journey
from intake.web.forms.publication import (
    ApproveForm,
    PictureForm,
    ProposeForm,
    ReturnForm,
    WithdrawForm,
    WordsForm,
)
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk import boxes
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.steps import Step
from intake.words import gettext as _
from intake.words import mark

DONE = 303
FORMS = (WordsForm, ProposeForm, ApproveForm, ReturnForm, WithdrawForm)


def _save(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    said = Words(form["title"].data, form["complaint"].data, form["outcome"].data, form["item"].data)
    return preparing.save(ctx, staff, number, form.version.data, said)


def _propose(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return preparing.propose(ctx, staff, number, form.version.data)


def _approve(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return reviewing.approve(ctx, staff, number, form.version.data, form["grounds"].data)


def _return(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return reviewing.send_back(ctx, staff, number, form.version.data, form["reason"].data)


def _withdraw(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return reviewing.withdraw(ctx, staff, number, form.version.data, form["reason"].data)


def _here(number: str) -> str:
    return url_for("desk.publication", number=number)


def _page(number: str, typed: CaseForm | None = None, trouble: str = "") -> str:
    """The page; `typed` is a form to show as it was sent, with what the publication is now as its version."""
    shown = showing.shown(context(), g.staff, number)
    forms = {kind.PREFIX: _form(kind, shown) for kind in FORMS}
    if typed is not None:
        if trouble:
            typed.version.raw_data = [str(shown.publication.version)]
        forms[typed.PREFIX] = typed
    return render_template(
        "desk/publication.html",
        number=number,
        shown=shown,
        forms=forms,
        faults=typed.faults() if typed else [],
        trouble=trouble,
    )


def _form(kind: type[CaseForm], shown: Shown) -> CaseForm:
    given: dict[str, Any] = {"version": shown.publication.version}
    if kind is WordsForm:
        words = shown.publication.words
        given |= {"title": words.title, "item": words.item, "complaint": words.complaint}
        given |= {"outcome": words.outcome}
    return kind(formdata=None, data=given)


STEPS = {
    "save": Step(WordsForm, _save, mark("已保存，公布后的样子见下面"), _here, _page),
    "propose": Step(ProposeForm, _propose, mark("已提交，等另一人审查"), _here, _page),
    "approve": Step(ApproveForm, _approve, mark("审查通过，几分钟内公布到网站"), _here, _page),
    "return": Step(ReturnForm, _return, mark("已退回修改"), _here, _page),
    "withdraw": Step(WithdrawForm, _withdraw, mark("已撤回，几分钟内网站上只留下撤回的说明"), _here, _page),
}


@bp.get("/cases/<number>/publication")
@staff_only(*DESK)
def publication(number: str) -> ResponseReturnValue:
    """What would be public of the case, before and after."""
    return _page(number)


@bp.post(f"/cases/<number>/publication/<any({', '.join(map(repr, STEPS))}):name>")
@staff_only(*DESK)
@journey.keeps_typed
def publication_step(number: str, name: str) -> ResponseReturnValue:
    """One step of publishing. What was refused comes again as it was typed."""
    step = STEPS[name]
    form = step.form()
    status, trouble = _attempt(form, lambda: step.run(context(), g.staff, number, form))
    if status != DONE:
        return _page(number, form, trouble), status
    flash(_(step.done))
    return redirect(step.onward(number), DONE)


@bp.get("/cases/<number>/publication/pictures/<evidence_id>")
@staff_only(*DESK)
def publication_picture(number: str, evidence_id: str) -> ResponseReturnValue:
    """One photo: whether it is shown, and what of it is black."""
    return _picture_page(number, evidence_id)


@bp.post("/cases/<number>/publication/pictures/<evidence_id>")
@staff_only(*DESK)
@journey.keeps_typed
def publication_blacken(number: str, evidence_id: str) -> ResponseReturnValue:
    """Keep what is to be done with the photo, and show it so."""
    form = PictureForm()
    _shown, named, sides = showing.with_sides(context(), g.staff, number, evidence_id)

    def keep() -> object:
        picture = boxes.read(form, evidence_id, sides)
        return preparing.set_picture(context(), g.staff, number, form.version.data, picture)

    status, trouble = _attempt(form, keep)
    if status != DONE:
        return _picture_page(number, evidence_id, form, trouble), status
    flash(_("已保存 %(name)s") % {"name": named.name})
    return redirect(url_for("desk.publication_picture", number=number, evidence_id=evidence_id), DONE)


def _picture_page(number: str, evidence_id: str, typed: PictureForm | None = None, trouble: str = "") -> str:
    shown, named, sides = showing.with_sides(context(), g.staff, number, evidence_id)
    picture, version = named.picture, shown.publication.version
    form = typed or PictureForm(
        formdata=None, data={"version": version, "shown": picture.shown, "alt": picture.alt}
    )
    if trouble:
        form.version.raw_data = [str(version)]
    return render_template(
        "desk/publication_picture.html",
        number=number,
        shown=shown,
        named=named,
        form=form,
        faults=form.faults(),
        trouble=trouble,
        size=boxes.displayed(sides),
        kept=boxes.kept_words(picture.boxes),
    )


def _attempt(form: CaseForm, run: Callable[[], object]) -> tuple[int, str]:
    """The status of the answer, DONE when it was done, and why not when it came too late."""
    if not form.validate_on_submit():
        return 422, ""
    try:
        run()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return 422, ""
    except (StaleCase, BadTransition) as refused:
        return 409, refused.message
    return DONE, ""


@bp.get("/cases/<number>/publication/pictures/<evidence_id>/black")
@staff_only(*DESK)
def publication_preview(number: str, evidence_id: str) -> ResponseReturnValue:
    """The photo with its boxes burnt in, as it would be published."""
    response = make_response(showing.picture(context(), g.staff, number, evidence_id))
    response.mimetype = "image/jpeg"
    response.headers["Cache-Control"] = "no-store"
    return response
