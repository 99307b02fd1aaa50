"""The last page before sending, the sending, and the receipt."""

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from intake.cases.errors import ComplaintRefused, ProofRefused
from intake.cases.model import Receipt
from intake.services.filing import drafts, proof, submit, suggest
from intake.services.filing.drafts import Draft
from intake.web import journey, receipts
from intake.web.forms.complaint import CheckForm
from intake.web.security import context, limited, public
from intake.web.summary import answer_rows, readable

bp = Blueprint("receipt", __name__, url_prefix="/complain")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.route("/check", methods=["GET", "POST"])
@public
@limited("submit")
@journey.keeps_typed
def check() -> ResponseReturnValue:
    """Everything once more, where it will go, and the button that files it."""
    found = journey.draft()
    if found is None:
        return redirect(url_for("complain.start"), 303)
    if away := journey.elsewhere(found) or _unanswered(found):
        return away
    form = CheckForm()
    if not form.validate_on_submit():
        return _check_page(form, found, [])
    faults = _file(form)
    return _check_page(form, found, faults) if faults else redirect(url_for("receipt.shown"), 303)


@bp.get("/receipt")
@public
def shown() -> ResponseReturnValue:
    """The receipt, as often as the browser asks for it while it holds the draft's secret."""
    receipt = _receipt()
    if receipt is None:
        return redirect(url_for("complain.start"), 303)
    return render_template(
        "complain/receipt.html", qr=receipts.qr_code(receipt.code), **receipts.facts(receipt)
    )


@bp.post("/receipt")
@public
def finish() -> ResponseReturnValue:
    """Put the receipt away: this browser no longer shows it."""
    return journey.forget(current_app.make_response(redirect("/", 303)))


@bp.get("/receipt.txt")
@public
def as_text() -> ResponseReturnValue:
    """The receipt as a file to keep."""
    receipt = _receipt()
    if receipt is None:
        return redirect(url_for("complain.start"), 303)
    page = render_template("complain/receipt.txt", track=receipts.track_url(), **receipts.facts(receipt))
    name = f"{receipt.case_number}.txt"
    return Response(
        page.replace("\n", "\r\n").encode("utf-8-sig"),  # what Windows' own editor reads right
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.get("/challenge")
@public
@limited("read", "GET")
def challenge() -> ResponseReturnValue:
    """A proof-of-work task for the widget."""
    return jsonify(proof.challenge(context()))


def _unanswered(found: Draft) -> ResponseReturnValue | None:
    """The first question that must be answered and is not."""
    needed = {
        "text": "complain.what",
        "region": "place.where",
        "still": "complain.when",
        "who": "complain.contact",
    }
    missing = next((endpoint for key, endpoint in needed.items() if not found.answers.get(key)), None)
    return redirect(url_for(missing, change=1), 303) if missing else None


def _file(form: CheckForm) -> list[tuple[str, str]]:
    """File the draft; the faults that stopped it. Two presses at once file it once and both succeed."""
    token = journey.token()
    try:
        if form.altcha.data:
            proof.verify(context(), str(form.altcha.data), spender=token)
        else:
            proof.verify_answer(context(), str(form.question.data or ""), form.answer.data, spender=token)
        submit.submit_draft(context(), token)
    except ProofRefused as refusal:
        return [(form.answer.id, refusal.message)]
    except ComplaintRefused as refusal:
        return [("", message) for message in refusal.faults.values()]
    return []


def _check_page(form: CheckForm, found: Draft, faults: list[tuple[str, str]]) -> ResponseReturnValue:
    question = proof.question(context())
    form.question.data, form.answer.data, form.altcha.data = question.token, "", ""
    form.answer.label.text = question.text
    form.answer.errors = [message for field, message in faults if field == form.answer.id]
    return journey.ask(
        "complain/check.html",
        6,
        form,
        back="complain.contact",
        faults=[fault for fault in faults if not fault[0]],
        rows=answer_rows(found, context().registry),
        certificate=readable(suggest.preview(context(), drafts.complaint_of(found.answers)), context()),
    )


def _receipt() -> Receipt | None:
    """The receipt of the draft in hand, if it was filed: filing again only shows it again."""
    found = journey.draft()
    return submit.submit_draft(context(), journey.token()) if found and found.submitted else None
