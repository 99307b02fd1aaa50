"""The second step of signing in: a code from an authenticator (RFC 6238), or a recovery code."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

import pyotp
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.cases.errors import BadInput, LoginRefused
from intake.cases.events import Event, Recorded
from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.filing import throttle
from intake.services.staff.accounts import seen_since
from intake.store.records import events
from intake.store.staff import accounts
from intake.store.staff import second_factor as store
from intake.words import gettext as _

REQUIRED = frozenset(Role) - {Role.CLERK, Role.REVIEWER}
MOST_CODES = 5
_STEP = 30  # seconds
_RECOVERY_CODES = 10
_GROUPS = 6  # of four letters: 118 bits, so that a plain hash of one cannot be searched (ASVS 5.0, 6.5.2)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What goes into the authenticator: the secret to type, or the address in the QR code."""

    secret: str
    uri: str


def has(ctx: Context, staff: Staff) -> bool:
    """Whether the person signs in with a second step."""
    with ctx.database.reading() as connection:
        return store.is_confirmed(connection, staff.id)


def is_due(ctx: Context, staff: Staff) -> bool:
    """Whether the person must enrol before doing anything else."""
    settings = ctx.settings
    concerned = settings.second_factor_for_all or (settings.require_second_factor and staff.role in REQUIRED)
    return concerned and not has(ctx, staff)


def begin(ctx: Context, staff: Staff) -> Enrolment:
    """A fresh secret to enrol with, in place of one that was never confirmed: for somebody who just showed
    who they are (`asked_again`). Raises BadInput when one is in use."""
    secret = pyotp.random_base32()
    try:
        with ctx.database.writing() as connection:
            store.begin(connection, staff.id, ctx.keys.fields.encrypt(secret.encode()))
    except IntegrityError:  # confirmed, or begun at the same moment in another tab
        raise BadInput("code", _("您已经启用了两步验证，或者刚在另一页开始启用。")) from None
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=staff.login, issuer_name="明单"))


def finish(ctx: Context, staff: Staff, code: str) -> list[str]:
    """Confirm with a first code; returns the recovery codes, shown this once.

    Raises BadInput("code"), also when no secret was shown or one is in use, Throttled.
    """
    codes = [
        "-".join("".join(secrets.choice(_LETTERS) for _i in range(4)) for _j in range(_GROUPS))
        for _k in range(_RECOVERY_CODES)
    ]
    _count(ctx, staff)
    with ctx.database.writing() as connection:
        if store.is_confirmed(connection, staff.id) or not _totp_fits(ctx, connection, staff, code):
            raise BadInput("code", _("验证码不对。请核对手机时间，输入最新的 6 位数字。"))
        store.confirm(connection, staff.id, ctx.now(), [_hash(ctx, each) for each in codes])
        events.record(connection, Recorded(Event.SECOND_FACTOR_ENROLLED, ctx.now(), staff_id=staff.id))
    return codes


def awaiting(ctx: Context, token: str) -> Staff | None:
    """Whose session waits for its second step; None too when it waited for longer than an open one may."""
    with ctx.database.reading() as connection:
        found = accounts.open_session_of(connection, _plain_hash(token), ctx.now(), confirmed=False)
    return found.staff if found and found.seen_at >= seen_since(ctx) else None


def confirm(ctx: Context, token: str, code: str) -> None:
    """Open a waiting session with a code from the authenticator or a recovery code, each good once.

    Raises LoginRefused, Throttled.
    """
    staff = awaiting(ctx, token)
    if staff is None:
        raise LoginRefused(_("登录已过期，请重新登录。"))
    _count(ctx, staff)
    if not _open(ctx, staff, token, code):
        with ctx.database.writing() as connection:
            refused = Recorded(Event.SECOND_FACTOR_REFUSED, ctx.now(), staff_id=staff.id)
            events.record(connection, refused)
        raise LoginRefused(_("验证码不对，或已经用过。请等手机上出现新的 6 位数字再试。"))


def _open(ctx: Context, staff: Staff, token: str, code: str) -> bool:
    with ctx.database.writing() as connection:
        by_code = _totp_fits(ctx, connection, staff, code)
        if not by_code and not store.use_recovery_code(connection, staff.id, _hash(ctx, code)):
            return False
        accounts.confirm_session(connection, _plain_hash(token), ctx.now())
        accounts.forget_attempts(connection, _subject(ctx, staff))
        happened = (Event.LOGGED_IN,) if by_code else (Event.RECOVERY_CODE_USED, Event.LOGGED_IN)
        events.record(connection, *(Recorded(each, ctx.now(), staff_id=staff.id) for each in happened))
    return True


def _totp_fits(ctx: Context, connection: Connection, staff: Staff, code: str) -> bool:
    """Whether it is the code of this half minute or a neighbour, and not used before."""
    factor = store.of(connection, staff.id)
    typed = "".join(code.split())
    if factor is None or not typed.isascii():
        return False
    totp = pyotp.TOTP(ctx.keys.fields.decrypt(factor.sealed).decode())
    now = int(ctx.now().timestamp()) // _STEP
    fitting = [
        step for step in (now - 1, now, now + 1) if hmac.compare_digest(totp.generate_otp(step), typed)
    ]
    return bool(fitting) and store.use_step(connection, staff.id, fitting[0])


def _count(ctx: Context, staff: Staff) -> None:
    with ctx.database.writing() as connection:
        throttle.count(connection, {_subject(ctx, staff): MOST_CODES}, ctx.now())


def _subject(ctx: Context, staff: Staff) -> str:
    return throttle.subject(ctx, f"factor:{staff.id}")


def _hash(ctx: Context, code: str) -> str:
    """A keyed hash of a recovery code as typed."""
    letters = "".join(each for each in code.lower() if each in _LETTERS)
    return hmac.digest(ctx.keys.session, b"recovery:" + letters.encode(), hashlib.sha256).hex()


def _plain_hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
