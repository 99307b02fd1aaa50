"""What opens a complaint's page without a network, where somebody chose to keep what they write."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from intake.web.forms.complaint import WhatForm
from intake.web.security import public

bp = Blueprint("offline", __name__, url_prefix="/complain")


@bp.get("/offline")
@public
def page() -> ResponseReturnValue:
    """The page that is kept: nobody's, and without anything that was typed."""
    return render_template("complain/offline.html", form=WhatForm(None, meta={"csrf": False}))


@bp.get("/offline.js")
@public
def worker() -> Response:
    """The service worker; beside the pages it serves, as its scope is where it lies."""
    return Response(render_template("complain/offline.js"), mimetype="text/javascript")
