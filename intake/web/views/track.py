"""Where a complaint stands. The code comes in a form, never in an address."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.privacy import PublicView
from intake.cases.receipt import MistypedCode
from intake.services.citizens import track
from intake.web import journey
from intake.web.case_page import case_page, facts_of
from intake.web.forms.citizen import CodeForm
from intake.web.forms.track import TrackForm
from intake.web.security import context, limited, public
from intake.web.way_pictures import the_whole_way
from intake.words import gettext as _

bp = Blueprint("track", __name__)
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("/track", methods=["GET", "POST"])
@public
@limited("lookup")
@journey.keeps_typed
def enter() -> ResponseReturnValue:
    """Ask for the code; answer with the case on the same address."""
    form = TrackForm()
    view = _look_up(form) if form.validate_on_submit() else None
    if view is None:
        return render_template("track/enter.html", form=form, faults=form.faults(), way=the_whole_way())
    return case_page(form.code.data)


@bp.post("/track/print")
@public
@limited("lookup")
def on_paper() -> ResponseReturnValue:
    """The case without anything to press, for a printer."""
    form = CodeForm()
    view = _known(form)
    if view is None:
        return enter()
    return render_template("track/paper.html", **facts_of(view), code=form.code.data)


@bp.post("/track/save")
@public
@limited("lookup")
def as_text() -> ResponseReturnValue:
    """The case as a file to keep; the code is not in it."""
    view = _known(CodeForm())
    if view is None:
        return enter()
    page = render_template("track/case.txt", track=_address(), **facts_of(view))
    return Response(
        page.replace("\n", "\r\n").encode("utf-8-sig"),  # what Windows' own editor reads right
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{view.case_number}.txt"'},
    )


def _look_up(form: TrackForm) -> PublicView | None:
    """The case; without one, a fault on the form."""
    try:
        view = track.by_code(context(), form.code.data)
    except MistypedCode as mistake:
        form.code.errors = [mistake.message]
        return None
    if view is None:
        form.code.errors = [_("没有查到这个查询码。请对照回执一组一组地看。回执丢了，可以打 12345 问。")]
    return view


def _known(form: CodeForm) -> PublicView | None:
    """The case of a code that a page of ours carried."""
    if not form.validate_on_submit():
        return None
    try:
        return track.by_code(context(), form.code.data or "")
    except MistypedCode:
        return None


def _address() -> str:
    return context().settings.base_url + url_for("track.enter")
