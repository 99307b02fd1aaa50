"""What every API view shares: its address, its limits, and one shape for every refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from intake.web.errors import json_error
from intake.web.security import caller, csrf, limiter
from intake.words import gettext as _

bp = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(bp)  # no cookie opens anything here: writing needs a key in a header

# Reading is open to all; filing is counted per key, so that one noisy system shuts out no other.
reading = limiter.shared_limit("300 per minute", scope="api-read", key_func=caller)
looking_up = limiter.shared_limit("120 per minute", scope="api-lookup", key_func=caller)
filing = limiter.shared_limit("600 per minute", scope="api-file", key_func=lambda: f"key-{g.api_key.id}")


@dataclass(eq=False)
class Refused(Exception):
    """An answer that is no answer: status, code, a sentence for people, and what is wrong with each field."""

    status: int
    code: str
    message: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)


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
