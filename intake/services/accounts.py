"""Staff accounts, sign-in, and keys for other systems."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import Role, Staff
from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A system that may file complaints; use f"api:{id}" as the source of what it files."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account to make. `region` is a code; `department` an id, for clerks only."""

    login: str
    name: str
    role: Role
    region: str
    department: str | None = None


def add_user(ctx: Context, user: NewUser) -> str:
    """Make an account; returns its one-time password, to be changed at first sign-in. Raises BadInput."""
    raise NotImplementedError


def log_in(ctx: Context, login: str, password: str, remote: str) -> str:
    """Open a session; returns its token for an HttpOnly cookie. `remote` is the client's address.

    Raises LoginRefused, or Throttled after too many failures for this login or from this address.
    """
    raise NotImplementedError


def staff_of(ctx: Context, token: str) -> Staff | None:
    """Whose session it is, or None when it is unknown, ended, expired, or the account is closed."""
    raise NotImplementedError


def log_out(ctx: Context, token: str) -> None:
    """End the session; unknown tokens are ignored."""
    raise NotImplementedError


def change_password(ctx: Context, staff: Staff, old: str, new: str) -> None:
    """Set a new password and end all sessions of the account.

    Raises LoginRefused (old one wrong), Throttled, or BadInput("new").
    """
    raise NotImplementedError


def add_apikey(ctx: Context, name: str) -> str:
    """Make a key; shown once, stored as a hash."""
    raise NotImplementedError


def apikey_valid(ctx: Context, key: str) -> ApiKey | None:
    """The system this key belongs to, or None."""
    raise NotImplementedError
