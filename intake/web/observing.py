"""What is kept of a request: one log line, counts, and a line of the security log where rights were at
stake."""

import time

import structlog
from flask import Flask, Response, current_app, g, request

from intake import metrics, security_log
from intake.web.security import access_of

log = structlog.get_logger()

_REFUSED = {401, 403, 429}
_ACTING = {"staff", "key"}  # who works here; a citizen's address is never kept


def install(app: Flask) -> None:
    """Watch every request of the application. To be called after `security.protect`."""
    app.before_request(_start)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()
    security_log.comes_from(g.request_id, request.remote_addr or "")


def _finish(response: Response) -> Response:
    """The route's pattern, never the address, query, body, code or caller."""
    route = request.url_rule.rule if request.url_rule else "(none)"
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    metrics.count_request(request.method, route, response.status_code, seconds)
    _note_rights(route, response.status_code)
    log.info(
        "request",
        method=request.method if request.method.isascii() and request.method.isalpha() else "(odd)",
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000),
        id=g.get("request_id"),
    )
    return response


def _note_rights(route: str, status: int) -> None:
    """Each use of a key, each refusal; of staff also what they were not shown: who tries numbers is seen."""
    acting = _is_acting()
    staff, key = g.get("staff"), g.get("api_key")
    who = {"staff": staff.id if staff else None, "key": key.id if key else None}
    if key:
        security_log.note("key:used", with_address=True, route=route, status=status, **who)
    elif status in _REFUSED or (staff and status == 404):
        security_log.note("request:refused", with_address=acting, route=route, status=status, **who)


def _is_acting() -> bool:
    if request.blueprint in ("login", "sign_on", "account"):
        return True
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    return access is not None and access.kind in _ACTING
