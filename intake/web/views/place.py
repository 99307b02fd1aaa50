"""Where it happened: an address that is recognised, a region from the list, or a choice of candidates."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.model import Complaint, Location
from intake.services import suggest
from intake.services.drafts import Draft
from intake.web import journey
from intake.web.forms.complaint import ConfirmPlaceForm, WhereForm
from intake.web.regions import full_name, region_choices
from intake.web.security import context, public
from intake.words import gettext as _

bp = Blueprint("place", __name__, url_prefix="/complain")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("/where", methods=["GET", "POST"])
@public
@journey.keeps_typed
def where() -> ResponseReturnValue:
    """Ask for the place. What the address means is settled now, or asked on the next page."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    form = WhereForm(data=found.answers if found else None)
    form.offer(region_choices(context().registry))
    if form.validate_on_submit() and (answer := _settle(found, form)):
        return answer
    return journey.ask("complain/where.html", 2, form, back="complain.what", located=bool(form.latitude.data))


@bp.route("/place", methods=["GET", "POST"])
@public
@journey.keeps_typed
def confirm() -> ResponseReturnValue:
    """Ask which of several places the address means."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    candidates = _candidates(found)
    if not candidates:
        return redirect(journey.step_url("place.where"), 303)
    form = ConfirmPlaceForm(data=found.answers if found else None)
    form.offer([(code, full_name(context().registry, code)) for code in candidates])
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return journey.onward("complain.when")
    return journey.ask("complain/place.html", 2, form, back="place.where")


def _settle(found: Draft | None, form: WhereForm) -> ResponseReturnValue | None:
    """Keep the answer and go on; None, with a fault on the form, when nobody can tell the county from it."""
    if form.region.data:
        journey.keep(found, {**form.answers(), "candidates": []})
        return journey.onward("complain.when")
    place = suggest.preview(context(), _spoken_of(form.address.data)).place
    if place is not None and place.certain and place.region:
        journey.keep(found, {**form.answers(), "region": place.region, "candidates": []})
        return journey.onward("complain.when")
    candidates = list(place.candidates) if place else []
    journey.keep(found, {**form.answers(), "candidates": candidates})
    if candidates:
        return redirect(journey.step_url("place.confirm"), 303)
    form.address.errors = [_("没认出这是哪个县（市、区）：请补上县区或乡镇的名字，或者在下面选一个")]
    return None


def _spoken_of(address: str) -> Complaint:
    return Complaint(text=address, location=Location(address=address))


def _candidates(found: Draft | None) -> list[str]:
    """Those kept with the draft that the registry still knows."""
    kept = found.answers.get("candidates") if found else None
    return [code for code in kept or [] if code in context().registry.regions]
