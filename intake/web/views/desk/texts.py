"""Canned texts: kept on a page, filled in for a case."""

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.canned import CannedText, Purpose, purpose_words
from intake.cases.errors import BadInput
from intake.cases.permissions import Right, may
from intake.services.desk import canned
from intake.web import journey
from intake.web.forms.lists import TextForm
from intake.web.forms.staff import StaffForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.words import gettext as _


@bp.route("/texts", methods=["GET", "POST"])
@staff_only(*DESK)
@journey.keeps_typed
def texts() -> ResponseReturnValue:
    """The organ's texts and one's own; posted to, it keeps one more."""
    form = TextForm()
    if not may(g.staff, Right.SHARE_TEXTS):
        del form.shared
    if form.validate_on_submit():
        own = not ("shared" in form and form.shared.data)
        text = CannedText(0, Purpose(form.purpose.data), form["name"].data, form["text"].data, own)
        try:
            canned.add(context(), g.staff, text)
        except BadInput as refused:
            form.refuse(refused.field, refused.message)
            return _page(form), 422
        flash(_("已保存“%(name)s”") % {"name": text.name})
        return redirect(url_for("desk.texts"), 303)
    return _page(form), 422 if form.is_submitted() else 200


@bp.post("/texts/<int:text_id>/remove")
@staff_only(*DESK)
def remove_text(text_id: int) -> ResponseReturnValue:
    """Delete a text."""
    if not StaffForm().validate_on_submit():
        return _page(TextForm(formdata=None)), 422
    canned.remove(context(), g.staff, text_id)
    flash(_("已删除"))
    return redirect(url_for("desk.texts"), 303)


@bp.get("/cases/<number>/texts/<int:text_id>")
@staff_only(*DESK)
def filled_text(number: str, text_id: int) -> ResponseReturnValue:
    """A text filled in for a case, for the script that puts it where the cursor is."""
    return Response(
        canned.fill(context(), g.staff, number, text_id), content_type="text/plain; charset=utf-8"
    )


def _page(form: TextForm) -> str:
    found = canned.texts(context(), g.staff)
    return render_template(
        "desk/texts.html",
        form=form,
        faults=form.faults(),
        groups=[
            (_("全单位的"), [t for t in found if not t.own]),
            (_("我自己的"), [t for t in found if t.own]),
        ],
        shares=may(g.staff, Right.SHARE_TEXTS),
        purpose_words=purpose_words,
        token=StaffForm(formdata=None),
    )
