"""English under /en: the same views, told in English, with links that stay there; not for staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import Flask, Response, g, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from intake.web.security import context
from registry.languages import (
    ENGLISH,
    ENGLISH_ROOT,
    counted,
    day_words,
    english_page,
    gettext,
    has_twin,
    in_english,
    language,
    number_words,
    speaking,
    stay,
    twin,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


# What stands behind "?" there may be somebody's, like a receipt code; it is not put into a page.
_PRIVATE = ("/track", "/complain")
_QUERY = "%=&+/?:@!$'()*,;-._~"  # may stand in a query as it is (RFC 3986, 3.4); what is quoted stays so


class English:
    """Takes /en off an address and speaks English while the rest of the application answers."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not in_english(path) or not has_twin(twin(path)):
            return self._app(environ, start_response)
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + ENGLISH_ROOT
        environ["PATH_INFO"] = twin(path)
        with speaking(ENGLISH):
            return self._app(environ, start_response)


def install(app: Flask) -> None:
    """Offer every page in English too."""
    app.wsgi_app = English(app.wsgi_app)  # type: ignore[method-assign]  # Flask's own way to wrap itself
    app.after_request(_keep_english)
    app.context_processor(_told)
    app.jinja_env.globals.update(gettext=told, day_words=day_words)


@pass_context
def told(_context: Context, message: str, **values: Any) -> str:
    """A template's `_()`: as Jinja's own, but `count`, what the message counts, chooses its form, and days
    are told as the language writes them."""
    count = values.get("count")
    if type(count) is int:
        words = counted(message, count)
        values["count"] = number_words(count)
    else:
        words = gettext(message)
    values = {name: day_words(value) if type(value) is date else value for name, value in values.items()}
    return (Markup(words) if _context.eval_ctx.autoescape else words) % values  # noqa: S704 - our own words


def _told() -> dict[str, Any]:
    return {"lang": language(), "other_language": _other_language()}


def _other_language() -> str:
    """The address of this page in the other language; none where a form was just refused."""
    shown = request.method in ("GET", "HEAD") and request.url_rule and has_twin(request.path)
    if not shown or not context().registry.site.english:
        return ""
    query = "" if request.path.startswith(_PRIVATE) else quote(request.query_string, safe=_QUERY)
    return twin(request.script_root + quote(request.path)) + (f"?{query}" if query else "")


def _keep_english(response: Response) -> Response:
    if language() != ENGLISH:
        return response
    if response.mimetype == "text/html" and not g.get("published"):
        names = context().registry.english_names
        response.set_data(english_page(response.get_data(as_text=True), names))
    if response.location and response.location.startswith("/"):
        response.location = stay(response.location)
    return response
