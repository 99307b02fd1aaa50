"""Staff log in, change their password, see their account, log out."""

import re

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.errors import BadInput, LoginRefused, Throttled
from intake.cases.model import Role, Staff
from intake.services.staff import accounts, second_factor, staff_admin
from intake.web import journey
from intake.web.cookies import drop_private_cookie, private_cookie, set_private_cookie
from intake.web.forms.login import LoginForm, PasswordForm
from intake.web.forms.staff import StaffForm
from intake.web.navigation import frame
from intake.web.offices import role_name
from intake.web.security import STAFF_COOKIE, caller, context, limited, public, staff_only
from intake.web.words import local_time
from intake.words import gettext as _

bp = Blueprint("login", __name__, url_prefix="/staff")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("/login", methods=["GET", "POST"])
@public
@limited("login")
@journey.keeps_typed
def log_in() -> ResponseReturnValue:
    """Open a session; the page asked for before comes next."""
    form = LoginForm()
    if form.validate_on_submit():
        try:
            token = accounts.log_in(context(), form.login.data, form.password.data, caller())
        except LoginRefused as refused:
            return _again("staff/login.html", form, refused.message, 422)
        except Throttled as refused:
            return _throttled("staff/login.html", form, refused)
        return signed_in(token)
    if request.method == "POST":
        return render_template("staff/login.html", form=form), 422
    staff = accounts.staff_of(context(), private_cookie(STAFF_COOKIE))
    return redirect(home_of(staff), 303) if staff else render_template("staff/login.html", form=form)


@bp.post("/logout")
@staff_only()
def log_out() -> ResponseReturnValue:
    """End the session here and on the server."""
    accounts.log_out(context(), private_cookie(STAFF_COOKIE))
    response = make_response(redirect(url_for("login.log_in"), 303))
    drop_private_cookie(response, STAFF_COOKIE)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'  # the next at this machine may be anybody
    return response


@bp.route("/password", methods=["GET", "POST"])
@staff_only()
@limited("login")
@journey.keeps_typed
def change_password() -> ResponseReturnValue:
    """Set a new password; all sessions end, and this browser gets a fresh one."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("staff/password.html", form=form), 422 if form.is_submitted() else 200
    try:
        remote = caller()
        accounts.change_password(context(), g.staff, form.current.data, form.new.data, remote)
        token = accounts.log_in(context(), g.staff.login, form.new.data, remote)
    except LoginRefused as refused:
        form.refuse("current", refused.message)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
    except Throttled as refused:
        return _throttled("staff/password.html", form, refused)
    else:
        return signed_in(token)
    return render_template("staff/password.html", form=form), 422


@bp.get("/account")
@staff_only()
def account() -> ResponseReturnValue:
    """Who is logged in, as whom, and when they last were."""
    before = accounts.log_in_before(context(), g.staff)
    return render_template(
        "staff/account.html",
        role=role_name(g.staff),
        last_log_in=local_time(before) if before else _("这是第一次"),
        log_ins=[local_time(at) for at in staff_admin.last_log_ins(context(), g.staff)],
        sessions=staff_admin.sessions_of(context(), g.staff, private_cookie(STAFF_COOKIE)),
        local_time=local_time,
        has_second_factor=second_factor.has(context(), g.staff),
        not_required=g.staff.role in second_factor.REQUIRED and not context().settings.require_second_factor,
    )


bp.context_processor(frame)


def home_of(staff: Staff) -> str:
    """The page a person's work starts on."""
    if staff.must_change_password:
        return url_for("login.change_password")
    return url_for("login.account" if staff.role in (Role.ADMINISTRATOR, Role.AUDITOR) else "desk.inbox")


def signed_in(token: str) -> Response:
    """The way on for somebody whose session was just opened, or waits for its second step.

    What this browser had before ends: the session of whoever sat here, and the token of forms that somebody
    may have learned.
    """
    if before := private_cookie(STAFF_COOKIE):
        accounts.log_out(context(), before)
    session.pop("csrf_token", None)
    staff = accounts.staff_of(context(), token)
    if staff is None:
        return _second_step(token)
    wanted = request.args.get("next", "")
    response = make_response(redirect(wanted if _is_desk_page(wanted) else home_of(staff), 303))
    set_private_cookie(response, STAFF_COOKIE, token)
    return response


def _second_step(token: str) -> Response:
    """The password was right; the session opens with the second step."""
    response = make_response(redirect(url_for("account.second_step"), 303))
    set_private_cookie(response, STAFF_COOKIE, token)
    return response


def _is_desk_page(path: str) -> bool:
    """Only our own desk: a link must not send somebody who just logged in to another site, or nowhere."""
    return re.fullmatch(r"/desk/[\w./?=&-]*", path, re.ASCII) is not None


def _again(template: str, form: StaffForm, message: str, status: int) -> tuple[str, int]:
    form.refuse("", message)
    return render_template(template, form=form), status


def _throttled(template: str, form: StaffForm, refused: Throttled) -> ResponseReturnValue:
    page, status = _again(template, form, refused.message, 429)
    return page, status, {"Retry-After": str(refused.retry_after)}
