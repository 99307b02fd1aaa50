"""Half-written texts of a case: kept by a button, or every few seconds where scripts run; canned texts."""

from collections.abc import Mapping

from flask import flash, g, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from intake.services.desk import canned, drafts
from intake.web import errors, journey
from intake.web.forms.case import AnswerForm, AskForm, ReviewForm
from intake.web.forms.office import ObjectionForm
from intake.web.forms.staff import CaseForm
from intake.web.numbers import whole_number
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.page import show
from intake.web.views.desk.steps import half_written
from intake.web.words import local_time
from intake.words import gettext as _

FORMS: Mapping[str, type[CaseForm]] = {
    "answer": AnswerForm,
    "ask": AskForm,
    "review": ReviewForm,
    "objection": ObjectionForm,
}
FILLED: Mapping[str, type[CaseForm]] = {name: FORMS[name] for name in ("answer", "ask")}


@bp.post(f"/cases/<number>/draft/<any({', '.join(FORMS)}):name>")
@staff_only(*DESK)
@journey.keeps_typed
def keep_draft(number: str, name: str) -> ResponseReturnValue:
    """Keep what stands in one form; its own rules are not asked yet."""
    form = FORMS[name]()
    form.validate()
    if "csrf_token" in form.errors:
        return show(number, form), 422
    kept = drafts.keep(context(), g.staff, number, form.PREFIX, half_written(form))
    if errors.wants_json():
        return jsonify(saved=_("草稿已存 %(at)s") % {"at": local_time(kept)})
    flash(_("草稿已存，还没有发出"))
    return redirect(url_for("desk.case", number=number), 303)


@bp.post(f"/cases/<number>/fill/<any({', '.join(FILLED)}):name>")
@staff_only(*DESK)
@journey.keeps_typed
def fill_in(number: str, name: str) -> ResponseReturnValue:
    """Put a canned text, filled in for the case, after what was typed; nothing is sent yet."""
    form = FILLED[name]()
    if (chosen := whole_number(form["canned"].data)) is not None:
        said = canned.fill(context(), g.staff, number, chosen)
        form["text"].data = "\n".join(filter(None, (form["text"].data, said)))
    return show(number, form)
