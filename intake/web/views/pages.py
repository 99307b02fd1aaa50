"""The published site at /, the theme's files, and the health check."""

from pathlib import Path

from flask import Blueprint, Response, abort, g, jsonify, redirect, send_file
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from intake.services import health as health_service
from intake.web.security import context, public

bp = Blueprint("pages", __name__)

# How long a browser may reuse a file without asking (seconds). Pages are asked about every time.
FRESH_FOR = {".css": 3600, ".js": 3600, ".svg": 86400, ".png": 86400, ".ico": 86400, ".woff2": 86400}
TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


@bp.get("/", defaults={"path": ""})
@bp.get("/<path:path>")
@public
def published(path: str) -> ResponseReturnValue:
    """A file that Pelican built: /x/ is /x/index.html, /x goes to /x/."""
    output = context().settings.output_dir.resolve()
    joined = safe_join(str(output), path)
    if joined is None:
        abort(404)
    target = Path(joined)
    if target.is_dir():
        if path and not path.endswith("/"):
            return redirect(f"/{path}/", 308)
        target /= "index.html"
    if not target.is_file():
        abort(404)
    return _file(target)


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    """200 while every part works, 503 otherwise; each part and what is wrong with it."""
    parts = health_service.check(context())
    healthy = all(state == "ok" for state in parts.values())
    return jsonify(status="ok" if healthy else "failing", parts=parts), 200 if healthy else 503


def _file(target: Path) -> Response:
    """Send one published file; its own scripts are allowed by address, not by nonce."""
    g.published = True
    kind = TYPES.get(target.suffix)
    response = send_file(target, mimetype=kind, conditional=True, max_age=FRESH_FOR.get(target.suffix, 0))
    response.cache_control.public = True
    return response
