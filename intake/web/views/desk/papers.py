"""Letters of a case as files: the transfer slip, the letter of a referral, its sealed annex."""

import io
from collections.abc import Callable

from flask import g, render_template, send_file
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput
from intake.services.casework import letters
from intake.services.casework.letters import NoType, Paper
from intake.web import journey
from intake.web.forms.referral import AnnexForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.referral import one


@bp.get("/cases/<number>/transfer.pdf")
@staff_only(*DESK)
def transfer_slip(number: str) -> ResponseReturnValue:
    """转办单."""
    return _file(number, lambda: letters.transfer_slip(context(), g.staff, number))


@bp.get("/cases/<number>/referrals/<int:referral_id>/letter.pdf")
@staff_only(*DESK)
def referral_letter(number: str, referral_id: int) -> ResponseReturnValue:
    """移送函."""
    return _file(number, lambda: letters.referral_letter(context(), g.staff, number, referral_id))


@bp.post("/cases/<number>/referrals/<int:referral_id>/annex.pdf")
@staff_only(*DESK)
@journey.keeps_typed
def identity_annex(number: str, referral_id: int) -> ResponseReturnValue:
    """Who complained, for the sealed envelope; on the record."""
    form = AnnexForm()
    if not form.validate_on_submit():
        return one(number, referral_id, form), 422
    said = form.reason.data
    try:
        return _file(number, lambda: letters.identity_annex(context(), g.staff, number, referral_id, said))
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return one(number, referral_id, form), 422


def _file(number: str, make: Callable[[], Paper]) -> ResponseReturnValue:
    try:
        paper = make()
    except NoType as missing:
        return render_template("desk/no_font.html", number=number, message=missing.message), 503
    response = send_file(
        io.BytesIO(paper.content), "application/pdf", as_attachment=True, download_name=paper.name
    )
    response.headers["Cache-Control"] = "no-store"
    return response
