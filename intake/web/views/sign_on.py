"""Staff sign in through the government's own identity provider (OpenID Connect, code flow with PKCE)."""

from typing import Any

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Blueprint, Flask, abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError

from intake.cases.errors import LoginRefused
from intake.services.staff import single_sign_on
from intake.services.staff.single_sign_on import Vouched
from intake.settings.sign_on import SignOnSettings
from intake.web.forms.login import LoginForm
from intake.web.navigation import frame
from intake.web.security import context, limited, public
from intake.web.views.login import signed_in
from intake.words import gettext as _

PATIENCE = 10  # seconds for each answer of the provider
log = structlog.get_logger()

bp = Blueprint("sign_on", __name__, url_prefix="/staff/sign-on")
bp.context_processor(frame)


class _Session(OAuth2Session):
    """Asks the addresses that were configured or named by the provider's own document, and no others."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs["allow_redirects"] = False
        answer: requests.Response = super().request(*args, **kwargs)
        return answer


class _Provider(FlaskOAuth2App):
    client_cls = _Session


def install(app: Flask, settings: SignOnSettings) -> None:
    """Make the provider known to the application, if there is one."""
    providers: Any = OAuth(app)  # its register() has no types
    if settings.offered:
        providers.register(
            "provider",
            client_cls=_Provider,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE,
            },
        )


@bp.get("/")
@public
@limited("login", "GET")
def begin() -> ResponseReturnValue:
    """Off to the provider; state, nonce and code verifier wait in this browser's own session."""
    provider = _provider()
    here = context().settings.base_url + url_for("sign_on.come_back").removeprefix(request.script_root)
    try:
        answer: ResponseReturnValue = provider.authorize_redirect(here)
    except (requests.RequestException, AuthlibBaseError) as failed:
        return _failed(failed, _("统一登录现在连不上。请稍后再试，或者用用户名和密码登录。"), 503)
    return answer


@bp.get("/return")
@public
@limited("login", "GET")
def come_back() -> ResponseReturnValue:
    """Back from the provider: check what it says, and open the session."""
    provider = _provider()
    try:
        token = single_sign_on.sign_in(context(), _vouched(provider))
    except LoginRefused as refused:
        return _again(refused.message, 403)
    except requests.RequestException as failed:
        return _failed(failed, _("统一登录现在连不上。请稍后再试，或者用用户名和密码登录。"), 503)
    except (AuthlibBaseError, JoseError, KeyError) as failed:
        return _failed(failed, _("统一登录没有完成，请再试一次。"), 422)
    return signed_in(token)


def _provider() -> FlaskOAuth2App:
    """The registered provider; 404 where there is none."""
    if not context().settings.sign_on.offered:
        abort(404)
    provider: FlaskOAuth2App = current_app.extensions["authlib.integrations.flask_client"].provider
    return provider


def _vouched(provider: FlaskOAuth2App) -> Vouched:
    """Whom the provider signed in. Signature, issuer, audience, nonce and time are checked on the way."""
    token = provider.authorize_access_token()
    person, settings = token["userinfo"], context().settings.sign_on
    if person["iss"].rstrip("/") != settings.issuer:  # OpenID Connect Discovery 4.3: its document may lie
        raise LoginRefused(_("统一登录没有完成，请再试一次。"))
    claim = settings.claim
    if claim not in person:
        told = provider.userinfo(token=token)
        if told.get("sub") != person["sub"]:  # OpenID Connect Core 5.3.2: it may be about somebody else
            raise LoginRefused(_("统一登录没有完成，请再试一次。"))
        person = {**told, "iss": person["iss"]}
    return Vouched(person["iss"], person["sub"], str(person.get(claim, "")))


def _failed(failed: Exception, message: str, status: int) -> ResponseReturnValue:
    """Say so, and log what kind of failure it was; its text may hold codes."""
    log.warning("sign on failed", kind=type(failed).__name__)
    return _again(message, status)


def _again(message: str, status: int) -> ResponseReturnValue:
    form = LoginForm(formdata=None)
    form.refuse("", message)
    return render_template("staff/login.html", form=form), status
