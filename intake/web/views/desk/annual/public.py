"""The public edition of a special report: its text part by part, and the redaction list."""

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.annual.states import Act
from intake.services.annual import editing, showing
from intake.services.annual.editing import PUBLIC, Written
from intake.web import journey
from intake.web.forms.annual import PlainForm, PublicForm, RedactionForm
from intake.web.forms.question import options
from intake.web.security import context, staff_only
from intake.web.views.desk.annual.report import show
from intake.web.views.desk.annual.shared import WRITERS, part_title
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out
from intake.words import gettext as _
from registry import Redaction


@bp.get("/annual/<number>/public/<part>")
@staff_only(*WRITERS)
def annual_public(number: str, part: str) -> ResponseReturnValue:
    """The form of a part's public text."""
    return _page(number, part, None)


@bp.post("/annual/<number>/public/<part>")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_save_public(number: str, part: str) -> ResponseReturnValue:
    """Save a part's public text."""
    form = PublicForm()

    def act() -> str:
        editing.save_public(context(), g.staff, number, Written(part, form.version.data, form.text.data))
        return url_for("desk.annual_report", number=number)

    return carry_out(form, act, _("已保存"), lambda _typed, trouble: _page(number, part, form, trouble))


@bp.post("/annual/<number>/redactions")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_redact(number: str) -> ResponseReturnValue:
    """Add a line to the redaction list."""
    form = RedactionForm()
    view = showing.one(context(), g.staff, number)
    form["part"].choices = options((each.part, each.part) for each in view.written)

    def act() -> str:
        said = Redaction(form.part.data, form.article.data, form.reason.data)
        editing.redact(context(), g.staff, number, said)
        return url_for("desk.annual_report", number=number)

    return carry_out(form, act, _("已列入删减清单"), lambda typed, trouble: show(number, typed, trouble))


@bp.post("/annual/<number>/redactions/<int:redaction_id>/remove")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_unredact(number: str, redaction_id: int) -> ResponseReturnValue:
    """Take a line off."""

    def act() -> str:
        editing.unredact(context(), g.staff, number, redaction_id)
        return url_for("desk.annual_report", number=number)

    return carry_out(
        PlainForm(), act, _("已从删减清单去掉"), lambda _typed, trouble: show(number, None, trouble)
    )


def _page(number: str, part: str, typed: PublicForm | None, trouble: str = "") -> str:
    view = showing.part(context(), g.staff, number, part, PUBLIC)
    if view is None or not view.part.text or (typed is None and Act.EDIT_PUBLIC not in view.view.acts):
        abort(404)
    given = {"text": view.part.shown, "version": view.part.version}
    form = typed or PublicForm(formdata=None, data=given)
    if trouble:
        form.seen(view.part.version)
    return render_template(
        "desk/annual/public.html",
        view=view,
        number=number,
        form=form,
        faults=form.faults() if typed else [],
        trouble=trouble,
        title=part_title(part, view.item.matter if view.item else ""),
    )
