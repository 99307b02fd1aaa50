"""What every request passes through: access declared per view, CSRF, headers, cookies, limits.

A view is closed until it declares who may call it: `@public`, `@staff_only(...)` or `@key_holders`.
Forgetting the declaration refuses the request instead of opening the page.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Literal, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import WWWAuthenticate

from intake.cases.partner import Scope
from intake.services.context import Context
from intake.services.partners import keys
from intake.services.staff import accounts, second_factor
from intake.web import limit_store, signed_out
from intake.web.cookies import cookie_name, over_https, private_cookie

STAFF_COOKIE = "mingdan_staff"
OPEN_WITH_ONE_TIME_PASSWORD = {"login.change_password", "login.log_out"}
OPEN_WITHOUT_SECOND_FACTOR = {*OPEN_WITH_ONE_TIME_PASSWORD, "account.enrol", "account.enrolled"}
FILES_AT_ONCE = (
    2  # of the largest kind (video) in one request; the server in front must let through a bit more
)
PAGE_BYTES = 1024 * 1024  # of a request without files: a text of 5,000 characters takes 45 KB at most

# One budget per purpose and caller's address. A village may share one address, so they are generous;
# the proof of work and the 63-bit code are what really stop floods and guessing.
LIMITS = {
    "read": "300 per minute",
    "start": "120 per hour",
    "submit": "30 per hour",
    "upload": "200 per hour",
    "lookup": "30 per 10 minutes",
    "login": "20 per 10 minutes",
    "suggest": "120 per minute",
}

Work = TypeVar("Work", bound=Callable[..., object])
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a view; `roles` counts only for kind `staff` (empty: every role), `scopes` only for kind
    `key`: which of them the key must have, one is enough."""

    kind: Literal["public", "staff", "key"]
    roles: frozenset[str] = frozenset()
    scopes: frozenset[Scope] = frozenset()


def caller() -> str:
    """Whom a budget belongs to: an IPv4 address, or the /64 that one IPv6 customer has to choose from."""
    address = ip_address(request.remote_addr or "127.0.0.1")
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))


