"""Signing in through the government's own identity provider (OpenID Connect).

The provider says who somebody is; what they may do here is their account's, which an administrator made.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, LoginRefused
from intake.cases.events import Event, Recorded
from intake.services.context import Context
from intake.services.staff import accounts
from intake.store.records import events
from intake.store.staff import accounts as account_store
from intake.store.staff import sign_on as store
from intake.store.staff.accounts import Account
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom the provider vouches for: its own lasting name for the person, and the login it says they have."""

    issuer: str
    subject: str
    login: str


def sign_in(ctx: Context, person: Vouched) -> str:
    """Open a session for somebody the provider has signed in; returns its token.

    The first time, the account of that login is tied to the person, and its password ceases to open it;
    from then on only the tie counts, so that a login given to somebody else later opens nothing.
    Where the account has a second factor, the session still waits for it. Raises LoginRefused.
    """
    try:
        with ctx.database.writing() as connection:
            account = _account(ctx, connection, person)
            return accounts.open_session(ctx, connection, account.staff, by="sign_on")
    except IntegrityError:  # tied from another browser at the same moment
        raise _refused() from None


def unlink(ctx: Context, login: str) -> None:
    """Untie an account from the provider, for the day somebody's name there changes.

    Raises BadInput("login") when there is no such account, or it is not tied.
    """
    with ctx.database.writing() as connection:
        account = account_store.by_login(connection, login)
        if account is None or not store.unlink(connection, account.staff.id):
            raise BadInput("login", _("这个账号没有绑定统一登录：{login}").format(login=login))
        events.record(connection, Recorded(Event.SIGN_ON_UNLINKED, ctx.now(), staff_id=account.staff.id))


def _account(ctx: Context, connection: Connection, person: Vouched) -> Account:
    known = store.login_of(connection, person.issuer, person.subject)
    account = account_store.by_login(connection, known or tidy(person.login).lower())
    if account is None or not account.active:
        raise _refused()
    if known is None:
        _link(ctx, connection, account, person)
    return account


def _link(ctx: Context, connection: Connection, account: Account, person: Vouched) -> None:
    if store.is_linked(connection, account.staff.id):
        raise _refused()
    store.link(connection, account.staff.id, person.issuer, person.subject, ctx.now())
    account_store.set_password(connection, account.staff.id, accounts.no_password())
    events.record(connection, Recorded(Event.SIGN_ON_LINKED, ctx.now(), staff_id=account.staff.id))


def _refused() -> LoginRefused:
    return LoginRefused(_("您在统一登录里的身份没有对应的账号。请找本单位的账号管理员。"))
