"""File a complaint, and ask how it stands."""

import re

from flask import g, request
from flask.typing import ResponseReturnValue

from intake.cases.errors import ComplaintRefused, IdempotencyConflict
from intake.cases.receipt import MistypedCode
from intake.services.citizens import track
from intake.services.filing import submit as submit_service
from intake.web.security import context, key_holders, public
from intake.web.views.api import body, shapes
from intake.web.views.api.blueprint import Refused, bp, filing, invalid, looking_up
from intake.words import gettext as _

IDEMPOTENCY = "Idempotency-Key"


@bp.post("/v1/complaints")
@key_holders
@filing
def file_complaint() -> ResponseReturnValue:
    """201 with the receipt; the same Idempotency-Key and body give the same receipt again."""
    ctx = context()
    complaint = body.complaint(body.json_object(), ctx.today())
    try:
        receipt = submit_service.submit(ctx, complaint, g.api_key.source, _idempotency())
    except IdempotencyConflict as refused:
        raise Refused(409, "conflict", refused.message) from None
    except ComplaintRefused as refused:
        invalid(body.named_as_sent(refused.faults))
    return shapes.receipt(receipt), 201


@bp.get("/v1/complaints/lookup")
@public
@looking_up
def look_up() -> ResponseReturnValue:
    """How a complaint stands; the code comes in a header, where no log keeps it."""
    code = request.headers.get("X-Receipt-Code", "")
    if not code.strip():
        invalid({"X-Receipt-Code": [_("请在请求头里带上查询码")]})
    return _progress(code)


@bp.get("/v1/complaints/<receipt_code>")
@public
@looking_up
def complaint_by_code(receipt_code: str) -> ResponseReturnValue:
    """The same with the code in the address."""
    return _progress(receipt_code)


def _progress(code: str) -> ResponseReturnValue:
    try:
        view = track.by_code(context(), code)
    except MistypedCode:
        view = None
    if view is None:
        raise Refused(404, "not_found", _("没有查到这个查询码，请对照回执核对"))
    return shapes.progress(view)


def _idempotency() -> str | None:
    key = request.headers.get(IDEMPOTENCY)
    if key is not None and not re.fullmatch(r"[\x21-\x7e]{8,200}", key):
        invalid({IDEMPOTENCY: [_("应为 8 至 200 个可见的 ASCII 字符")]})
    return key
