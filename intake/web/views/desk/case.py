"""One case: read it, open its files and its sealed contact, and do the department's steps."""

from flask import g, send_file, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.cases.objections import Grounds, Reason
from intake.services.casework import handle, objections
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.desk import inbox as lists
from intake.web import journey
from intake.web.forms.staff import AnswerForm, AssignForm, CaseForm, ContactForm, HandBackForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, ORGAN, bp
from intake.web.views.desk.page import show
from intake.web.views.desk.steps import Step, carry_out
from intake.words import mark


def to_case(number: str) -> str:
    """Stay with the case."""
    return url_for("desk.case", number=number)


def to_list(_number: str) -> str:
    """Back to the list: the case has left this desk."""
    return url_for("desk.inbox")


def _accept(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.accept(ctx, staff, number, form.version.data)


def _assign(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.assign(ctx, staff, number, form.version.data, form["assignee"].data)


def _answer(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.answer(ctx, staff, number, form.version.data, Answer(form["text"].data))


def _close(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.close(ctx, staff, number, form.version.data)


def _object(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    grounds = Grounds(
        Reason(form["code"].data), form["clause"].data, form["reason"].data, form["names"].data or None
    )
    return objections.object_to(ctx, staff, number, form.version.data, grounds)


STEPS = {
    "accept": Step(CaseForm, _accept, mark("已受理 %(number)s，由您办理"), to_case),
    "assign": Step(AssignForm, _assign, mark("已分派 %(number)s"), to_case),
    "answer": Step(AnswerForm, _answer, mark("已答复 %(number)s，投诉人凭查询码可以看到"), to_case),
    "close": Step(CaseForm, _close, mark("已办结 %(number)s"), to_list),
    "hand-back": Step(HandBackForm, _object, mark("已提出异议 %(number)s，由协调办公室决定"), to_list),
}


@bp.get("/cases/<number>")
@staff_only(*DESK)
def case(number: str) -> ResponseReturnValue:
    """The case page."""
    return show(number)


@bp.post(f"/cases/<number>/<any({', '.join(map(repr, STEPS))}):name>")
@staff_only(*ORGAN)
@journey.keeps_typed
def step(number: str, name: str) -> ResponseReturnValue:
    """A department's step on its case."""
    return carry_out(number, STEPS[name])


@bp.post("/cases/<number>/contact")
@staff_only(*DESK)
@journey.keeps_typed
def contact(number: str) -> ResponseReturnValue:
    """Unseal the contact for this one page; the reason is recorded."""
    form = ContactForm()
    if not form.validate_on_submit():
        return show(number, form), 422
    try:
        opened = lists.reveal_contact(context(), g.staff, number, form.reason.data)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return show(number, form), 422
    return show(number, contact=opened)


@bp.get("/cases/<number>/evidence/<evidence_id>")
@staff_only(*DESK)
def evidence(number: str, evidence_id: str) -> ResponseReturnValue:
    """One file. Pictures show in the page; everything else is saved, never opened here."""
    found = lists.evidence(context(), g.staff, number, evidence_id)
    picture = found.mime.startswith("image/")
    response = send_file(
        found.path, found.mime, as_attachment=not picture, download_name=found.name, etag=False
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
