"""Writing one part of a special report: chapter one, or the block of a led item. Kept while it is written."""

from flask import abort, flash, g, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.annual.model import DUTIES
from intake.annual.states import Act
from intake.cases.errors import BadTransition
from intake.services.annual import editing, showing
from intake.services.annual.editing import FULL, Written
from intake.services.annual.showing import PartView
from intake.web import errors, journey
from intake.web.forms.annual import ChapterForm, PartForm, VersionedForm
from intake.web.security import context, staff_only
from intake.web.views.desk.annual.shared import WRITERS, part_title
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out
from intake.web.words import local_time
from intake.words import gettext as _


@bp.get("/annual/<number>/parts/<part>")
@staff_only(*WRITERS)
def annual_part(number: str, part: str) -> ResponseReturnValue:
    """The form of a part: what is saved or half written, else what the plan suggests."""
    return _page(number, part, None)


@bp.post("/annual/<number>/parts/<part>")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_save_part(number: str, part: str) -> ResponseReturnValue:
    """Save a part, and go on to the next that is not written."""
    form = _form(part)

    def act() -> str:
        reason = form.reason.data if "reason" in form else ""
        editing.save_part(
            context(), g.staff, number, Written(part, form.version.data, form.text.data, reason)
        )
        return _next(number)

    def again(_typed: object, trouble: str) -> str:
        return _page(number, part, form, trouble)

    return carry_out(form, act, _("已保存"), again)


@bp.post("/annual/<number>/parts/<part>/draft")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_keep_part(number: str, part: str) -> ResponseReturnValue:
    """Keep what stands in the form, for this person only; its own rules are not asked yet."""
    form = _form(part)
    form.validate()
    if "csrf_token" in form.errors:
        return _page(number, part, form), 422
    fields = {name: form[name].data or "" for name in ("text", "reason") if name in form}
    try:
        kept = editing.keep_draft(context(), g.staff, number, (FULL, part), fields)
    except BadTransition as refused:  # handed in meanwhile: what was typed is shown, to be kept elsewhere
        return _page(number, part, form, refused.message), 409
    if errors.wants_json():
        return jsonify(saved=_("草稿已存 %(at)s") % {"at": local_time(kept)})
    flash(_("草稿已存，还没有保存到报告里"))
    return redirect(url_for("desk.annual_part", number=number, part=part), 303)


def _form(part: str) -> VersionedForm:
    return ChapterForm() if part == DUTIES else PartForm()


def _next(number: str) -> str:
    gaps = showing.one(context(), g.staff, number).coverage.gaps
    if gaps:
        return url_for("desk.annual_part", number=number, part=gaps[0].id)
    return url_for("desk.annual_report", number=number)


def _page(number: str, part: str, typed: VersionedForm | None, trouble: str = "") -> str:
    view = showing.part(context(), g.staff, number, part, FULL)
    if view is None or (typed is None and Act.EDIT not in view.view.acts):
        abort(404)
    form = typed or _filled(view)
    if trouble:  # what others wrote is shown beside; saving again is then meant
        form.seen(view.part.version)
    return render_template(
        "desk/annual/part.html",
        view=view,
        number=number,
        form=form,
        faults=form.faults() if typed else [],
        trouble=trouble,
        title=part_title(part, view.item.matter if view.item else ""),
    )


def _filled(view: PartView) -> VersionedForm:
    saved = {"text": view.part.text or view.suggestion, "reason": view.part.reason}
    given = {**saved, **(view.kept[0] if view.kept else {}), "version": view.part.version}
    kind = ChapterForm if view.part.part == DUTIES else PartForm
    return kind(formdata=None, data=given)
