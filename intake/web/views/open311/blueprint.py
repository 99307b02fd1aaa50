"""What every view shares: the address, the limits, and the standard's document for every refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps

from flask import Blueprint, Response, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from intake.cases.errors import BadInput, CaseworkError, ComplaintRefused, NotFound
from intake.services.moving import ClosedForWriting
from intake.web.errors import log_unforeseen
from intake.web.security import caller, csrf, limiter, public
from intake.web.views.open311.documents import KINDS, Many, Node, answer
from intake.words import gettext as _
from intake.words import mark

bp = Blueprint("open311", __name__, url_prefix="/open311")
csrf.exempt(bp)  # no cookie opens anything here: writing needs a key

reading = limiter.shared_limit("300 per minute", scope="open311-read", key_func=caller)
looking_up = limiter.shared_limit("120 per minute", scope="api-lookup", key_func=caller)
filing = limiter.shared_limit("600 per minute", scope="open311-file", key_func=lambda: f"key-{g.api_key.id}")

_ANY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What a complaint's fields are called among the parameters of the standard.
PARAMETERS = {
    "text": "description",
    "title": "attribute[title]",
    "occurred_at": "attribute[occurred_at]",
    "external_number": "attribute[external_id]",
    "address": "address_string",
    "region": "address_string",
    "latitude": "lat",
    "item": "service_code",
    "name": "first_name",
}
# By the specification: 404 what is not there, 403 the key, 400 all else. 429 and 500 are none of its own.
_STATUS = {401: 403, 403: 403, 404: 404, 429: 429, 500: 500, 503: 503}
_SAID: Mapping[int, str] = {
    400: mark("这个请求不合规范：请核对地址、方法和格式（.xml 或 .json）"),
    403: mark("缺少 api_key，或者它无效"),
    404: mark("没有这个资源"),
    429: mark("请求太频繁，请过一会儿再试"),
    500: mark("系统暂时出了问题，请稍后再试"),
    503: mark("系统暂时不能用，什么也没有保存，请稍后再试"),
}
_AGAIN = 10  # seconds after which it may work again


@dataclass(eq=False)
class Refused(Exception):
    """An answer that is no answer: the status, and every thing that is wrong."""

    status: int
    said: Sequence[str] = ()


def faulty(faults: Mapping[str, str]) -> Refused:
    """The refusal of parameters, each by its name."""
    return Refused(400, [f"{PARAMETERS.get(name, name)}：{told}" for name, told in faults.items()])


def answers(root: str) -> Callable[[Callable[..., Node]], Callable[..., ResponseReturnValue]]:
    """The view returns a document; it is sent under `root` in the format that the address names."""

    def declare(view: Callable[..., Node]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def answered(extension: str, **arguments: str) -> ResponseReturnValue:
            if extension not in KINDS:
                raise Refused(400)
            with _refusals():
                return answer(root, view(**arguments), extension)

        return answered

    return declare


@bp.errorhandler(Refused)
def _refuse(refused: Refused) -> Response:
    return _errors(refused.status, refused.said or [_(_SAID[refused.status])])


@bp.errorhandler(HTTPException)
def _refuse_http(error: HTTPException) -> Response:
    status = _STATUS.get(error.code or 500, 400)
    return _errors(status, [_(_SAID[status])])


@bp.errorhandler(OperationalError)
@bp.errorhandler(ClosedForWriting)
def _refuse_for_now(fault: Exception) -> Response:
    """The database is away, or is being moved: nothing was stored."""
    log_unforeseen(fault)
    response = _errors(503, [_(_SAID[503])])
    response.retry_after = _AGAIN
    return response


@bp.route("/", methods=_ANY_METHOD, defaults={"rest": ""})
@bp.route("/<path:rest>", methods=_ANY_METHOD)
@public
@reading
def nothing(rest: str) -> ResponseReturnValue:
    """Addresses and methods that the standard does not know."""
    raise Refused(404 if request.method == "GET" else 400)


def _errors(status: int, said: Sequence[str]) -> Response:
    """In the format of the address; XML, which the standard requires, where that names none."""
    extension = "json" if request.path.endswith(".json") else "xml"
    errors = Many("error", [{"code": status, "description": each} for each in said])
    return answer("errors", errors, extension, status)


@contextmanager
def _refusals() -> Iterator[None]:
    """What the services refuse, as the specification numbers it."""
    try:
        yield
    except NotFound as refused:
        raise Refused(404, [refused.message]) from None
    except ComplaintRefused as refused:
        raise faulty(refused.faults) from None
    except BadInput as refused:
        raise faulty({refused.field: refused.message}) from None
    except CaseworkError as refused:
        raise Refused(400, [refused.message]) from None
