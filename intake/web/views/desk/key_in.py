"""A complaint keyed in for somebody, and the receipt that is handed over."""

import secrets

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, ComplaintRefused
from intake.cases.model import Role
from intake.cases.permissions import ALLOWED, Right
from intake.cases.routing import Certificate
from intake.cases.sources import source_words
from intake.services.desk import keyed_in
from intake.services.notices import notify
from intake.web import journey, receipts
from intake.web.forms.key_in import KeyInForm
from intake.web.offices import office_of
from intake.web.regions import place_choices
from intake.web.security import context, staff_only
from intake.web.summary import readable
from intake.web.views.desk.blueprint import bp

KEYERS = tuple(sorted(role.value for role in Role if Right.KEY_IN in ALLOWED[role]))


@bp.route("/key-in", methods=["GET", "POST"])
@staff_only(*KEYERS)
@journey.keeps_typed
def key_in() -> ResponseReturnValue:
    """Type it, see where it would go, file it."""
    form = KeyInForm(data={"page": secrets.token_urlsafe(24)})
    form.offer_regions(place_choices(context().registry))
    form.offer(notify.channels_offered(context().settings))
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    try:
        if request.form.get("do") == "preview":
            return _page(form, keyed_in.preview(context(), g.staff, form.complaint()))
        return _file(form)
    except ComplaintRefused as refused:
        for field, message in refused.faults.items():
            form.refuse(field, message)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
    return _page(form), 422


def _file(form: KeyInForm) -> str:
    """The receipt, as the answer to the press itself: its code is in no address and in no cookie, and the
    same page sent again, by a second press or by reloading, shows the same receipt."""
    source, page = form.source.data, form.page.data
    receipt = keyed_in.key_in(context(), g.staff, form.complaint(), source, page)
    return render_template(
        "desk/key_in_receipt.html",
        qr=receipts.qr_code(receipt.code),
        track=receipts.track_url(),
        by=office_of(g.staff),
        source=source_words(source),
        **receipts.facts(receipt),
    )


def _page(form: KeyInForm, certificate: Certificate | None = None) -> str:
    told = readable(certificate, context()) if certificate else None
    return render_template("desk/key_in.html", form=form, faults=form.faults(), certificate=told)
