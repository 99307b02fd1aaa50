"""The web application: one factory that joins security, errors, templates and the blueprints."""

from pathlib import Path
from typing import Any

from flask import Flask, g
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from intake import words
from intake.services.context import Context
from intake.web import errors, languages, observing, security
from intake.web.numbers import HIGHEST
from intake.web.views import (
    account,
    api,
    citizen,
    complain,
    desk,
    display,
    downloads,
    evidence,
    lead_register,
    login,
    monitoring,
    offline,
    open311,
    pages,
    place,
    receipt,
    releases,
    rights,
    search,
    search_feed,
    sign_on,
    similar,
    track,
)
from registry import Explainer, Term
from registry.languages import language

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "site" / "theme" / "templates"
VIEWS = (
    complain,
    offline,
    place,
    similar,
    evidence,
    receipt,
    track,
    citizen,
    rights,
    search,
    search_feed,
    releases,
    downloads,
    login,
    sign_on,
    account,
    desk,
    api,
    open311,
    lead_register,
    monitoring,
    display,
    pages,
)


def create_app(ctx: Context) -> Flask:
    """Build the application around an open service context."""
    app = _Application(__name__, static_folder=None)
    app.url_map.converters["int"] = _Id
    app.url_map.converters["anything"] = _Anything
    app.extensions["mingdan"] = ctx
    _set_up_templates(app)
    security.protect(app, ctx.keys.session, https=ctx.settings.secure)
    observing.install(app)
    errors.install(app)
    languages.install(app)
    display.install(app)
    sign_on.install(app, ctx.settings.sign_on)
    for view in VIEWS:
        app.register_blueprint(view.bp)
    return app


class _Application(Flask):
    def log_exception(self, exc_info: Any) -> None:
        """Flask's own log line would carry the error's message, and with it what somebody typed."""
        errors.log_unforeseen(exc_info[1])


class _Id(IntegerConverter):
    """A whole number in an address; one that no column holds is no page, not a fault of the database."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=HIGHEST)


class _Anything(BaseConverter):
    """All that follows in an address, slashes at its beginning, in its midst and at its end too."""

    regex = ".+"
    part_isolating = False


def _set_up_templates(app: Flask) -> None:
    """Our templates first, then the theme that the published site shares."""
    own = FileSystemLoader(Path(__file__).parent / "templates")
    app.jinja_loader = ChoiceLoader([own, FileSystemLoader(THEME)])
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(words.gettext, _plural, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it

    env.globals.update(explained=_explained, explained_in=_explained_in)

    @app.context_processor
    def shared() -> dict[str, Any]:
        site = security.context().registry.site.told(language())
        return {"SITE": site, "SITEURL": "", "nonce": g.get("nonce", "")}


def _explained(term: str) -> Term | None:
    return _explainer().explained(term)


def _explained_in(text: str, *but: str) -> list[Term]:
    return _explainer().explained_in(text, *but)


def _explainer() -> Explainer:
    return Explainer(security.context().registry.glossary, language())


def _plural(one: str, many: str, number: int) -> str:
    return words.gettext(one if number == 1 else many)
