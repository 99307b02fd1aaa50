"""A small site around the theme, served under the product's own kind of content security policy."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import mkdtemp
from types import SimpleNamespace

import altcha
from disclosure.building.environment import make_environment
from disclosure.pages.style import sample_form
from flask import Flask, Response, g, jsonify, request
from playwright.sync_api import Page
from published_theme import THEME, publish_theme

from registry import Explainer

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted([*(THEME / "templates").rglob("*.html"), *(ROOT / "intake/web/templates").rglob("*.html")])
SITE = SimpleNamespace(name="明单", demonstration_notice="示范系统，清单是示范数据。", meta={})
PROOF_PAGE = """{% extends "base.html" %}
{% from "components.html" import altcha_assets, altcha_widget, button, field_text %}
{% block head %}{{ altcha_assets(nonce) }}{% endblock %}
{% block main %}<h1>核对</h1><form method="post" action="/proof" novalidate data-once>
{% call altcha_widget('/challenge?' ~ query) %}{{ field_text(form.place) }}{% endcall %}
{{ button('提交') }}</form>{% endblock %}"""
SCRIPTS_PAGE = """{% extends "base.html" %}
{% from "components.html" import field_area, field_file, locate_button, script %}
{% block head %}{% for name in ('suggest', 'upload', 'locate') %}
{{ script(name, nonce) }}{% endfor %}{% endblock %}
{% block main %}<h1>脚本</h1><form>
{{ field_area(form.story, attrs={
  'data-suggest-url': '/suggest', 'data-csrf': 'the-token', 'data-suggest-title': '像是'}) }}
<div data-suggestions aria-live="polite"></div>
{{ field_file(form.photos, attrs={'multiple': true}) }}
<input type="hidden" name="latitude"><input type="hidden" name="longitude">{{ locate_button() }}
</form>{% endblock %}"""

OpenPage = Callable[..., AbstractContextManager[Page]]


def make_app() -> Flask:
    """A small site around the theme: /style/, /proof, /scripts and what they ask for."""
    published = Path(mkdtemp(prefix="theme-"))
    publish_theme(published)
    app = Flask(__name__, static_folder=str(published / "theme"), static_url_path="/theme")
    explainer = Explainer({}, "zh-CN")
    terms = {"explained": explainer.explained, "explained_in": explainer.explained_in}
    shared = {"SITE": SITE, "SITEURL": "", "lang": "zh-CN", **terms}
    environment = make_environment(THEME / "templates", shared)

    def show(template: str) -> str:
        page = environment.from_string(template)
        nonce = "" if request.path == "/published" else g.nonce
        return page.render(form=sample_form(), nonce=nonce, query=request.query_string.decode())

    @app.before_request
    def make_nonce() -> None:
        g.nonce = secrets.token_urlsafe(8)

    @app.after_request
    def protect(response: Response) -> Response:
        scripts = "'self'" if request.path == "/published" else f"'nonce-{g.nonce}'"
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
        )
        return response

    app.add_url_rule("/style/", "style", lambda: show('{% extends "style.html" %}'))
    app.add_url_rule("/published", "published", lambda: show('{% extends "style.html" %}'))
    app.add_url_rule("/display.css", "display", _display)
    app.add_url_rule("/proof", "proof", lambda: show(PROOF_PAGE))
    app.add_url_rule("/scripts", "scripts", lambda: show(SCRIPTS_PAGE))
    app.add_url_rule(
        "/challenge", "challenge", lambda: jsonify({} if "broken" in request.args else _challenge().to_dict())
    )
    app.add_url_rule("/proof", "proved", lambda: show(PROOF_PAGE), methods=["POST"])
    app.add_url_rule("/suggest", "suggest", _suggest, methods=["POST"])
    return app


def _challenge() -> altcha.Challenge:
    rounds = 3000 if "slow" in request.args else 20
    return altcha.create_challenge(
        "PBKDF2/SHA-256", cost=10, counter=rounds, derive_key=altcha.derive_key_pbkdf2, hmac_secret="secret"
    )


def _display() -> Response:
    """As the service makes it for browsers without scripts, of the one choice that is tested."""
    style = '@import "/theme/css/modes/dark.css";@import "/theme/css/modes/large.css";'
    return Response(style, mimetype="text/css")


def _suggest() -> Response:
    heard = f"{request.form['text']} {request.headers['X-CSRFToken']}"
    return jsonify(suggestions=[{"matter": heard, "department": "城市管理", "organ": None}])
