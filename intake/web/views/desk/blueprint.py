"""What every desk page shares: whose desk it is, how times are told, and how refusals are shown."""

from typing import Any

from flask import Blueprint, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug import exceptions

from intake.cases.errors import NotFound, NotPermitted
from intake.cases.model import ORGAN_ROLES, Role
from intake.cases.routing import RULES
from intake.web import errors, journey
from intake.web.navigation import frame
from intake.web.words import iso_time, local_time, short_time
from intake.words import mark

# The facts of an event that the time line tells, and what they are called.
FACTS = {
    "organ": mark("单位"),
    "item": mark("清单事项"),
    "unit": mark("科室"),
    "assignee": mark("承办人"),
    "instead_of": mark("代办，原交给"),
    "reason": mark("理由"),
    "clause": mark("依据"),
    "note": mark("说明"),
    "until": mark("期限"),
    "goes_to": mark("去处"),
    "document": mark("文号"),
    "matter": mark("事项"),
    "part": mark("分出的件"),
    "whole": mark("从哪件分出"),
}

ORGAN = tuple(sorted(role.value for role in ORGAN_ROLES))
DESK = (*ORGAN, Role.COORDINATOR.value)

LAST_LIST = "desk_list"  # in the session: the list that was looked at last, as its address says it

bp = Blueprint("desk", __name__, url_prefix="/desk")
bp.register_error_handler(CSRFError, journey.show_typed_again)


@bp.errorhandler(NotFound)
def _not_found(_error: NotFound) -> ResponseReturnValue:
    return errors.http_error(exceptions.NotFound())


@bp.errorhandler(NotPermitted)
def _not_permitted(_error: NotPermitted) -> ResponseReturnValue:
    return errors.http_error(exceptions.Forbidden())


@bp.context_processor
def _shared() -> dict[str, Any]:
    return {
        **frame(),
        "facts": FACTS,
        "rules": RULES,
        "iso_time": iso_time,
        "local_time": local_time,
        "short_time": short_time,
        "onward": _onward,
    }


def _onward() -> str | None:
    """Where the next case of the list is that the person came from; None when they came from no list."""
    if LAST_LIST not in session or request.endpoint not in ("desk.case", "desk.inbox"):
        return None
    return url_for("desk.next_case", after=(request.view_args or {}).get("number"))
