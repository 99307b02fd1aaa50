"""Where it happened: an address that is recognised, a region from the list, or a choice of candidates."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.model import Complaint, Location
from intake.services.filing import suggest
from intake.services.filing.drafts import Draft
from intake.web import journey
from intake.web.forms.complaint import ConfirmPlaceForm, WhereForm
from intake.web.regions import full_name, place_choices
from intake.web.security import context, public
from intake.web.views import similar
from intake.words import gettext as _
from registry.places.place_outside import province_outside
from registry.places.places import Place

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
    answers = found.answers if found else {}
    guess = None if answers.get("region") else _named_in(str(answers.get("text") or ""))
    form = WhereForm(data={**answers, "region": guess} if guess else answers)
    form.offer(place_choices(context().registry))
    if form.validate_on_submit() and (answer := _settle(found, form)):
        return answer
    return journey.ask(
        "complain/where.html",
        2,
        form,
        back="complain.what",
        located=bool(form.latitude.data),
        guess=full_name(context().registry, guess),
    )


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
        return similar.after_place()
    return journey.ask("complain/place.html", 2, form, back="place.where")


def _settle(found: Draft | None, form: WhereForm) -> ResponseReturnValue | None:
    """Keep the answer and go on; None, with a fault on the form, when nobody can tell the county from it."""
    candidates = _meant(form.address.data, form.region.data)
    region = candidates[0] if len(candidates) == 1 else form.region.data
    journey.keep(found, {**form.answers(), "region": region, "candidates": candidates})
    if len(candidates) == 1:
        return similar.after_place()
    if candidates:
        return redirect(journey.step_url("place.confirm"), 303)
    form.address.errors = [_unrecognised(form.address.data)]
    return None


def _unrecognised(address: str) -> str:
    """What to do about a place that is nowhere here: it may lie in another province."""
    registry = context().registry
    if province := province_outside(address, registry.place_words):
        return _(
            "这里只受理%(own)s的投诉，您写的地点好像在%(province)s：请向当地反映，"
            "一般可以打当地的 %(hotline)s。"
            "如果确实在%(own)s，请补上县区或乡镇的名字，或者在下面选一个"
        ) % {
            "own": registry.region(registry.site.region).name,
            "province": province,
            "hotline": registry.site.hotline,
        }
    return _("没认出这是哪个县（市、区）：请补上县区或乡镇的名字，或者在下面选一个")


def _meant(address: str, chosen: str) -> list[str]:
    """The regions that may be meant: one when address and choice agree or only one of them tells."""
    place = _place(address)
    told = place.region if place.certain else None
    if told is None:
        return [chosen] if chosen else list(place.candidates)
    if not chosen or _within(told, chosen):
        return [told]
    return [chosen] if _within(chosen, told) else [told, chosen]


def _within(region: str, above: str) -> bool:
    return above in {each.code for each in context().registry.lineage(region)}


def _place(text: str) -> Place:
    spoken_of = Complaint(text=text, location=Location(address=text))
    return suggest.preview(context(), spoken_of).place or Place()


def _named_in(text: str) -> str | None:
    """The region that the citizen's own words surely name."""
    place = _place(text)
    return place.region if place.certain else None


def _candidates(found: Draft | None) -> list[str]:
    """Those kept with the draft that the registry still knows."""
    kept = found.answers.get("candidates") if found else None
    return [code for code in kept or [] if code in context().registry.regions]
