"""The questions of a complaint: what, which matter, when, who. One page each; every page works alone."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.model import Complaint, Location
from intake.services.filing import drafts, suggest
from intake.services.notices import notify
from intake.web import journey
from intake.web.forms.complaint import TEXT_LENGTH, MatterForm, StartForm, WhatForm, WhenForm
from intake.web.forms.contact import ContactForm
from intake.web.forms.question import clean, one_line
from intake.web.security import context, limited, public
from intake.words import gettext as _

bp = Blueprint("complain", __name__, url_prefix="/complain")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("/", methods=["GET", "POST"])
@public
@journey.keeps_typed
def start() -> ResponseReturnValue:
    """Danger first, what is needed, that it can be anonymous; the button makes the draft."""
    form = StartForm(request.form if request.method == "POST" else request.args)
    item = context().registry.items.get(form.item.data or "")
    region = context().registry.regions.get(form.region.data or "")
    if form.validate_on_submit():
        known = {"item": item.id if item else None, "region": region.code if region else ""}
        journey.begin(known)
        return redirect(url_for("complain.what"), 303)
    found = journey.draft()
    unfinished = found is not None and not found.submitted and bool(found.answers.get("text"))
    return journey.ask(
        "complain/start.html",
        0,
        form,
        back="pages.published",
        item=item,
        region=region,
        unfinished=unfinished,
    )


@bp.route("/what", methods=["GET", "POST"])
@public
@journey.keeps_typed
def what() -> ResponseReturnValue:
    """What happened, in free text."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    form = WhatForm(data=found.answers if found else None)
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return redirect(journey.step_url("complain.matter"), 303)
    return journey.ask("complain/what.html", 1, form, back="complain.start", limit=TEXT_LENGTH)


@bp.route("/matter", methods=["GET", "POST"])
@public
@journey.keeps_typed
def matter() -> ResponseReturnValue:
    """Which published matter it resembles; passed over when none does."""
    found = journey.draft()
    if found is None:
        return redirect(url_for("complain.start"), 303)
    if away := journey.elsewhere(found):
        return away
    offers = _offers(found.answers)
    if not offers:
        return journey.onward("place.where")
    form = MatterForm(data={"matter": found.answers.get("matter") or found.answers.get("item")})
    form.offer([(item_id, words) for item_id, words, _hint in offers])
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return journey.onward("place.where")
    hints = {item_id: hint for item_id, _words, hint in offers}
    return journey.ask("complain/matter.html", 1, form, back="complain.what", hints=hints)


@bp.route("/when", methods=["GET", "POST"])
@public
@journey.keeps_typed
def when() -> ResponseReturnValue:
    """When it happened and whether it goes on."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    form = WhenForm(data=found.answers if found else None)
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return journey.onward("evidence.files")
    return journey.ask("complain/when.html", 3, form, back="place.where")


@bp.route("/contact", methods=["GET", "POST"])
@public
@journey.keeps_typed
def contact() -> ResponseReturnValue:
    """Who complains, or nobody."""
    found = journey.draft()
    if away := journey.elsewhere(found):
        return away
    form = ContactForm(data=found.answers if found else None)
    form.offer(notify.channels_offered(context().settings))
    if form.validate_on_submit():
        journey.keep(found, form.answers())
        return journey.onward(journey.CHECK)
    return journey.ask("complain/contact.html", 5, form, back="evidence.files")


@bp.post("/suggest")
@public
@limited("suggest")
def suggestions() -> ResponseReturnValue:
    """Matters that a text being typed resembles, for the script on the first page."""
    text = clean(request.form.get("text"))[:TEXT_LENGTH]
    found = suggest.suggest(context(), text, one_line(request.form.get("region")) or None)
    return jsonify(suggestions=[asdict(each) for each in found])


@bp.post("/clear")
@public
def clear() -> ResponseReturnValue:
    """Delete the draft and its files, here and on the server."""
    drafts.discard(context(), journey.token())
    page = render_template("complain/cleared.html")
    return journey.forget(current_app.make_response(page))


def _offers(answers: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(item id, matter, who leads) of what the text resembles; an item already chosen comes first.

    Nothing is offered when the text surely belongs elsewhere: every choice would be a wrong one.
    """
    text = str(answers.get("text", ""))
    if not answers.get("item") and _elsewhere(text):
        return []
    found = suggest.suggest(context(), text, answers.get("region") or None)
    offers = {each.item_id: (each.item_id, each.matter, each.organ or each.department) for each in found}
    chosen = context().registry.items.get(str(answers.get("item") or ""))
    if chosen:
        lead = context().registry.departments[chosen.department].name
        offers = {chosen.id: (chosen.id, chosen.matter, lead), **offers}
    return [
        (item_id, words, _("由%(lead)s牵头") % {"lead": lead}) for item_id, words, lead in offers.values()
    ]


def _elsewhere(text: str) -> bool:
    certificate = suggest.preview(context(), Complaint(text=text, location=Location()))
    return certificate.decided and not certificate.environmental
