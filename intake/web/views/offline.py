"""What opens a complaint's page without a network, where somebody chose to keep what they write."""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from intake.web.forms.complaint import WhatForm
from intake.web.security import context, public

bp = Blueprint("offline", __name__, url_prefix="/complain")

FILES = (
    *("/theme/css/mingdan.css", "/theme/js/display.js", "/theme/js/enhance.js", "/theme/js/keep.js"),
    *("/theme/icons.svg", "/theme/seal.svg"),
)


@bp.get("/offline")
@public
def page() -> ResponseReturnValue:
    """The page that is kept: nobody's, and without anything that was typed."""
    return _page()


@bp.get("/offline.js")
@public
def worker() -> Response:
    """The service worker; beside the pages it serves, as its scope is where it lies."""
    script = render_template("complain/offline.js", version=_version(), files=FILES)
    return Response(script, mimetype="text/javascript")


def _page() -> str:
    return render_template("complain/offline.html", form=WhatForm(None, meta={"csrf": False}))


def _version() -> str:
    """Another one whenever the page or a file of it changes."""
    output = context().settings.output_dir
    files = (output / name.lstrip("/") for name in FILES)
    read = [file.read_bytes() for file in files if file.is_file()]
    page = _page().replace(g.nonce, "").encode()
    return sha256(b"".join([page, *read])).hexdigest()[:16]
