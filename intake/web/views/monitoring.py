"""What watches over the service: is it alive, is it ready, what does it count."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from intake.services import health as health_service
from intake.services.monitoring import exposition
from intake.web.security import context, public

bp = Blueprint("monitoring", __name__)


@bp.get("/healthz")
@public
def alive() -> ResponseReturnValue:
    """200 as long as the process answers: what is away around it is no reason to start it anew."""
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def ready() -> ResponseReturnValue:
    """200 while every part works, 503 otherwise; each part and what is wrong with it; how far behind the
    outbox and the waiting filings are."""
    _only_for_operators()
    parts = health_service.check(context())
    is_ready = all(state == health_service.OK for state in parts.values())
    state = "ok" if is_ready else "failing"
    lags = {
        "outbox_lag_seconds": health_service.outbox_lag(context()),
        "filing_lag_seconds": health_service.filing_lag(context()),
    }
    return jsonify(status=state, parts=parts, **lags), 200 if is_ready else 503


@bp.get("/metrics")
@public
def metrics() -> Response:
    """What a Prometheus server reads, for this machine and for whoever has METRICS_TOKEN."""
    _only_for_operators()
    text, kind = exposition.text(context())
    return Response(text, content_type=kind)


def _only_for_operators() -> None:
    """404, as if there were nothing, for everybody else."""
    token = context().settings.operations.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return
    here = request.remote_addr is not None and ip_address(request.remote_addr).is_loopback
    if not here or _is_forwarded():
        abort(404)


def _is_forwarded() -> bool:
    """A proxy on this machine calls from here too; what it forwards says so, trusted or not."""
    return any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"))
