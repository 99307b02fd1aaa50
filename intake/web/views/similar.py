"""Somebody complained of it already: go along with that case, or file one's own."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.services.filing import drafts, follow
from intake.services.filing.drafts import Draft
from intake.services.filing.follow import Offer
from intake.web import journey
from intake.web.forms.complaint import OWN, SimilarForm
from intake.web.security import context, public
from intake.web.words import local_day
from intake.words import counted
from intake.words import gettext as _

bp = Blueprint("similar", __name__, url_prefix="/complain")
bp.register_error_handler(CSRFError, journey.show_typed_again)
NEXT = "complain.when"


@bp.route("/similar", methods=["GET", "POST"])
@public
@journey.keeps_typed
def offer() -> ResponseReturnValue:
    """The open cases that this looks like; nothing tells who complained or what they wrote."""
    found = journey.draft()
    if found is None:
        return redirect(url_for("complain.start"), 303)
    if away := journey.elsewhere(found):
        return away
    offers = _offers(found)
    if not offers:
        return journey.onward(NEXT)
    earlier = found.answers.get("follow")
    form = SimilarForm(data={} if earlier is None else {"follow": earlier or OWN})
    form.offer([(each.token, _words(each)) for each in offers])
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return journey.onward(NEXT)
    hints = {each.token: _hint(each) for each in offers}
    return journey.ask("complain/similar.html", 2, form, back="place.where", hints=hints)


def after_place() -> ResponseReturnValue:
    """Where to go once matter and place are known."""
    found = journey.draft()
    offered = found is not None and not journey.changing() and _offers(found)
    return redirect(url_for("similar.offer"), 303) if offered else journey.onward(NEXT)


def _offers(found: Draft) -> list[Offer]:
    return follow.offers(context(), drafts.complaint_of(found.answers))


def _words(each: Offer) -> str:
    return _("跟进它：%(matter)s") % {"matter": each.matter}


def _hint(each: Offer) -> str:
    told = [each.place, _("%(day)s反映") % {"day": local_day(each.filed_at)}, each.state_words]
    if each.followers:
        told.append(counted("还有 %(count)s 人跟进", each.followers) % {"count": each.followers})
    return "，".join(told)
