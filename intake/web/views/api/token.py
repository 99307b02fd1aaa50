"""The token endpoint: OAuth 2.0 client credentials (RFC 6749 section 4.4), answers as its section 5 has them.

Not authlib's grant server: it tells unknown clients from wrong secrets, takes secrets from the query string,
and refuses plain http, which is what arrives behind the server that ends TLS.
"""

from dataclasses import dataclass

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from intake.cases.partner import Key, Scope, packed
from intake.services.partners import keys
from intake.web.security import context, public
from intake.web.views.api.blueprint import asking_token, bp

_NOBODY = "0" * 64  # the hash of no secret: spends on unknown clients the time that known ones take


@bp.post("/v1/token")
@public
@asking_token
def token() -> ResponseReturnValue:
    """A bearer token for a client that shows its secret: by Basic (preferred) or in the body, not in both."""
    try:
        key, scopes = _asked()
    except _WrongError as wrong:
        return _refused(wrong)
    made = keys.grant(context(), key, scopes)
    return _uncached(
        jsonify(
            access_token=made.token,
            token_type="Bearer",  # noqa: S106 - the kind of token, not a secret
            expires_in=made.expires_in,
            scope=packed(made.scopes),
        )
    )


@dataclass(eq=False)
class _WrongError(Exception):
    """An error of RFC 6749 section 5.2."""

    code: str
    description: str
    status: int = 400


def _asked() -> tuple[Key, frozenset[Scope]]:
    """The client, and what it wants a token for. Raises _WrongError."""
    if request.args or request.mimetype != "application/x-www-form-urlencoded":
        raise _WrongError("invalid_request", "parameters belong into a form-encoded body")
    form = request.form
    if any(len(values) > 1 for _name, values in form.lists()):
        raise _WrongError("invalid_request", "a parameter is repeated")
    key = _client()
    if form.get("grant_type") != "client_credentials":
        code = "unsupported_grant_type" if form.get("grant_type") else "invalid_request"
        raise _WrongError(code, "grant_type must be client_credentials")
    names = form.get("scope", "").split()
    if not set(names) <= set(key.scopes):
        raise _WrongError("invalid_scope", "the client has no such scope")
    return key, frozenset(map(Scope, names)) or key.scopes


def _client() -> Key:
    """The client that showed its secret. Raises _WrongError."""
    basic, form = request.authorization, request.form
    if basic is not None and "client_secret" in form:
        raise _WrongError("invalid_request", "the client authenticates in two ways")
    client_id, secret = form.get("client_id"), form.get("client_secret")
    if basic is not None:
        client_id, secret = (basic.username, basic.password) if basic.type == "basic" else (None, None)
    known = keys.client_named(context(), client_id or "")
    right = keys.is_secret(secret or "", known[1] if known else _NOBODY)
    if not known or not right:
        keys.refuse_token(context())
        raise _WrongError("invalid_client", "unknown client or wrong secret", 401)
    return known[0]


def _refused(wrong: _WrongError) -> Response:
    answer = jsonify(error=wrong.code, error_description=wrong.description)
    answer.status_code = wrong.status
    if wrong.status == 401:
        answer.headers["WWW-Authenticate"] = 'Basic realm="mingdan"'
    return _uncached(answer)


def _uncached(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Pragma"] = "no-cache"
    return answer
