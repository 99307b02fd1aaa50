"""One shape for every error: a page in plain words, or the same facts as JSON, with a request id."""

import traceback
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from intake.services.filing.carry import StillWaiting
from intake.services.moving import ClosedForWriting
from intake.words import gettext as _

log = structlog.get_logger()

_AGAIN = 10  # seconds after which a database that was away may be back
_SOON = 300  # seconds after which a filing that could not be carried through is tried again
PROBLEM = "application/problem+json"

# What a program reads of a refusal that no view explained; `intake/web/openapi.yaml` lists every code.
CODES = {
    400: "bad_request",
    401: "not_authorised",
    403: "insufficient_scope",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "not_json",
    429: "too_many_requests",
}


class _Waiting(ServiceUnavailable):
    """What was filed and is not a case yet; the description says so."""

    def __init__(self, told: str, retry_after: int) -> None:
        super().__init__(told, retry_after=retry_after)


class _Moving(ServiceUnavailable):
    """The database is being moved: it can be read and not be written."""


def install(app: Flask) -> None:
    """Register the handler; what nobody foresaw comes to it as 500."""
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(ClosedForWriting, lambda _fault: http_error(_Moving()))
    app.register_error_handler(StillWaiting, lambda fault: http_error(_Waiting(fault.message, _SOON)))


def _database_away(fault: OperationalError) -> ResponseReturnValue:
    """Gone, locked or full: nothing was stored, and whoever asked may ask again."""
    log_unforeseen(fault)
    return http_error(ServiceUnavailable(retry_after=_AGAIN))


def wants_json() -> bool:
    """Whether the caller is a program: the API, or a client that prefers JSON."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.startswith("/api/") or best == "application/json"


def json_error(
    status: int, code: str, message: str, fields: Mapping[str, list[str]] | None = None
) -> tuple[Response, int]:
    """The one shape of every JSON error (RFC 9457); `fields` maps each faulty field to its faults."""
    answer = jsonify(
        type=f"/api/#{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=message,
        code=code,
        fields=dict(fields or {}),
    )
    answer.mimetype = PROBLEM
    return answer, status


def http_error(error: HTTPException) -> ResponseReturnValue:
    """The page, or the JSON, of a refusal."""
    if error.response is not None:  # a redirect, or an answer that was prepared already
        return error.response
    status = error.code or 500
    title, advice = _words(error)
    if wants_json():
        told = f"{title}。{advice}" if status != 403 else _("这把密钥没有这项权限。")
        answer, _status = json_error(status, CODES.get(status, "server_error"), told)
        answer.headers.extend(_challenge(error))
        return answer, status
    page = render_template("error.html", status=status, heading=title, advice=advice, request_id=g.request_id)
    return page, status


def _challenge(error: HTTPException) -> list[tuple[str, str]]:
    """Of the headers of a refusal, those that say how to be let in, or when, or by what method."""
    told = {"www-authenticate", "retry-after", "allow"}
    return [(name, value) for name, value in error.get_headers() if name.lower() in told]


def log_unforeseen(error: BaseException | None) -> None:
    """Log where it broke. The message is left out: it may hold what a citizen typed."""
    trace = traceback.extract_tb(error.__traceback__) if error else []
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in trace]
    log.error("unforeseen", kind=type(error).__name__, frames=frames[-8:], id=g.get("request_id"))


def _words(error: HTTPException) -> tuple[str, str]:
    if isinstance(error, CSRFError):
        return _("页面已经过期"), _("请返回上一页，刷新后再提交一次。已经保存的内容还在。")
    if isinstance(error, _Waiting):
        return _("投诉已经收到"), error.description or ""
    if isinstance(error, _Moving):
        return _("系统正在搬家"), _("现在只能查，不能提交。请过一会儿再来。情况紧急，请打 110 或 119。")
    table = {
        400: (_("这一步没有办成"), _("请返回上一页再试一次。已经保存的内容还在。")),
        401: (_("需要有效的接口密钥"), _("请在请求头中带上密钥后再试。")),
        403: (_("您的账号不能看这个页面"), _("工作人员请换一个有权限的账号登录。")),
        404: (_("没有找到这个页面"), _("网址可能换了，或者输错了。请从首页开始，或者搜一搜。")),
        405: (_("这个页面不能这样打开"), _("请从首页重新进入。")),
        413: (_("发送的内容太大"), _("请返回上一页，减少文字，或每次少传几个文件。已经保存的内容还在。")),
        415: (_("看不懂发来的内容"), _("请返回上一页再试一次。")),
        503: (
            _("现在存不下来"),
            _("请过一会儿再试，也可以打 12345 热线。情况紧急，请打 110 或 119。已经保存的内容还在。"),
        ),
        429: (_("点得太快了"), _("请过几分钟再试。已经保存的内容还在。情况紧急，请打 110 或 119。")),
    }
    unknown = (
        _("系统暂时出了问题"),
        _("我们已经记下这个错误。请过一会儿再试，也可以打 12345 热线。已经保存的内容还在。"),
    )
    return table.get(error.code or 500, unknown)
