"""Cookies that no script reads and no other host sets."""

from flask import Response, current_app, request


def set_private_cookie(response: Response, name: str, value: str) -> None:
    """Set a cookie that scripts cannot read, that no other host can set, and that ends with the browser."""
    response.set_cookie(_named(name), value, httponly=True, samesite="Lax", secure=over_https())


def private_cookie(name: str) -> str:
    """What `set_private_cookie` set, or an empty string."""
    return request.cookies.get(_named(name), "")


def drop_private_cookie(response: Response, name: str) -> None:
    """Take it from the browser."""
    response.delete_cookie(_named(name), httponly=True, samesite="Lax", secure=over_https())


def over_https() -> bool:
    """Whether this installation is reached by https, so that cookies may travel by nothing else."""
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _named(name: str) -> str:
    return cookie_name(name, https=over_https())


def cookie_name(name: str, *, https: bool) -> str:
    """Browsers take a name with this prefix only from the host itself, over https, for all of its paths: no
    neighbouring host can plant a session or a draft that somebody knows (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}" if https else name