class _Declared(Limiter):
    """Counts where a view declares it. The library's look before every view is for limits of whole
    applications, of which there are none here."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware:
            super()._check_request_limit(callable_name, in_middleware)


csrf = CSRFProtect()
limiter = _Declared(caller, storage_uri=limit_store.ADDRESS, strategy="sliding-window-counter")


def limited(purpose: str, method: str = "POST") -> Callable[[Work], Work]:
    """Count requests that reach a view or function against one of LIMITS, shared by all of that purpose."""
    limit = limiter.shared_limit(lambda: _budget(purpose), scope=purpose, methods=[method])
    return cast("Callable[[Work], Work]", limit)


def _budget(purpose: str) -> str:
    """The budget of a purpose, as many times as large as the operator wants it."""
    count, _space, span = LIMITS[purpose].partition(" ")
    return f"{int(count) * context().settings.limit_factor} {span}"


def large_body(view: View) -> View:
    """This view takes files: its requests may be as large as a few of them together."""
    view.mingdan_large_body = True  # type: ignore[attr-defined]  # a mark on the function
    return view


def public(view: View) -> View:
    """Anybody may call this view."""
    return _declare(view, Access("public"))


def staff_only(*roles: str) -> Callable[[View], View]:
    """Only logged-in staff of these roles (none given: any role); sets `g.staff`."""
    return lambda view: _declare(view, Access("staff", frozenset(roles)))


def key_holders(view: View) -> View:
    """Only callers whose API key may file; sets `g.api_key`."""
    return scoped(Scope.FILE)(view)


def scoped(*scopes: Scope) -> Callable[[View], View]:
    """Only callers whose API key has one of these scopes; sets `g.api_key`."""
    return lambda view: _declare(view, Access("key", scopes=frozenset(scopes)))


def access_of(app: Flask, endpoint: str) -> Access | None:
    """The declared access of an endpoint, or None when nobody declared it."""
    return getattr(app.view_functions[endpoint], "mingdan_access", None)


def context() -> Context:
    """The service context that create_app() was given, over one record for the whole request."""
    if "context" not in g:
        g.context = cast("Context", current_app.extensions["mingdan"]).renewed()
    return cast("Context", g.context)


def protect(app: Flask, session_secret: bytes, *, https: bool) -> None:
    """Install all of it on the application."""
    app.config.update(
        MAX_CONTENT_LENGTH=PAGE_BYTES,
        MAX_FORM_MEMORY_SIZE=PAGE_BYTES,
        SECRET_KEY=session_secret,
        SESSION_COOKIE_NAME=cookie_name("mingdan_form", https=https),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        WTF_CSRF_TIME_LIMIT=None,  # a slow writer must not lose the page
        WTF_CSRF_SSL_STRICT=False,  # it needs the Referer header, which our pages never send
    )
    app.before_request(_open_request)
    app.before_request(_refuse_undeclared)
    csrf.init_app(app)
    limiter.init_app(app)
    app.after_request(_close_response)


def _declare(view: View, access: Access) -> View:
    view.mingdan_access = access  # type: ignore[attr-defined]  # a mark on the function is the declaration
    return view


def _open_request() -> None:
    g.request_id = secrets.token_hex(6)
    g.nonce = secrets.token_urlsafe(16)
    if _allows_files():
        limits = context().settings.limits
        request.max_content_length = FILES_AT_ONCE * limits.video_bytes


def _allows_files() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "mingdan_large_body", False)


def _refuse_undeclared() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such page: the 404 handler answers
    access = access_of(current_app, request.endpoint)
    if access is None:
        abort(403)
    if access.kind == "staff":
        return _require_staff(access.roles)
    if access.kind == "key":
        _require_key(access.scopes)
    return None


def _require_staff(roles: frozenset[str]) -> ResponseReturnValue | None:
    g.staff = accounts.staff_of(context(), private_cookie(STAFF_COOKIE))
    if g.staff is None:
        return signed_out.give_back() or redirect(url_for("login.log_in", next=signed_out.page_before()), 303)
    if g.staff.must_change_password and request.endpoint not in OPEN_WITH_ONE_TIME_PASSWORD:
        return redirect(url_for("login.change_password"), 303)
    if request.endpoint not in OPEN_WITHOUT_SECOND_FACTOR and second_factor.is_due(context(), g.staff):
        return redirect(url_for("account.enrol"), 303)
    if roles and g.staff.role not in roles:
        abort(403)
    return None


def _require_key(scopes: frozenset[Scope]) -> None:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    key = bearer.strip() if scheme.lower() == "bearer" else request.headers.get("X-Api-Key", "")
    g.api_key = keys.caller(context(), key) if key else None
    if g.api_key is None:
        abort(401, www_authenticate=WWWAuthenticate("bearer"))
    if not scopes & g.api_key.scopes:
        abort(403)


def _close_response(response: Response) -> Response:
    for name, value in _headers().items():
        response.headers.setdefault(name, value)
    return response


def _headers() -> dict[str, str]:
    """Headers for one response; a view that set its own Cache-Control keeps it."""
    headers = {
        "Content-Security-Policy": _content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        **({} if _embedded() else {"X-Frame-Options": "DENY"}),
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
        "X-Request-Id": g.get("request_id", ""),
    }
    if over_https():
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def _embedded() -> bool:
    """Whether it is a published list made for other sites' frames; it has no forms and no scripts."""
    return bool(g.get("published")) and request.path.startswith("/embed/")


def _content_security_policy() -> str:
    """Nothing runs but our own files; on pages made here, scripts need this request's nonce."""
    scripts = "'self'" if g.get("published") else f"'nonce-{g.get('nonce', '')}'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors *" if _embedded() else "frame-ancestors 'none'",
        )
    )
