"""What a move of a case brings with it: a desk at another organ, the end of what was asked of others."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner
from intake.cases.ownership import holder_name
from intake.cases.states import State, Transition
from intake.cases.tasks import ENDS_TASKS
from intake.services.context import Context
from intake.store.cases import tasks
from intake.store.desk import units
from intake.store.desk.units import Desk


def arrive(ctx: Context, connection: Connection, case: Case, transition: Transition, owner: Owner) -> None:
    """Lay a case down anew that came to another organ, or back to the same one to be taken on."""
    comes_back = transition.after is State.ROUTED is not transition.before
    if owner == case.owner and not comes_back:
        return
    before = units.desk_of(connection, case.id) if owner == case.owner else None
    units.lay(connection, case.id, Desk(before.unit_id if before else None, ctx.now()))


def call_off(
    ctx: Context, connection: Connection, case: Case, transition: Transition, staff_id: int | None
) -> Iterator[Recorded]:
    """Call off the open tasks of a case that is over; gives the lines to record."""
    if transition.after not in ENDS_TASKS:
        return
    for organ in tasks.call_off(connection, case.id):
        facts = {"organ": holder_name(organ, ctx.registry, ctx.today())}
        yield Recorded(Event.TASK_WITHDRAWN, ctx.now(), case.id, staff_id, detail=facts)
