"""Whether the process can do its work."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from intake.services.context import Context
from intake.services.filing import carry
from intake.services.notices import notify
from intake.store import migrate
from search import IndexBroken

OK = "ok"


class SchemaDiffers(Exception):
    """The database waits for migrations, or is of a newer version."""


def check(ctx: Context) -> dict[str, str]:
    """Each part and "ok" or what kind of fault it has. Never raises."""
    parts: dict[str, Callable[[Context], None]] = {
        "database": _database,
        "migrations": _migrations,
        "index": _index,
        "files": _files,
    }
    return {name: _state(ctx, part) for name, part in parts.items()}


def outbox_lag(ctx: Context) -> int | None:
    """Seconds that the oldest unsent notice has been waiting; None when the database cannot say.

    Not a part of `check`: a mail server that is away is no reason to take the service off.
    """
    try:
        return int(notify.lag(ctx).total_seconds())
    except SQLAlchemyError:
        return None


def filing_lag(ctx: Context) -> int | None:
    """Seconds that the first filing has waited to become a case; as above."""
    try:
        return int(carry.lag(ctx)[1].total_seconds())
    except SQLAlchemyError:
        return None


def _state(ctx: Context, part: Callable[[Context], None]) -> str:
    try:
        part(ctx)
    except (SQLAlchemyError, IndexBroken, OSError, SchemaDiffers) as fault:
        return type(fault).__name__
    return OK


def _database(ctx: Context) -> None:
    with ctx.database.reading() as connection:
        connection.execute(text("SELECT 1 FROM cases LIMIT 1"))


def _migrations(ctx: Context) -> None:
    with ctx.database.reading() as connection:
        there, wanted = migrate.revisions(connection)
    if there != wanted:
        raise SchemaDiffers


def _index(ctx: Context) -> None:
    ctx.index.count()


def _files(ctx: Context) -> None:
    ctx.files.check()
