"""Somebody who is logged in shows once more who they are, before what they sign in with changes."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from intake.cases.errors import LoginRefused
from intake.cases.model import Staff
from intake.services.context import Context
from intake.services.staff import accounts
from intake.store.staff import accounts as store
from intake.store.staff import sign_on
from intake.words import gettext as _

_FRESH = timedelta(minutes=10)


def has_password(ctx: Context, staff: Staff) -> bool:
    """Whether the person signs in by a password kept here, and not by the identity provider."""
    with ctx.database.reading() as connection:
        return not sign_on.is_linked(connection, staff.id)


def show_again(ctx: Context, staff: Staff, token: str, password: str, remote: str) -> None:
    """By password, or by having signed in through the identity provider just now (OWASP ASVS 5.0, 7.5.1).

    Raises LoginRefused, Throttled.
    """
    if has_password(ctx, staff):
        accounts.authenticate(ctx, staff.login, password, remote)
        return
    hashed = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    with ctx.database.reading() as connection:
        session = store.open_session_of(connection, hashed, ctx.now())
    if session is None or ctx.now() - session.opened_at > _FRESH:
        raise LoginRefused(_("请先退出，用统一登录重新登录，十分钟内来启用。"))
