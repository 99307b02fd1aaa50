"""Where a complaint stands. The code comes in a form, never in an address."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.privacy import PublicView
from intake.cases.receipt import MistypedCode
from intake.cases.states import OVER
from intake.services.citizens import track
from intake.web import journey
from intake.web.forms.track import TrackForm
from intake.web.security import context, limited, public
from intake.web.summary import readable
from intake.web.words import local_time
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
        return render_template("track/enter.html", form=form, faults=form.faults())
    return render_template(
        "track/case.html",
        case=view,
        certificate=readable(view.certificate, context()),
        filed_at=local_time(view.filed_at),
        events=[*_past(view), *_to_come(view)],
        events_to_come=bool(_to_come(view)),
        item_url=_item_url(view),
        code=form.code.data,
    )


def _look_up(form: TrackForm) -> PublicView | None:
    """The case; without one, a fault on the form."""
    try:
        view = track.by_code(context(), form.code.data)
    except MistypedCode as mistake:
        form.code.errors = [mistake.message]
        return None
    if view is None:
        form.code.errors = [_("没有查到这个查询码。请对照回执核对；如果回执丢了，可以拨打 12345 询问。")]
    return view


def _past(view: PublicView) -> list[dict[str, str]]:
    """The time line so far."""
    return [
        {
            "title": entry.words,
            "text": entry.detail,
            "when": local_time(entry.at),
            "when_iso": entry.at.isoformat(),
            "state": "done",
        }
        for entry in view.timeline
    ]


def _to_come(view: PublicView) -> list[dict[str, str]]:
    """One line for what happens next, unless it is over."""
    if view.state in OVER:
        return []
    return [{"title": _("下一步"), "text": view.next_words, "state": "next"}]


def _item_url(view: PublicView) -> str:
    return f"/items/{view.certificate.item}/" if view.certificate.item else ""
