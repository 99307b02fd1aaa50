"""What publishing has to tell the other processes, on whichever host: kept in the database."""

from __future__ import annotations

from datetime import date

from intake.services.context import Context
from intake.store.sharing import marks

_UNBUILT, _SITE_DAY, _RECORD = "site.unbuilt", "site.day", "record.published"


def note_unbuilt(ctx: Context) -> None:
    """Something is about to be written that the site does not show yet."""
    _put(ctx, _UNBUILT, "")


def is_unbuilt(ctx: Context) -> bool:
    """Whether something was written that the site does not show."""
    return _value(ctx, _UNBUILT) is not None


def note_shown(ctx: Context) -> None:
    """The site shows all that was written."""
    with ctx.database.writing() as connection:
        marks.remove(connection, _UNBUILT)


def site_day(ctx: Context) -> date | None:
    """The day for which the site was built; None before anybody said."""
    said = _value(ctx, _SITE_DAY)
    return date.fromisoformat(said) if said else None


def note_site_day(ctx: Context, day: date) -> None:
    """The site shows what is in force on this day."""
    _put(ctx, _SITE_DAY, day.isoformat())


def announced(ctx: Context) -> str:
    """The fingerprint of the record that was published last; "" before the first."""
    return _value(ctx, _RECORD) or ""


def announce(ctx: Context) -> None:
    """Tell all processes that the record of this context is the published one."""
    _put(ctx, _RECORD, ctx.registry.fingerprint)


def _value(ctx: Context, name: str) -> str | None:
    with ctx.database.reading() as connection:
        return marks.value(connection, name)


def _put(ctx: Context, name: str, said: str) -> None:
    with ctx.database.writing() as connection:
        marks.put(connection, name, said, ctx.now())
