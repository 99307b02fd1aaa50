"""What was typed before a session ended: given back on the page that asks to log in anew.

It is what that very request sent, from a page of ours in this very browser (its token of forms says so):
nothing is kept, and no other site can have words of its own shown here.
"""

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from intake.web.forms.labels import label_of

_LONG = 12  # characters, or more than one line: what is shorter is typed again sooner than copied


def give_back() -> ResponseReturnValue | None:
    """The page, or None when nothing long was typed: then logging in is all that is to be said."""
    texts = _typed() if request.method == "POST" and request.blueprint == "desk" else []
    if not texts:
        return None
    there = url_for("login.log_in", next=page_before())
    return render_template("staff/signed_out.html", texts=texts, log_in=there), 403


def page_before() -> str | None:
    """The page to come back to: this one, or the nearest above it that can be looked at."""
    if request.method == "GET":
        return request.path
    parts = request.path.split("/")
    above = ("/".join(parts[:end]) for end in range(len(parts), 2, -1))
    return next((path for path in above if _can_be_seen(path)), None)


def _typed() -> list[tuple[str, str]]:
    """Label and text of each field with a long one."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return []
    fields = [name for name in request.form if name != "csrf_token"]
    texts = [(name, each.strip()) for name in fields for each in request.form.getlist(name)]
    return [(label_of(name), each) for name, each in texts if len(each) >= _LONG or "\n" in each]


def _can_be_seen(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return True
