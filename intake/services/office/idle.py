"""Cases that rest without a person (policy, article 9), supporting tasks that stall (8): each told once."""

from __future__ import annotations

import structlog
from sqlalchemy import Connection

from intake.cases.escalation import Rung
from intake.cases.events import Event, Recorded
from intake.services.casework import resting, task_lists
from intake.services.context import Context
from intake.services.office.offices import name_of
from intake.services.office.recipients import People
from intake.store.cases import cases
from intake.store.cases.tasks import TaskOfCase
from intake.store.desk.resting import Resting
from intake.store.office import escalation, reminders
from intake.store.office.reminders import Reminder
from intake.store.records import events
from registry import CalendarEnded

log = structlog.get_logger()


def tell(ctx: Context) -> int:
    """Tell of what has become idle since the last time; returns how many cases and tasks."""
    return _rests(ctx) + task_lists.record_stalled(ctx, lambda *found: _stalled(ctx, *found))


def _rests(ctx: Context) -> int:
    """Batch by batch, until none is left or another worker tells them."""
    told = 0
    try:
        while now := sum(_rest(ctx, each) for each in resting.unassigned_too_long(ctx)):
            told += now
    except CalendarEnded as ended:
        log.error("rests not told", reason=str(ended))
    return told


def _rest(ctx: Context, rest: Resting) -> bool:
    """The heads of the organ are told; where there is none, the office."""
    with ctx.database.writing() as connection:
        if not escalation.keep_rest(connection, rest.id, rest.since, ctx.now()):
            return False
        people = People(ctx, connection, cases.by_id(connection, rest.id)).told(Rung.UNIT_HEAD)
        name = name_of(ctx, rest.owner)
        reminders.put(connection, people, Reminder("resting", name, rest.id), ctx.now())
        line = Recorded(Event.CASE_RESTING, ctx.now(), rest.id, detail={"organ": name})
        events.record(connection, line)
    return True


def _stalled(ctx: Context, connection: Connection, each: TaskOfCase) -> None:
    """The office that watches the case is told which organ is late."""
    people = People(ctx, connection, cases.by_id(connection, each.case_id)).told(Rung.OFFICE)
    what = Reminder("task", name_of(ctx, each.task.organ), each.case_id, None, each.task.due_at)
    reminders.put(connection, people, what, ctx.now())
