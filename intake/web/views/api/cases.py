"""An organ's cases for its own system: what changed, one whole, and the steps on it."""

import re

from flask import Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from intake.cases.errors import StaleCase
from intake.cases.partner import Scope
from intake.services.partners import casework
from intake.web.security import context, scoped
from intake.web.views.api import case_shapes, shapes
from intake.web.views.api.blueprint import Refused, bp, invalid, only_known, working
from intake.web.views.api.body import HIGHEST, Reader, json_object
from intake.web.views.api.steps import STEPS
from intake.words import gettext as _


@bp.get("/v1/cases")
@scoped(Scope.CASES_READ)
@working
def changed_cases() -> ResponseReturnValue:
    """The cases of the organ that changed after a cursor, and those that left it."""
    found = casework.changes(context(), g.api_key, cursor())
    return {
        "cases": [case_shapes.changed(each) for each in found.items],
        "next": str(found.next),
        "more": found.more,
    }


@bp.get("/v1/cases/<number>")
@scoped(Scope.CASES_READ)
@working
def one_case(number: str) -> ResponseReturnValue:
    """One case; its version is the ETag."""
    return _with_etag(case_shapes.whole(context(), casework.one(context(), g.api_key.staff, number)))


@scoped(Scope.CASES_WRITE)
@working
def take_step(number: str, step: str) -> ResponseReturnValue:
    """Take a step from the version that the caller saw: in If-Match (old: 412) or in the body (old: 409)."""
    body = json_object()
    wanted = STEPS[step]
    read = Reader(body, {"version", *wanted.fields})
    matched = _matched()
    version = matched if matched is not None and "version" not in body else read.number("version")
    do = wanted.read(context(), read)
    if read.faults:
        invalid(read.faults)
    try:
        after = casework.carry_out(context(), g.api_key.staff, number, do, version)
    except StaleCase as stale:
        raise Refused(409 if "version" in body else 412, "stale", stale.message) from None
    return _with_etag(case_shapes.standing(after))


for each in STEPS:
    bp.add_url_rule(
        f"/v1/cases/<number>/{each}", f"step_{each}", take_step, defaults={"step": each}, methods=["POST"]
    )


def cursor() -> int:
    """The place after which to go on; 0 from the beginning."""
    only_known("after")
    text = request.args.get("after", "0")
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        invalid({"after": [_("应为上一页给出的 next")]})
    return int(text)


def _matched() -> int | None:
    """The version in If-Match: "7". Any other If-Match is a fault."""
    header = request.headers.get("If-Match")
    if header is None:
        return None
    found = re.fullmatch(r'"(\d{1,10})"', header.strip(), re.ASCII)
    if found is None or not 1 <= int(found[1]) <= HIGHEST:
        invalid({"If-Match": [_('应为上次得到的 ETag，例如 "3"')]})
    return int(found[1])


def _with_etag(told: shapes.Json) -> Response:
    answer = jsonify(told)
    answer.set_etag(str(told["version"]))
    return answer
