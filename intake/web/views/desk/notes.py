"""Internal notes of a case, and what mentions whoever is logged in."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.services.desk import notes as service
from intake.web import journey
from intake.web.forms.notes import NoteForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.words import gettext as _


@bp.get("/cases/<number>/notes")
@staff_only(*DESK)
def notes(number: str) -> ResponseReturnValue:
    """The notes of a case; whoever is mentioned has seen them now."""
    page = _page(number, NoteForm(formdata=None))
    service.seen(context(), g.staff, number)
    return page


@bp.post("/cases/<number>/notes")
@staff_only(*DESK)
@journey.keeps_typed
def write_note(number: str) -> ResponseReturnValue:
    """Write one."""
    form = NoteForm()
    if not form.validate_on_submit():
        return _page(number, form), 422
    try:
        service.write(context(), g.staff, number, form.text.data)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return _page(number, form), 422
    flash(_("备注已记下"))
    return redirect(url_for("desk.notes", number=number), 303)


@bp.get("/mentions")
@staff_only(*DESK)
def mentions() -> ResponseReturnValue:
    """The notes that mention me, the unread ones first."""
    return render_template("desk/mentions.html", mentions=service.mentions(context(), g.staff))


def _page(number: str, form: NoteForm) -> str:
    return render_template(
        "desk/notes.html",
        number=number,
        notes=service.of_case(context(), g.staff, number),
        people=service.people(context(), g.staff, number),
        form=form,
        faults=form.faults(),
    )
