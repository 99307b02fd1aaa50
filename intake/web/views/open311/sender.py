"""Who sends: a key in a header, as everywhere, or in the parameter `api_key`, as the standard has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import g, request
from flask.typing import ResponseReturnValue

from intake.cases.partner import Scope
from intake.services.partners import keys
from intake.services.partners.keys import ApiKey
from intake.web.security import context
from intake.web.views.open311.blueprint import Refused

BODY_BYTES = 128 * 1024


def senders(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Only callers whose key may file; sets `g.api_key`. The standard answers all others with 403.

    It stands under @public, whose declared counterpart for keys reads headers only.
    """

    @wraps(view)
    def checked(**arguments: str) -> ResponseReturnValue:
        request.max_content_length = BODY_BYTES  # before the key is looked for in the form
        g.api_key = _caller()
        if g.api_key is None:
            raise Refused(403)
        return view(**arguments)

    return checked


def reader() -> str | None:
    """The source of what the caller filed; None: nobody in particular. A key that is none is refused."""
    key = _caller() if _credential() else None
    return key.source if key else None


def _caller() -> ApiKey | None:
    """Whose key it is, if that may file. Raises Refused for a key that is none."""
    if not _credential():
        return None
    key = keys.caller(context(), _credential())
    if key is None:
        raise Refused(403)
    return key if Scope.FILE in key.scopes else None


def _credential() -> str:
    scheme, _space, bearer = request.headers.get("Authorization", "").partition(" ")
    header = bearer.strip() if scheme.lower() == "bearer" else request.headers.get("X-Api-Key", "")
    return header or request.values.get("api_key", "").strip()
