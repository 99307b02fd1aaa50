"""What every API view shares: its address, its limits, and one shape for every refusal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from flask_limiter import RouteLimit

from intake.cases.errors import (
    BadInput,
    BadTransition,
    CaseworkError,
    ComplaintRefused,
    IdempotencyConflict,
    NotFound,
    NotPermitted,
    StaleCase,
)
from intake.web.errors import json_error
from intake.web.security import caller, context, csrf, limiter
from intake.words import gettext as _

bp = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(bp)  # no cookie opens anything here: writing needs a key in a header


def _by_key() -> str:
    return f"key-{g.api_key.id}"


def _limit(count: int, purpose: str, of: Callable[[], str]) -> RouteLimit:
    """So many a minute, times what the operator's LIMIT_FACTOR says."""

    def budget() -> str:
        return f"{count * context().settings.limit_factor} per minute"

    return limiter.shared_limit(budget, scope=f"api-{purpose}", key_func=of)


# Reading is open to all; the rest is counted per key, so that one noisy system shuts out no other.
reading = _limit(300, "read", caller)
looking_up = _limit(120, "lookup", caller)
filing = _limit(600, "file", _by_key)
working = _limit(600, "work", _by_key)
trying = _limit(10, "try", _by_key)
asking_token = _limit(60, "token", caller)


@dataclass(eq=False)
class Refused(Exception):
    """An answer that is no answer: status, code, a sentence for people, and what is wrong with each field."""

    status: int
    code: str
    message: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)


@bp.errorhandler(CaseworkError)
def _refuse_step(refused: CaseworkError) -> ResponseReturnValue:
    """What a service refused, in the words it gives the desk."""
    match refused:
        case ComplaintRefused():
            fields = {name: [said] for name, said in refused.faults.items()}
            return json_error(422, "invalid", _("有字段填得不对，请按 fields 逐项修改"), fields)
        case BadInput():
            return json_error(422, "invalid", refused.message, {refused.field: [refused.message]})
        case NotFound():
            return json_error(404, "not_found", refused.message)
        case NotPermitted():
            return json_error(403, "insufficient_scope", refused.message)
        case StaleCase():
            return json_error(409, "stale", refused.message)
        case BadTransition() | IdempotencyConflict():
            return json_error(409, "conflict", refused.message)
        case _:
            raise refused


@bp.errorhandler(Refused)
def _refuse(refused: Refused) -> ResponseReturnValue:
    return json_error(refused.status, refused.code, refused.message, refused.fields)


def invalid(fields: dict[str, list[str]]) -> NoReturn:
    """Refuse with every faulty field named."""
    raise Refused(422, "invalid", _("有字段填得不对，请按 fields 逐项修改"), fields)


def only_known(*known: str) -> None:
    """Refuse query parameters nobody reads: a misspelt filter must not pass as no filter."""
    unknown = {name: [_("没有这个参数")] for name in request.args if name not in known}
    if unknown:
        invalid(unknown)
