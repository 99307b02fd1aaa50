"""The published site at / and the theme's files."""

import gzip
import mimetypes
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, abort, g, redirect, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from intake.web.security import context, public
from registry.languages import CHINESE, language

bp = Blueprint("pages", __name__)

# How long a browser may reuse a file without asking (seconds). Pages are asked about every time.
FRESH_FOR = {".css": 3600, ".js": 3600, ".svg": 86400, ".png": 86400, ".ico": 86400, ".woff2": 86400}
PACKED = {".html", ".css", ".js", ".svg", ".json", ".csv", ".atom", ".xml", ".txt"}
TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".csv": "text/csv",  # of text/… the charset is added
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


@bp.get("/", defaults={"path": ""})
@bp.get("/<path:path>")
@public
def published(path: str) -> ResponseReturnValue:
    """A file that Pelican built: /x/ is /x/index.html, /x goes to /x/, /x.csv may lie as /x.csv.gz."""
    output = context().settings.output_dir.resolve()
    own = output / language() if language() != CHINESE else output
    for folder in dict.fromkeys((own, output)):  # files have no twins in other languages
        target = _within(folder, path)
        if target.is_dir() and path and not path.endswith("/"):
            return redirect(f"/{path}/", 308)
        if target.is_dir():
            target /= "index.html"
        if target.is_file():
            return _file(target)
        packed = Path(f"{target}.gz")
        if packed.is_file():
            return _unpacked(packed, target)
    return abort(404)


def _within(folder: Path, path: str) -> Path:
    """The path in the folder; 404 when it leads out of it."""
    joined = safe_join(str(folder), path)
    if joined is None:
        abort(404)
    return Path(joined)


def _file(target: Path) -> Response:
    """Send one published file; its own scripts are allowed by address, not by nonce."""
    g.published = True
    kind = TYPES.get(target.suffix) or mimetypes.guess_type(target.name)[0]
    packable = target.suffix in PACKED
    packed = packable and request.accept_encodings.quality("gzip") > 0
    response = _packed(target, kind) if packed else send_file(target, kind)
    if packable:
        response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = f"public, max-age={FRESH_FOR.get(target.suffix, 0)}"
    return response


def _unpacked(packed: Path, target: Path) -> Response:
    """A file that lies packed only: sent as it lies to whoever unpacks it, else piece by piece unpacked."""
    g.published = True
    kind = TYPES.get(target.suffix)
    if request.accept_encodings.quality("gzip") > 0:
        response = send_file(packed.resolve(), kind, conditional=True)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = Response(_pieces(packed), mimetype=kind)
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = "public, max-age=0"
    return response


def _pieces(packed: Path) -> Iterator[bytes]:
    with gzip.open(packed) as file:
        while piece := file.read(1 << 16):
            yield piece


def _packed(target: Path, kind: str | None) -> Response:
    """The file gzipped: nothing in it is secret, so its length may tell what it likes."""
    changed = target.stat().st_mtime_ns
    response = Response(_gzipped(target, changed), mimetype=kind, headers={"Content-Encoding": "gzip"})
    response.set_etag(f"{changed:x}-gzip")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=128)
def _gzipped(target: Path, _changed: int) -> bytes:
    return gzip.compress(target.read_bytes(), 6)
