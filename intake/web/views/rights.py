"""The citizen's own data, for whoever holds the receipt code: see, download, correct, erase."""

import json

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from intake.cases.errors import CaseworkError, ComplaintRefused
from intake.cases.model import Contact
from intake.services.citizens import rights
from intake.web.forms.rights import OwnContactForm, OwnDataForm
from intake.web.security import context, limited, public
from intake.words import gettext as _

bp = Blueprint("rights", __name__, url_prefix="/track/my-data")


@bp.post("/")
@public
@limited("lookup")
def show() -> ResponseReturnValue:
    """What may be done, with the code from the tracking page."""
    return _page(OwnContactForm())


@bp.post("/download")
@public
@limited("lookup")
def download() -> ResponseReturnValue:
    """Everything stored, as a JSON file."""
    form = OwnDataForm()
    if not form.validate_on_submit():
        return _page(OwnContactForm(), status=422)
    try:
        given = rights.export(context(), form.code.data or "")
    except CaseworkError as refused:
        return _page(OwnContactForm(), refused.message, 422)
    response = Response(json.dumps(given, ensure_ascii=False, indent=2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="my-complaint.json"'
    return response


@bp.post("/contact")
@public
@limited("lookup")
def correct() -> ResponseReturnValue:
    """Replace the contact."""
    form = OwnContactForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    contact = Contact(form.name.data or "", form.phone.data or "", form.email.data or "")
    try:
        rights.correct_contact(context(), form.code.data or "", contact, form.language.data or None)
    except ComplaintRefused as refused:
        for field, message in refused.faults.items():
            form[field].errors = [message]
        return _page(form, status=422)
    except CaseworkError as refused:
        return _page(form, refused.message, 422)
    return _page(form, done=_("联系方式已更正。"))


@bp.post("/erase")
@public
@limited("lookup")
def erase() -> ResponseReturnValue:
    """Erase the contact."""
    form = OwnDataForm()
    if not form.validate_on_submit():
        return _page(OwnContactForm(), status=422)
    try:
        rights.erase_contact(context(), form.code.data or "")
    except CaseworkError as refused:
        return _page(OwnContactForm(), refused.message, 422)
    return _page(
        OwnContactForm(formdata=None, code=form.code.data),
        done=_("联系方式已删除。投诉会继续办理，只是部门联系不到您；办理结果凭查询码仍可查看。"),
    )


def _page(form: OwnContactForm, refusal: str = "", status: int = 200, done: str = "") -> ResponseReturnValue:
    faults = [*([("", refusal)] if refusal else []), *form.faults()]
    return render_template("track/my_data.html", form=form, faults=faults, done=done), status
