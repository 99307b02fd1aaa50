"""Which account somebody is whom the identity provider vouches for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from intake.store.staff.sign_on_table import sign_on_links
from intake.store.tables import users


def login_of(connection: Connection, issuer: str, subject: str) -> str | None:
    """The login of the account that is tied to this person, or None."""
    theirs = (sign_on_links.c.issuer == issuer, sign_on_links.c.subject == subject)
    linked = select(users.c.login).join(sign_on_links, sign_on_links.c.user_id == users.c.id).where(*theirs)
    return connection.execute(linked).scalar_one_or_none()


def is_linked(connection: Connection, user_id: int) -> bool:
    """Whether the account is tied to anybody."""
    mine = select(sign_on_links.c.user_id).where(sign_on_links.c.user_id == user_id)
    return connection.execute(mine).first() is not None


def link(connection: Connection, user_id: int, issuer: str, subject: str, now: datetime) -> None:
    """Tie an account to a person. Raises IntegrityError when either is tied already."""
    row = {"user_id": user_id, "issuer": issuer, "subject": subject, "linked_at": now}
    connection.execute(insert(sign_on_links).values(row))


def unlink(connection: Connection, user_id: int) -> bool:
    """Untie an account; False when it was not tied."""
    mine = sign_on_links.c.user_id == user_id
    return connection.execute(delete(sign_on_links).where(mine)).rowcount == 1
