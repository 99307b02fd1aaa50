"""Who must publish a decided list is told ahead of the last day, and once when it is over; the sweep asks.

政府信息公开条例 art. 26 gives 20 working days; policy, article 5. Told once of a last day is told for
good: the reminder that is kept says so. A list decided anew has another.
"""

from __future__ import annotations

from typing import Final

import structlog

from intake.cases.model import Owner
from intake.services.context import Context
from intake.services.lists import clock
from intake.services.lists.clock import Due
from intake.services.office.heads import office_of, organ_heads
from intake.store.lists import list_drafts
from intake.store.office import reminders
from intake.store.office.reminders import Reminder

log = structlog.get_logger()

SOON, LATE = "list_due", "list_late"
_AHEAD: Final = 5  # working days before the last one


def warn(ctx: Context) -> int:
    """Tell whoever must be told; returns of how many lists."""
    ripe = [(each, kind) for each in clock.due(ctx, tuple(ctx.registry.regions)) if (kind := _kind(each))]
    return sum(_warn(ctx, each, kind) for each, kind in ripe)


def _kind(due: Due) -> str:
    if due.clock is None:
        log.error("decided list without a last day", list=due.draft.id, reason=due.fault)
        return ""
    if due.clock.late:
        return LATE
    return SOON if due.clock.left <= _AHEAD else ""


def _warn(ctx: Context, due: Due, kind: str) -> bool:
    """The organ's heads; when it is late the region's office too."""
    with ctx.database.writing() as connection:
        held = list_drafts.hold(connection, due.draft.id)
        if held is None or held.state is not due.draft.state:
            return False
        about = f"{held.title}（{due.clock.due_on}）" if due.clock else held.title
        reminder = Reminder(kind, about, None, str(held.id))
        if reminders.is_kept(connection, reminder):
            return False
        told = organ_heads(ctx, connection, Owner(held.region, held.department))
        if kind == LATE:
            told += office_of(ctx, connection, held.region)
        reminders.put(connection, told, reminder, ctx.now())
    return bool(told)
