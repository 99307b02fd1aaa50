"""One case: read it, open its files and its sealed contact, and do the department's steps."""

from flask import g, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.cases.model import Closing, Contact, Staff, Verdict
from intake.cases.objections import Grounds, Reason
from intake.services.casework import extend, handle, objections, question, review
from intake.services.casework.extend import Longer
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.desk import inbox as lists
from intake.web import journey
from intake.web.forms.case import (
    AcceptForm,
    AnswerForm,
    AskForm,
    AssignForm,
    CloseForm,
    ContactForm,
    ExtendForm,
    HandBackForm,
    ResumeForm,
    ReviewForm,
    SplitForm,
)
from intake.web.forms.staff import CaseForm
from intake.web.numbers import whole_number
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, ORGAN, bp
from intake.web.views.desk.page import facts_of, show
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark


def to_case(number: str) -> str:
    """Stay with the case."""
    return url_for("desk.case", number=number)


def to_list(_number: str) -> str:
    """Back to the list: the case has left this desk."""
    return url_for("desk.inbox")


def _accept(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.accept(ctx, staff, number, form.version.data, form["procedure"].data or None)


def _assign(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.assign(ctx, staff, number, form.version.data, form["assignee"].data)


def _start(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.start(ctx, staff, number, form.version.data)


def _answer(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    verdict = form["verdict"].data
    given = Answer(form["text"].data, Verdict(verdict) if verdict else None)
    return handle.answer(ctx, staff, number, form.version.data, given)


def _ask(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return question.ask(ctx, staff, number, form.version.data, form["text"].data)


def _go_on(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return question.go_on(ctx, staff, number, form.version.data)


def _extend(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    clock, _colon, amount = form["amount"].data.rpartition(":")
    days = whole_number(amount)
    if days is None:
        raise BadInput("amount", _("请选择延长到哪一天"))
    longer = Longer(days, form["reason"].data, clock)
    return extend.extend(ctx, staff, number, form.version.data, longer)


def _close(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.close(ctx, staff, number, form.version.data, Closing(form["closing"].data))


def _resume(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    return handle.resume(ctx, staff, number, form.version.data, form["reason"].data)


def _object(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    grounds = Grounds(Reason(form["code"].data), form["clause"].data, form["reason"].data)
    return objections.object_to(ctx, staff, number, form.version.data, grounds)


def _split(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    grounds = Grounds(Reason.NO_ENFORCEMENT_POWER, form["clause"].data, names=form["names"].data)
    return objections.object_to(ctx, staff, number, form.version.data, grounds)


def _review(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    decide = review.uphold if form["outcome"].data == "uphold" else review.send_back
    return decide(ctx, staff, number, form.version.data, form["opinion"].data)


STEPS = {
    "accept": Step(AcceptForm, _accept, mark("已受理 %(number)s，由您办理"), to_case),
    "assign": Step(AssignForm, _assign, mark("已分派 %(number)s"), to_case),
    "start": Step(CaseForm, _start, mark("%(number)s 已开始调查"), to_case),
    "answer": Step(AnswerForm, _answer, mark("已答复 %(number)s，投诉人凭查询码可以看到"), to_case),
    "ask": Step(AskForm, _ask, mark("已请 %(number)s 的投诉人补充，等待期间停表"), to_case),
    "go-on": Step(CaseForm, _go_on, mark("%(number)s 不再等待，继续办理"), to_case),
    "extend": Step(ExtendForm, _extend, mark("已延长 %(number)s 的期限，投诉人能看到"), to_case),
    "close": Step(CloseForm, _close, mark("已办结 %(number)s"), to_list),
    "resume": Step(ResumeForm, _resume, mark("%(number)s 继续办理"), to_case),
    "hand-back": Step(HandBackForm, _object, mark("已提出异议 %(number)s，由协调办公室决定"), to_list),
    "split": Step(SplitForm, _split, mark("%(number)s 的执法部分已转出，监管部分由您继续办"), to_case),
}
REVIEW = Step(ReviewForm, _review, mark("%(number)s 的结论已送达投诉人和原答复单位"), to_list)


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


@bp.post("/cases/<number>/review")
@staff_only(*DESK)
@journey.keeps_typed
def decide_review(number: str) -> ResponseReturnValue:
    """The outcome of a review or second review."""
    return carry_out(number, REVIEW)


@bp.post("/cases/<number>/contact")
@staff_only(*DESK)
@journey.keeps_typed
def contact(number: str) -> ResponseReturnValue:
    """Unseal the contact for this one page; the reason is recorded."""
    form = ContactForm()
    opened = _opened(number, form)
    return show(number, contact=opened) if opened else (show(number, form), 422)


@bp.route("/cases/<number>/print", methods=["GET", "POST"])
@staff_only(*DESK)
@journey.keeps_typed
def printed(number: str) -> ResponseReturnValue:
    """The whole case to print; with the contact only when somebody says why, which is recorded."""
    form = ContactForm()
    opened = _opened(number, form) if form.is_submitted() else None
    view = lists.case(context(), g.staff, number)
    page = render_template(
        "desk/print.html", **facts_of(view), form=form, contact=opened, faults=form.faults()
    )
    return page, 422 if form.errors else 200


@bp.get("/cases/<number>/files")
@staff_only(*DESK)
def files(number: str) -> ResponseReturnValue:
    """The words and the pictures side by side."""
    return render_template("desk/files.html", view=lists.case(context(), g.staff, number))


@bp.get("/cases/<number>/evidence/<evidence_id>")
@staff_only(*DESK)
def evidence(number: str, evidence_id: str) -> ResponseReturnValue:
    """One file. Pictures show in the page; everything else is saved, never opened here."""
    found = lists.evidence(context(), g.staff, number, evidence_id)
    picture = found.mime.startswith("image/")
    response = send_file(
        found.content, found.mime, as_attachment=not picture, download_name=found.name, etag=False
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(number: str, form: ContactForm) -> Contact | None:
    """The contact, when the form says why; else its faults are on the form."""
    if not form.validate_on_submit():
        return None
    try:
        return lists.reveal_contact(context(), g.staff, number, form.reason.data)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return None
