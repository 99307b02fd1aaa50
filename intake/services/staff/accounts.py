"""Staff accounts and sign-in."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, LoginRefused, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.model import ORGAN_ROLES, Role, Staff
from intake.cases.ownership import organ_owner
from intake.services.context import Context
from intake.services.filing import throttle
from intake.services.staff import passwords
from intake.store.records import events
from intake.store.staff import accounts as store
from intake.store.staff import second_factor
from intake.store.staff.accounts import Account
from intake.words import gettext as _

log = structlog.get_logger()

MOST_PER_LOGIN = 5
MOST_PER_ADDRESS = 30
ONE_TIME_LIFE = timedelta(days=3)  # of a password that somebody else knows
_SEEN_EVERY = timedelta(minutes=1)  # noting each use would turn every request into a write
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account to make. `region` is a code; `department` an id, for people of an organ only."""

    login: str
    name: str
    role: Role
    region: str
    department: str | None = None


def add_user(ctx: Context, user: NewUser) -> str:
    """Make an account; returns its one-time password, to be changed at first sign-in. Raises BadInput."""
    staff = placed_staff(ctx, user)
    password, password_hash = one_time_password()
    try:
        with ctx.database.writing() as connection:
            user_id = store.insert_user(
                connection, staff, password_hash, ctx.now(), ctx.now() + ONE_TIME_LIFE
            )
            events.record(connection, Recorded(Event.USER_ADDED, ctx.now(), staff_id=user_id))
    except IntegrityError:
        raise BadInput("login", _("这个登录名已经有人使用。")) from None
    return password


def log_in(ctx: Context, login: str, password: str, remote: str) -> str:
    """Open a session; returns its token for an HttpOnly cookie. `remote` is the client's address.

    Where the account has a second factor, the session is nobody's until `second_factor.confirm`.

    Raises LoginRefused, or Throttled after too many failures for this login or from this address.
    """
    account = authenticate(ctx, login, password, remote)
    if account.one_time_until and account.one_time_until <= ctx.now():
        _record_refusal(ctx, account)
        raise LoginRefused(_("这个一次性密码已经过期，请找账号管理员重新发放。"))
    with ctx.database.writing() as connection:
        return open_session(ctx, connection, account.staff, by="password")


def open_session(ctx: Context, connection: Connection, staff: Staff, by: str) -> str:
    """A session for somebody who has shown who they are, `by` password or sign_on; returns its token."""
    token, now = secrets.token_urlsafe(32), ctx.now()
    expires = now + timedelta(hours=ctx.settings.session_hours)
    confirmed = not second_factor.is_confirmed(connection, staff.id)
    store.open_session(connection, _hash(token), staff.id, (now, expires), confirmed=confirmed)
    if confirmed:
        events.record(connection, Recorded(Event.LOGGED_IN, now, staff_id=staff.id, detail={"by": by}))
    return token


def staff_of(ctx: Context, token: str) -> Staff | None:
    """Whose session it is, or None when it is unknown, ended, expired, not used for too long, or the account
    is closed. Notes that it was used."""
    hashed, now = _hash(token), ctx.now()
    with ctx.database.glancing() as connection:
        found = store.open_session_of(connection, hashed, now)
    if found is None or found.seen_at < seen_since(ctx):
        return None
    if now - found.seen_at > _SEEN_EVERY:
        with ctx.database.writing() as connection:
            store.session_seen(connection, hashed, now)
    return found.staff


def seen_since(ctx: Context) -> datetime:
    """Sessions last used before this are over."""
    return ctx.now() - timedelta(minutes=ctx.settings.session_idle_minutes)


def staff_of_login(ctx: Context, login: str) -> Staff:
    """In whose name an operator acts on the command line. Raises NotFound: unknown, or locked."""
    with ctx.database.reading() as connection:
        account = store.by_login(connection, login)
    if account is None or not account.active:
        raise NotFound(_("没有这个账号，或者已经停用。"))
    return account.staff


def log_in_before(ctx: Context, staff: Staff) -> datetime | None:
    """When the person logged in the time before this one: a moment they do not know was somebody else."""
    with ctx.database.reading() as connection:
        times = events.times_of_staff(connection, staff.id, Event.LOGGED_IN, 2)
    return times[1] if len(times) > 1 else None


