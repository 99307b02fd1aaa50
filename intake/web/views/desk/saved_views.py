"""Views that somebody saved, and those the organ shares."""

from urllib.parse import parse_qsl

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.services.desk import saved
from intake.web import journey
from intake.web.forms.lists import ViewForm
from intake.web.forms.staff import StaffForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.inbox import address
from intake.words import gettext as _


@bp.route("/views", methods=["GET", "POST"])
@staff_only(*DESK)
@journey.keeps_typed
def saved_views() -> ResponseReturnValue:
    """Every view the person sees; posted to, it keeps one."""
    form = ViewForm()
    if form.validate_on_submit():
        said = dict(parse_qsl(form.query.data or ""))
        try:
            saved.save(context(), g.staff, form["name"].data, said, shared=form.shared.data)
        except BadInput as refused:
            form.refuse(refused.field, refused.message)
            return _page(form), 422
        flash(_("已保存“%(name)s”") % {"name": form["name"].data})
        return redirect(address(said), 303)
    return _page(form), 422 if form.is_submitted() else 200


@bp.post("/views/<int:view_id>/remove")
@staff_only(*DESK)
def remove_view(view_id: int) -> ResponseReturnValue:
    """Delete one of one's own."""
    form = StaffForm()
    if not form.validate_on_submit():
        return _page(ViewForm(formdata=None)), 422
    saved.remove(context(), g.staff, view_id)
    flash(_("已删除"))
    return redirect(url_for("desk.saved_views"), 303)


def _page(form: ViewForm) -> str:
    return render_template(
        "desk/views.html",
        form=form,
        faults=form.faults(),
        views=saved.views(context(), g.staff),
        token=StaffForm(formdata=None),
        most=saved.MOST,
    )
