"""Photos, video and PDF: added in any number of goes, each file judged alone."""

from typing import BinaryIO, cast

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from intake.cases.errors import EvidenceRefused
from intake.services.filing import drafts
from intake.web import journey
from intake.web.forms.complaint import EvidenceForm
from intake.web.forms.question import one_line
from intake.web.security import context, large_body, limited, public
from intake.web.uploads import upload_limits
from intake.web.words import file_size
from intake.words import gettext as _

bp = Blueprint("evidence", __name__, url_prefix="/complain/evidence")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("", methods=["GET", "POST"])
@public
@large_body
@limited("upload")
@journey.keeps_typed
def files() -> ResponseReturnValue:
    """Show what is there, take more, go on when asked."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    form = EvidenceForm()
    if not form.validate_on_submit():
        return _page(form)
    if found is None:
        journey.begin({})
    refused = [fault for upload in _uploads() if (fault := _take(upload))]
    if refused:
        return _page(form, refused)
    if request.form.get("action") == "upload":
        return redirect(journey.step_url("evidence.files"), 303)
    return journey.onward("complain.contact")


@bp.post("/remove")
@public
def remove() -> ResponseReturnValue:
    """Take one file out of the draft."""
    drafts.remove_evidence(context(), journey.token(), one_line(request.form.get("file")))
    return redirect(journey.step_url("evidence.files"), 303)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The whole upload was refused before any file was read; say so on the same page."""
    fault = _("这次选的文件加在一起太大，没有上传。请少选几个，分几次上传。")
    return _page(EvidenceForm(formdata=None), [fault])


def _uploads() -> list[FileStorage]:
    return [upload for upload in request.files.getlist("files") if upload.filename]


def _take(upload: FileStorage) -> str | None:
    """Add one file; the reason, beginning with its name, when it is not taken."""
    name = one_line(upload.filename)[:80]
    try:
        drafts.add_evidence(context(), journey.token(), name, cast("BinaryIO", upload.stream))
    except EvidenceRefused as refusal:
        return _("%(name)s：%(reason)s") % {"name": name, "reason": refusal.message}
    return None


def _page(form: EvidenceForm, refused: list[str] | None = None) -> ResponseReturnValue:
    found = journey.draft()
    form.files.errors = refused or []
    form.files.description = upload_limits()
    return journey.ask(
        "complain/evidence.html",
        4,
        form,
        back="complain.when",
        evidence=found.evidence if found else (),
        file_size=file_size,
    )