def log_out(ctx: Context, token: str) -> None:
    """End the session; unknown tokens are ignored."""
    with ctx.database.writing() as connection:
        found = store.open_session_of(connection, _hash(token), ctx.now())
        store.close_session(connection, _hash(token))
        if found:
            events.record(connection, Recorded(Event.LOGGED_OUT, ctx.now(), staff_id=found.staff.id))


def change_password(ctx: Context, staff: Staff, old: str, new: str, remote: str) -> None:
    """Set a new password and end all sessions of the account.

    Raises LoginRefused (old one wrong), Throttled, or BadInput("new").
    """
    account = authenticate(ctx, staff.login, old, remote)
    passwords.check(new, old, account.staff, ctx.settings.breached_passwords)
    hashed = _hasher.hash(_bytes(new))
    with ctx.database.writing() as connection:
        store.set_password(connection, account.staff.id, hashed)
        events.record(connection, Recorded(Event.PASSWORD_CHANGED, ctx.now(), staff_id=account.staff.id))


def one_time_password() -> tuple[str, str]:
    """A random password of four groups, and its hash."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _i in range(4)) for _j in range(4))
    return password, _hasher.hash(password)


@cache
def no_password() -> str:
    """A hash that no password has: for accounts without one, and to spend on unknown logins the time that
    known ones take."""
    return _hasher.hash(secrets.token_hex(16))


def placed_staff(ctx: Context, user: NewUser) -> Staff:
    """The member of staff an account is for. Raises BadInput."""
    login = tidy(user.login).lower()
    if not _LOGIN.fullmatch(login):
        raise BadInput("login", _("登录名用 2 至 64 个小写字母、数字、点、横线。"))
    if user.region not in ctx.registry.regions:
        raise BadInput("region", _("没有这个地区代码：{code}").format(code=user.region))
    staff = Staff(0, login, tidy(user.name) or login, user.role, user.region, None, True)
    return _placed(ctx, staff, user.department) if user.role in ORGAN_ROLES else staff


def _placed(ctx: Context, staff: Staff, department: str | None) -> Staff:
    """Somebody of the organ that does the department's work today (能源局's people sit in 发展改革委)."""
    try:
        owner = organ_owner(ctx.registry, department or "", staff.region, ctx.today())
    except KeyError:
        raise BadInput("department", _("这个地区没有这个部门：{id}").format(id=department)) from None
    return replace(staff, region=owner.region, department=owner.department)


def authenticate(ctx: Context, login: str, password: str, remote: str) -> Account:
    """The account, if the password is right. The attempt is counted before the slow check, so that guesses
    made at the same moment count too. Raises LoginRefused, Throttled."""
    login = tidy(login).lower()
    own, address = throttle.subject(ctx, f"login:{login}"), throttle.subject(ctx, f"address:{remote}")
    now = ctx.now()
    account = _count_attempt(ctx, login, {own: MOST_PER_LOGIN, address: MOST_PER_ADDRESS}, now)
    matches = _matches(account, password)
    if account is None or not matches:
        _record_refusal(ctx, account)
        raise LoginRefused(_("登录名或密码不对。"))
    with ctx.database.writing() as connection:
        store.forget_attempts(connection, own)
        store.forget_attempts(connection, address, now)  # only this one: other people's guesses still count
    return account


def _count_attempt(ctx: Context, login: str, limits: dict[str, int], now: datetime) -> Account | None:
    with ctx.database.writing() as connection:
        throttle.count(connection, limits, now)
        return store.by_login(connection, login)


def _matches(account: Account | None, password: str) -> bool:
    """Check the password; an unknown login takes as long as a known one."""
    expected = account.password_hash if account else ""  # a machine account has none
    try:
        _hasher.verify(expected or no_password(), _bytes(password))
    except Argon2Error:
        return False
    return account is not None and account.active


def _record_refusal(ctx: Context, account: Account | None) -> None:
    """On the record; whose login was tried only if there is one: people type passwords there by mistake."""
    staff_id = account.staff.id if account else None
    log.warning("login refused", staff=staff_id)
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(Event.LOGIN_REFUSED, ctx.now(), staff_id=staff_id))


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
