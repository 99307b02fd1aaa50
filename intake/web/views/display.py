"""显示设置: how pages look for this reader, kept in one cookie for published pages and for ours.

Ours carry the choice in <html>; published ones take it from the cookie by a script, or, where none runs, by a
style sheet that is made here.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from intake.web.cookies import over_https
from intake.web.forms.display import DisplayForm
from intake.web.security import public

bp = Blueprint("display", __name__)

COOKIE = "mingdan_display"  # words of MODES joined by "-"; nothing secret, and display.js reads it
YEAR = 365 * 24 * 3600
MODES = {"light": "scheme", "dark": "scheme", "large": "size", "high": "contrast"}
OWN_PAGE = re.compile(r"/(?!/)[\w./?=&%+-]*", re.ASCII)


def install(app: Flask) -> None:
    """Tell every page what was chosen."""
    app.context_processor(lambda: {"display": chosen()})


def chosen() -> dict[str, str]:
    """The reader's choices: {"scheme": "dark", "size": "large"}."""
    words = request.cookies.get(COOKIE, "").split("-")
    return {MODES[word]: word for word in words if word in MODES}


@bp.route("/display", methods=["GET", "POST"])
@public
def settings() -> ResponseReturnValue:
    """The choices; kept for a year, then back to the page that was left."""
    form = DisplayForm(data={**chosen(), "back": request.args.get("back", "")})
    if form.validate_on_submit():
        return _kept(form)
    status = 422 if form.errors else 200
    return render_template("display.html", form=form, saved="saved" in request.args), status


@bp.get("/display.css")
@public
def style() -> Response:
    """The style sheets of the modes chosen, for published pages in browsers without scripts."""
    sheets = (f'@import "/theme/css/modes/{mode}.css";' for mode in chosen().values())
    return Response("".join(sheets), mimetype="text/css")


def _kept(form: Any) -> Response:
    back = form.back.data or ""
    away = back if OWN_PAGE.fullmatch(back) else url_for("display.settings", saved=1)
    response = make_response(redirect(away, 303))
    words = "-".join(filter(None, (form.scheme.data, form.size.data, form.contrast.data)))
    response.set_cookie(COOKIE, words, max_age=YEAR, samesite="Lax", secure=over_https())
    return response
