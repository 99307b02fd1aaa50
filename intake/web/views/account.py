"""The second step of logging in, enrolling for it, and one's own sessions."""

import segno
from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, LoginRefused, Throttled
from intake.services.staff import asked_again, second_factor, staff_admin
from intake.services.staff.second_factor import Enrolment
from intake.web.cookies import private_cookie
from intake.web.forms.second_factor import AgainForm, CodeForm, EnrolForm
from intake.web.navigation import frame
from intake.web.security import STAFF_COOKIE, caller, context, limited, public, staff_only
from intake.words import gettext as _

bp = Blueprint("account", __name__, url_prefix="/staff")


@bp.route("/second-step", methods=["GET", "POST"])
@public
@limited("login")
def second_step() -> ResponseReturnValue:
    """Ask for the code after the password was right."""
    token = private_cookie(STAFF_COOKIE)
    if second_factor.awaiting(context(), token) is None:
        return redirect(url_for("login.log_in"), 303)
    form = CodeForm()
    if not form.validate_on_submit():
        return render_template("staff/second_step.html", form=form), 422 if form.is_submitted() else 200
    try:
        second_factor.confirm(context(), token, form.code.data)
    except LoginRefused as refused:
        form.refuse("code", refused.message)
        return render_template("staff/second_step.html", form=form), 422
    except Throttled as refused:
        form.refuse("code", refused.message)
        wait = {"Retry-After": str(refused.retry_after)}
        return render_template("staff/second_step.html", form=form), 429, wait
    return redirect(url_for("login.log_in"), 303)  # which leads on to the person's own page


@bp.route("/second-factor", methods=["GET", "POST"])
@staff_only()
@limited("login")
def enrol() -> ResponseReturnValue:
    """Ask for the password, and only then show the QR code: who takes over a browser must learn no secret."""
    if second_factor.has(context(), g.staff):
        return redirect(url_for("login.account"), 303)
    form = _again_form()
    if not form.validate_on_submit():
        return _asking(form), 422 if form.is_submitted() else 200
    password = form.password.data if "password" in form else ""
    try:
        asked_again.show_again(context(), g.staff, private_cookie(STAFF_COOKIE), password, caller())
        enrolment = second_factor.begin(context(), g.staff)
    except (BadInput, LoginRefused, Throttled) as refused:
        form.refuse("password", refused.message)
        return _asking(form), 429 if isinstance(refused, Throttled) else 422
    return _enrolling(EnrolForm(formdata=None), enrolment)


@bp.post("/second-factor/code")
@staff_only()
@limited("login")
def enrolled() -> ResponseReturnValue:
    """With a first code, which only who was shown the secret knows, the recovery codes."""
    form = EnrolForm()
    if not form.validate_on_submit():
        return _enrolling(form), 422
    try:
        codes = second_factor.finish(context(), g.staff, form.code.data)
    except (BadInput, Throttled) as refused:
        form.refuse("code", refused.message)
        return _enrolling(form), 429 if isinstance(refused, Throttled) else 422
    return render_template("staff/recovery_codes.html", codes=codes)


@bp.post("/sessions/<handle>/end")
@staff_only()
def end_session(handle: str) -> ResponseReturnValue:
    """End one of one's own sessions."""
    staff_admin.end_session(context(), g.staff, handle)
    flash(_("那次登录已结束。"))
    return redirect(url_for("login.account"), 303)


bp.context_processor(frame)


def _again_form() -> AgainForm:
    form = AgainForm()
    if not asked_again.has_password(context(), g.staff):
        del form.password
    return form


def _asking(form: AgainForm) -> str:
    due = second_factor.is_due(context(), g.staff)
    return render_template("staff/enrol.html", form=form, due=due)


def _enrolling(form: EnrolForm, enrolment: Enrolment | None = None) -> str:
    """The page that asks for a first code; a secret is on the answer to the password and nowhere else."""
    if enrolment is None:
        return render_template("staff/second_factor.html", form=form)
    picture = segno.make(enrolment.uri, micro=False).svg_data_uri(scale=5)
    secret = " ".join(enrolment.secret[at : at + 4] for at in range(0, len(enrolment.secret), 4))
    return render_template("staff/second_factor.html", form=form, picture=picture, secret=secret)
