"""What may be done on the tracking page, each on a page of its own: first shown, then carried out.

The code travels in the form, so that every step leads back to the case without typing it again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import RequestEntityTooLarge

from intake.cases.errors import BadInput, CaseworkError, EvidenceRefused, NotFound
from intake.cases.receipt import MistypedCode
from intake.services.citizens import citizen
from intake.services.citizens.open_now import Open, open_to
from intake.services.context import Context
from intake.services.publication import wishes
from intake.web import journey
from intake.web.case_page import case_page
from intake.web.forms.citizen import (
    AddForm,
    CodeForm,
    PersonForm,
    RateForm,
    ReplyForm,
    ReviewForm,
    WithdrawForm,
)
from intake.web.forms.track import TrackForm
from intake.web.security import context, large_body, limited, public
from intake.web.uploads import upload_limits, uploads
from intake.web.way_pictures import the_whole_way
from intake.web.words import last_day
from intake.words import gettext as _
from intake.words import mark

bp = Blueprint("citizen", __name__, url_prefix="/track")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@dataclass(frozen=True, slots=True)
class Act:
    """A form, its page, what it does, what to say then, and whether it can be done now."""

    form: type[CodeForm]
    run: Callable[[Context, str, CodeForm], object]
    done: str
    is_open: Callable[[Open], object]


def _reply(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.reply(ctx, code, form["text"].data, uploads())


def _add(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.add_information(ctx, code, form["text"].data, uploads())


def _withdraw(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.withdraw(ctx, code, form["reason"].data)


def _rate(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.rate(ctx, code, int(form["stars"].data), form["comment"].data)


def _review(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.ask_review(ctx, code, form["reason"].data)


def _person(ctx: Context, code: str, form: CodeForm) -> None:
    citizen.ask_person(ctx, code, form["reason"].data)


def _keep_private(ctx: Context, code: str, _form: CodeForm) -> None:
    wishes.object_to_publication(ctx, code)


WITH_FILES = {
    "reply": Act(ReplyForm, _reply, mark("已收到您的回答，部门继续办理。"), lambda now: now.may_reply),
    "add": Act(AddForm, _add, mark("已收到您的补充，办理的人能看到。期限不变。"), lambda now: now.may_add),
}
ACTS = {
    "withdraw": Act(WithdrawForm, _withdraw, mark("投诉已撤回。"), lambda now: now.may_withdraw),
    "rate": Act(RateForm, _rate, mark("谢谢，您的评价已记下。"), lambda now: now.may_rate),
    "review": Act(ReviewForm, _review, mark("已收到您的请求。"), lambda now: now.review_level),
    "person": Act(
        PersonForm, _person, mark("已转给协调办公室的工作人员核对。"), lambda now: now.may_ask_person
    ),
    "private": Act(
        CodeForm, _keep_private, mark("已记下：这件投诉的结果不公布。"), lambda now: now.may_keep_private
    ),
}


@bp.post(f"/<any({', '.join(WITH_FILES)}):name>")
@public
@large_body
@limited("lookup")
@journey.keeps_typed
def send(name: str) -> ResponseReturnValue:
    """Answer a question, or add something; with files."""
    return _carry_out(name, WITH_FILES[name])


@bp.post(f"/<any({', '.join(ACTS)}):name>")
@public
@limited("lookup")
@journey.keeps_typed
def act(name: str) -> ResponseReturnValue:
    """Withdraw, rate, ask for a review, ask for a person."""
    return _carry_out(name, ACTS[name])


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """The whole request was refused unread, and with it the code: it is asked for again."""
    return _enter(_("这次选的文件加在一起太大，没有上传，内容也没有存。请少选几个文件，再发一次。"), 413)


def _carry_out(name: str, what: Act) -> ResponseReturnValue:
    form = what.form()
    code = str(form.code.data or "")
    try:
        if "said" not in request.form:
            return _first_shown(name, what, code)
        if not form.validate_on_submit():
            return _page(name, form, code, 422)
        what.run(context(), code, form)
    except (BadInput, EvidenceRefused) as refused:
        _blame(form, refused)
        return _page(name, form, code, 422)
    except (NotFound, MistypedCode) as refused:
        return _enter(refused.message, 422)
    except CaseworkError as refused:  # the case has moved on: show how it stands now
        return case_page(code, trouble=refused.message, status=409)
    return case_page(code, done=_(what.done))


def _first_shown(name: str, what: Act, code: str) -> ResponseReturnValue:
    if not what.is_open(open_to(context(), code)):
        return case_page(code, trouble=_("现在不能这样办，请看看这件投诉最新的情况。"), status=409)
    return _page(name, what.form(formdata=None, data={"code": code}), code)


def _page(name: str, form: CodeForm, code: str, status: int = 200) -> ResponseReturnValue:
    """The page of one act; a reply is part of the case's own page."""
    if isinstance(form, ReplyForm):
        return case_page(code, reply=form, status=status)
    now = open_to(context(), code)
    if "files" in form:
        form.files.description = upload_limits()
    page = render_template(
        f"track/{name}.html",
        form=form,
        faults=form.faults(),
        open=now,
        until=last_day(now.review_until) if now.review_until else "",
    )
    return page, status


def _blame(form: CodeForm, refused: BadInput | EvidenceRefused) -> None:
    field = refused.field if isinstance(refused, BadInput) else "files"
    form[field].errors = [refused.message]


def _enter(fault: str, status: int) -> ResponseReturnValue:
    form = TrackForm(formdata=None)
    way = the_whole_way()
    return render_template("track/enter.html", form=form, faults=[("", fault)], way=way), status
