"""A hotline hands cases over under its own numbers, and asks how they stand."""

from flask import g
from flask.typing import ResponseReturnValue

from intake.cases.errors import ComplaintRefused
from intake.cases.partner import Scope
from intake.services.partners import casework, handing_over
from intake.web.security import context, scoped
from intake.web.views.api import body, case_shapes, shapes
from intake.web.views.api.blueprint import bp, filing, invalid, working
from intake.web.views.api.cases import cursor


@bp.post("/v1/handovers")
@scoped(Scope.FILE)
@filing
def hand_over() -> ResponseReturnValue:
    """201 with the receipt and the department; the same number and complaint again give the same receipt."""
    ctx = context()
    complaint, number = body.handover(body.json_object(), ctx.today())
    try:
        receipt = handing_over.hand_over(ctx, g.api_key, complaint, number)
    except ComplaintRefused as refused:
        invalid(body.named_as_sent(refused.faults))
    return {"external_number": handing_over.external_number(number), **shapes.receipt(receipt)}, 201


@bp.get("/v1/handovers")
@scoped(Scope.FILE)
@working
def handovers() -> ResponseReturnValue:
    """Of the cases handed over, those that changed after a cursor."""
    found = casework.changes(context(), g.api_key, cursor())
    return {
        "cases": [case_shapes.handed(context(), each) for each in found.items],
        "next": str(found.next),
        "more": found.more,
    }


@bp.get("/v1/handovers/<anything:external_number>", merge_slashes=False)
@scoped(Scope.FILE)
@working
def handover(external_number: str) -> ResponseReturnValue:
    """How one of them stands, as its complainant may be told."""
    view = handing_over.standing(context(), g.api_key, external_number)
    return {"external_number": external_number, **shapes.progress(view)}
