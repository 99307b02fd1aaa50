"""Guessing is slowed: so many attempts a quarter of an hour, counted before the answer is known."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from intake.cases.errors import Throttled
from intake.services.context import Context
from intake.store.staff import accounts as store
from intake.words import gettext as _

WINDOW = timedelta(minutes=15)


def subject(ctx: Context, name: str) -> str:
    """What an attempt is counted under: a keyed hash of a login, an address, an account."""
    return hmac.digest(ctx.keys.session, name.encode("utf-8", "replace"), hashlib.sha256).hex()


def count(connection: Connection, limits: Mapping[str, int], now: datetime) -> None:
    """Count an attempt under each subject. Raises Throttled, counting nothing, when one is at its limit."""
    for name, most in limits.items():
        if store.attempts_since(connection, name, now - WINDOW) >= most:
            minutes = int(WINDOW.total_seconds()) // 60
            message = _("试的次数太多了，请 {minutes} 分钟后再试。").format(minutes=minutes)
            raise Throttled(message, int(WINDOW.total_seconds()))
    store.note_attempt(connection, list(limits), now)
