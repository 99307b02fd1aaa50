"""Published lists as Excel and PDF, special reports as Word and PDF, made of what the site holds."""

from pathlib import Path

from flask import Blueprint, abort, send_file
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from intake.services.casework.letters import NoType
from intake.services.publication import downloads
from intake.web.security import context, limited, public

bp = Blueprint("downloads", __name__)

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@bp.get("/lists/<path:stem>.xlsx")
@public
@limited("read", "GET")
def excel(stem: str) -> ResponseReturnValue:
    """A list, a region's lists or all of them, with the columns of the CSV of the same name."""
    if safe_join("lists", stem) is None:
        abort(404)
    return _sent(downloads.excel(context(), f"lists/{stem}"), SHEET, stem, ".xlsx")


@bp.get("/lists/<path:key>/list.pdf")
@public
@limited("read", "GET")
def pdf(key: str) -> ResponseReturnValue:
    """A release, or the list in force, to be printed."""
    try:
        return _sent(downloads.pdf(context(), key), "application/pdf", f"{key}/list", ".pdf")
    except NoType:
        abort(503)


@bp.get("/reports/<path:key>/report.<any(docx, pdf):kind>")
@public
@limited("read", "GET")
def report(key: str, kind: str) -> ResponseReturnValue:
    """The public edition of a special report as Word or PDF."""
    try:
        return _sent(downloads.report(context(), key, kind), KINDS[kind], f"{key}/report", f".{kind}")
    except NoType:
        abort(503)


def _sent(made: Path | None, kind: str, stem: str, suffix: str) -> ResponseReturnValue:
    if made is None:
        abort(404)
    name = stem.replace("/", "-") + suffix
    response = send_file(made.resolve(), kind, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "public, max-age=0"
    return response
