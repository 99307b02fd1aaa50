"""What the site published of complaints, for systems that show it further; and what this API holds."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from intake.cases.partner import Scope
from intake.services.publication.standing import still_public
from intake.web.openapi import document
from intake.web.security import context, public, scoped
from intake.web.views.api.blueprint import bp, invalid, only_known, reading, working
from intake.words import gettext as _
from registry import Result

PAGE = 50


@bp.get("/v1/")
@public
@reading
def contents() -> ResponseReturnValue:
    """What there is: every address with its purpose and the scopes that open it."""
    return {
        "version": document()["info"]["version"],
        "document": "/api/v1/openapi.json",
        "addresses": [_address(path, methods) for path, methods in document()["paths"].items()],
    }


@bp.get("/v1/results")
@scoped(Scope.PUBLISH_READ)
@working
def results() -> ResponseReturnValue:
    """Published results in the order of their last change (publication or withdrawal).

    One that was withdrawn is left out until the content tells of it, and then comes in its new place.
    """
    only_known("after")
    after = request.args.get("after", "")
    if after and not re.fullmatch(r"\d{4}-\d{2}-\d{2}_[0-9-]{1,40}", after, re.ASCII):
        invalid({"after": [_("应为上一页给出的 next")]})
    found = list(islice((each for each in _in_order(after[:7]) if _place(each) > after), PAGE + 1))
    page = found[:PAGE]
    return {
        "results": [_result(each) for each in still_public(context(), page)],
        "next": _place(page[-1]) if page else after,
        "more": len(found) > PAGE,
    }


def _in_order(month: str) -> Iterator[Result]:
    """Results from a month of their change on; one month is sorted after the other, as far as is needed."""
    by_month, today = context().registry.results_by_change, context().today()
    for each in sorted(name for name in by_month if name >= month):
        yield from sorted((one for one in by_month[each] if one.published_on <= today), key=_place)


def _place(result: Result) -> str:
    return f"{result.changed_on.isoformat()}_{result.id}"


def _result(each: Result) -> dict[str, Any]:
    return {
        "id": each.id,
        "url": f"{context().settings.base_url}/results/{each.id}/",
        "title": each.title,
        "region": each.region,
        "department": each.department,
        "item": each.item,
        "reported": each.reported,
        "concluded": each.concluded,
        "verdict": each.verdict or None,
        "closing": each.closing,
        "complaint": each.complaint,
        "outcome": each.outcome,
        "published_on": each.published_on.isoformat(),
        "withdrawn_on": each.withdrawn.day.isoformat() if each.withdrawn else None,
        "demonstration": each.demonstration,
    }


def _address(path: str, methods: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": f"/api/v1{path}",
        "methods": {
            method.upper(): {"summary": operation["summary"], "scopes": _scopes(operation)}
            for method, operation in methods.items()
        },
    }


def _scopes(operation: dict[str, Any]) -> list[str]:
    return sorted({scope for way in operation.get("security", []) for scope in way.get("oauth2", [])})
