"""Staff, their sessions and failed sign-ins. Secrets are kept as hashes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from intake.cases.model import Role, Staff
from intake.store.staff import second_factor
from intake.store.tables import login_attempts, sessions, users

_last_seen = func.coalesce(sessions.c.seen_at, sessions.c.created_at)


@dataclass(frozen=True, slots=True)
class Account:
    """A member of staff and what sign-in needs to know."""

    staff: Staff
    password_hash: str
    active: bool
    one_time_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Whose session it is, when it was opened and when it was last used."""

    staff: Staff
    opened_at: datetime
    seen_at: datetime


def insert_user(
    connection: Connection, staff: Staff, password_hash: str, now: datetime, until: datetime | None = None
) -> int:
    """Keep a new account (`staff.id` is ignored), whose password opens `until`; returns its id. Raises
    IntegrityError: login in use."""
    statement = insert(users).values(
        login=staff.login,
        name=staff.name,
        role=staff.role,
        region=staff.region,
        department=staff.department,
        password_hash=password_hash,
        must_change_password=staff.must_change_password,
        active=True,
        created_at=now,
        one_time_until=until,
    )
    return connection.execute(statement.returning(users.c.id)).scalar_one()


def by_login(connection: Connection, login: str) -> Account | None:
    """The account of that login, active or not."""
    row = connection.execute(select(users).where(users.c.login == login)).one_or_none()
    return Account(_staff(row), row.password_hash, row.active, row.one_time_until) if row else None


def name_of(connection: Connection, user_id: int) -> str:
    """The name of a member of staff."""
    return connection.execute(select(users.c.name).where(users.c.id == user_id)).scalar_one()


def by_id(connection: Connection, user_id: int) -> Staff:
    """A member of staff, active or not."""
    return _staff(connection.execute(select(users).where(users.c.id == user_id)).one())


def anybody(connection: Connection) -> bool:
    """Whether there is any account."""
    return connection.execute(select(users.c.id).limit(1)).first() is not None


def set_password(
    connection: Connection, user_id: int, password_hash: str, *, one_time_until: datetime | None = None
) -> None:
    """Replace a password and end the sessions opened with the old one, and what they had begun; a one-time
    one, which opens until a time, must be changed."""
    values = {"must_change_password": one_time_until is not None, "one_time_until": one_time_until}
    mine = users.c.id == user_id
    connection.execute(update(users).where(mine).values(password_hash=password_hash, **values))
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
    second_factor.forget_begun(connection, user_id)


def set_active(connection: Connection, user_id: int, *, active: bool) -> None:
    """Close an account and end its sessions, or open it again."""
    connection.execute(update(users).where(users.c.id == user_id).values(active=active))
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def set_role(connection: Connection, user_id: int, staff: Staff) -> None:
    """Take role and place from `staff` and end the sessions."""
    place = {"role": staff.role, "region": staff.region, "department": staff.department}
    connection.execute(update(users).where(users.c.id == user_id).values(**place))
    connection.execute(delete(sessions).where(sessions.c.user_id == user_id))


def open_session(
    connection: Connection,
    token_hash: str,
    user_id: int,
    times: tuple[datetime, datetime],
    *,
    confirmed: bool,
) -> None:
    """Keep a session from the first of `times` to the second."""
    created_at, expires_at = times
    connection.execute(
        insert(sessions).values(
            token_hash=token_hash,
            user_id=user_id,
            created_at=created_at,
            expires_at=expires_at,
            confirmed=confirmed,
        )
    )


def confirm_session(connection: Connection, token_hash: str, now: datetime) -> None:
    """The second factor was shown."""
    one = sessions.c.token_hash == token_hash
    connection.execute(update(sessions).where(one).values(confirmed=True, seen_at=now))


def sessions_of(
    connection: Connection, user_id: int, now: datetime, seen_since: datetime
) -> list[tuple[str, datetime, datetime]]:
    """Hash, beginning and end of somebody's open sessions used since a time, newest first."""
    mine = (sessions.c.user_id == user_id, sessions.c.expires_at > now, _last_seen >= seen_since)
    found = select(sessions).where(*mine)
    rows = connection.execute(found.order_by(sessions.c.created_at.desc(), sessions.c.token_hash))
    return [(row.token_hash, row.created_at, row.expires_at) for row in rows]


def end_session(connection: Connection, user_id: int, handle: str) -> bool:
    """End one of somebody's sessions by the beginning of its hash; False when there is none."""
    one = (sessions.c.user_id == user_id, sessions.c.token_hash.startswith(handle, autoescape=True))
    return connection.execute(delete(sessions).where(*one)).rowcount > 0


def open_session_of(
    connection: Connection, token_hash: str, now: datetime, *, confirmed: bool = True
) -> OpenSession | None:
    """An unexpired session; None for closed accounts too. Not `confirmed`: one that waits."""
    row = connection.execute(
        select(users, sessions.c.created_at.label("opened_at"), _last_seen.label("last_seen"))
        .join(sessions, sessions.c.user_id == users.c.id)
        .where(sessions.c.token_hash == token_hash, sessions.c.expires_at > now, users.c.active)
        .where(sessions.c.confirmed.is_(confirmed))
    ).one_or_none()
    return OpenSession(_staff(row), row.opened_at, row.last_seen) if row else None


def session_seen(connection: Connection, token_hash: str, now: datetime) -> None:
    """Note that a session was used."""
    connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=now))


def close_session(connection: Connection, token_hash: str) -> None:
    """End a session, if it is there."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def note_attempt(connection: Connection, subjects: Sequence[str], now: datetime) -> None:
    """Count one attempt against each subject (a keyed hash of a login or an address)."""
    connection.execute(insert(login_attempts), [{"subject": subject, "at": now} for subject in subjects])


def attempts_since(connection: Connection, subject: str, since: datetime) -> int:
    """How many attempts were counted against a subject."""
    condition = (login_attempts.c.subject == subject, login_attempts.c.at > since)
    return connection.execute(select(func.count()).select_from(login_attempts).where(*condition)).scalar_one()


def forget_attempts(connection: Connection, subject: str, since: datetime | None = None) -> None:
    """Forget what was counted against a subject, from a time on or altogether."""
    condition = [login_attempts.c.subject == subject]
    if since:
        condition.append(login_attempts.c.at >= since)
    connection.execute(delete(login_attempts).where(*condition))


def delete_expired(connection: Connection, now: datetime, attempts_before: datetime) -> None:
    """Delete sessions past their time and attempts too old to count."""
    connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
    connection.execute(delete(login_attempts).where(login_attempts.c.at < attempts_before))


def _staff(row: Row[*tuple[Any, ...]]) -> Staff:
    return Staff(
        id=row.id,
        login=row.login,
        name=row.name,
        role=Role(row.role),
        region=row.region,
        department=row.department,
        must_change_password=row.must_change_password,
    )
