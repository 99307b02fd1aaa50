"""What an administrator does to accounts, and what people see of their own sessions. All on the record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.model import Role, Staff
from intake.services.context import Context
from intake.services.staff import accounts
from intake.services.staff.accounts import NewUser
from intake.store.desk import units
from intake.store.records import events
from intake.store.staff import accounts as store
from intake.store.staff import second_factor, sign_on
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Session:
    """One of a person's sessions. `handle` names it on a page; it opens nothing."""

    handle: str
    opened_at: datetime
    expires_at: datetime
    is_this: bool


def lock(ctx: Context, login: str) -> None:
    """Close an account and end its sessions. Raises BadInput("login"), as all here do."""
    _set_active(ctx, login, Event.USER_LOCKED, active=False)


def unlock(ctx: Context, login: str) -> None:
    """Open it again."""
    _set_active(ctx, login, Event.USER_UNLOCKED, active=True)


def reset(ctx: Context, login: str, *, second_factor_too: bool = False) -> str:
    """A new one-time password; also takes the second factor away, for a lost telephone.

    An account tied to the identity provider is untied first: or whoever left there could still get in here.
    """
    password, hashed = accounts.one_time_password()
    with ctx.database.writing() as connection:
        staff = _account(connection, login)
        if sign_on.is_linked(connection, staff.id):
            told = _(
                "账号 {login} 绑定了统一登录，不用密码。要改用密码，先运行 user unlink {login} 解除绑定。"
            )
            raise BadInput("login", told.format(login=login))
        until = ctx.now() + accounts.ONE_TIME_LIFE
        store.set_password(connection, staff.id, hashed, one_time_until=until)
        if second_factor_too and second_factor.remove(connection, staff.id):
            events.record(connection, Recorded(Event.SECOND_FACTOR_REMOVED, ctx.now(), staff_id=staff.id))
        events.record(connection, Recorded(Event.USER_RESET, ctx.now(), staff_id=staff.id))
    return password


def change_role(ctx: Context, user: NewUser) -> None:
    """Give an account another role or organ (`name` is ignored) and end its sessions. Raises BadInput."""
    placed = accounts.placed_staff(ctx, user)
    with ctx.database.writing() as connection:
        staff = _account(connection, user.login)
        store.set_role(connection, staff.id, placed)
        if (placed.region, placed.department) != (staff.region, staff.department):
            units.forget(connection, staff.id)
        said = {"from": staff.role.value, "to": placed.role.value}
        events.record(
            connection, Recorded(Event.USER_ROLE_CHANGED, ctx.now(), staff_id=staff.id, detail=said)
        )


def sessions_of(ctx: Context, staff: Staff, token: str) -> list[Session]:
    """The person's open sessions, newest first; `token` is the one asking."""
    own = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    seen_since = accounts.seen_since(ctx)
    with ctx.database.reading() as connection:
        return [
            Session(hashed[:16], opened, expires, hashed == own)
            for hashed, opened, expires in store.sessions_of(connection, staff.id, ctx.now(), seen_since)
        ]


def end_session(ctx: Context, staff: Staff, handle: str) -> None:
    """End one of the person's own sessions; unknown ones are ignored."""
    with ctx.database.writing() as connection:
        if store.end_session(connection, staff.id, handle):
            events.record(connection, Recorded(Event.SESSION_ENDED, ctx.now(), staff_id=staff.id))


def last_log_ins(ctx: Context, staff: Staff) -> list[datetime]:
    """The last five, newest first."""
    with ctx.database.reading() as connection:
        return events.times_of_staff(connection, staff.id, Event.LOGGED_IN, 5)


def _set_active(ctx: Context, login: str, event: Event, *, active: bool) -> None:
    with ctx.database.writing() as connection:
        staff = _account(connection, login)
        store.set_active(connection, staff.id, active=active)
        events.record(connection, Recorded(event, ctx.now(), staff_id=staff.id))


def _account(connection: Connection, login: str) -> Staff:
    account = store.by_login(connection, login)
    if account is None or account.staff.role is Role.MACHINE:  # which is managed by its keys alone
        raise BadInput("login", _("没有这个账号：{login}").format(login=login))
    return account.staff
