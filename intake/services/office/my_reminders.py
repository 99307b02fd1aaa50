"""What a member of staff is reminded of at the desk: most have no address that a notice could go to."""

from __future__ import annotations

from intake.cases.model import Staff
from intake.services.context import Context
from intake.store.office import reminders as store
from intake.store.office.reminders import KeptReminder

MOST = 200


def of(ctx: Context, staff: Staff) -> list[KeptReminder]:
    """The person's reminders: the unread ones first, then the newest; at most MOST."""
    with ctx.database.reading() as connection:
        return store.of_staff(connection, staff.id, MOST)


def unread(ctx: Context, staff: Staff) -> int:
    """How many of them are unread."""
    with ctx.database.reading() as connection:
        return store.unread(connection, staff.id)


def mark_read(ctx: Context, staff: Staff, until: int) -> int:
    """Mark those up to an id as read, so that what came since the page was shown stays unread."""
    with ctx.database.writing() as connection:
        return store.mark_read(connection, staff.id, until, ctx.now())
