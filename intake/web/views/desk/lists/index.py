"""The lists at hand: one's own, those to review, to decide, to publish; a new draft."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition
from intake.services.lists import drafting, showing
from intake.web import journey
from intake.web.forms.item_lists import NewListForm
from intake.web.forms.question import options
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.lists.shared import EDITORS, READERS, reader_is_office
from intake.words import gettext as _


@bp.get("/lists")
@staff_only(*READERS)
def item_lists() -> ResponseReturnValue:
    """Everything about lists that concerns the reader."""
    return _index(NewListForm(formdata=None))


@bp.post("/lists")
@staff_only(*EDITORS)
@journey.keeps_typed
def new_item_list() -> ResponseReturnValue:
    """Start a draft."""
    form = NewListForm()
    if not form.validate_on_submit():
        return _index(form), 422
    try:
        from_release = form.source.data == "release"
        made = drafting.new(context(), g.staff, form.department.data, from_release=from_release)
    except BadInput as refused:
        form.refuse("source", refused.message)
        return _index(form), 422
    except BadTransition as refused:
        return _index(form, refused.message), 409
    flash(_("已建立清单稿"))
    return redirect(url_for("desk.item_list_rows", draft_id=made), 303)


def _index(form: NewListForm, trouble: str = "") -> str:
    found = showing.desk(context(), g.staff)
    names = context().registry.departments
    form.department.choices = options([(each, names[each].name) for each in found.may_draft])
    return render_template(
        "desk/lists/index.html",
        desk=found,
        form=form if found.may_draft else None,
        faults=form.faults(),
        trouble=trouble,
        by_office=reader_is_office(),
    )
