"""Contacts past their time, and the holds that keep them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Select, and_, delete, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from intake.cases.states import State
from intake.store.cases.merges_table import case_merges
from intake.store.records.holds_table import holds
from intake.store.tables import cases, contacts


def hold(connection: Connection, case_id: int, reason: str, staff_id: int, now: datetime) -> bool:
    """Place a hold; False when there is one."""
    values = {"case_id": case_id, "reason": reason, "placed_by": staff_id, "placed_at": now}
    try:
        with connection.begin_nested():
            connection.execute(insert(holds).values(**values))
    except IntegrityError:
        return False
    return True


def release(connection: Connection, case_id: int) -> bool:
    """Lift the hold; False when there is none."""
    return connection.execute(delete(holds).where(holds.c.case_id == case_id)).rowcount == 1


def is_held(connection: Connection, case_id: int) -> bool:
    """Whether there is a hold."""
    return connection.execute(select(holds.c.case_id).where(holds.c.case_id == case_id)).first() is not None


def count_due(connection: Connection, states: Collection[State], before: datetime, *, held: bool) -> int:
    """How many contacts of cases that came to one of these states before then are (or are not) held."""
    due = _due(states, before, held=held).subquery()
    return connection.execute(select(func.count()).select_from(due)).scalar_one()


def erase_due(connection: Connection, states: Collection[State], before: datetime, most: int) -> list[int]:
    """Erase some of the contacts that are due and not held; returns the cases."""
    due = list(connection.execute(_due(states, before, held=False).limit(most)).scalars())
    for case_id in due:
        erase(connection, case_id)
    return due


def erase(connection: Connection, case_id: int) -> bool:
    """Erase the contact of a case; False when it has none."""
    return connection.execute(delete(contacts).where(contacts.c.case_id == case_id)).rowcount == 1


def _due(states: Collection[State], before: datetime, *, held: bool) -> Select[*tuple[int]]:
    """A case that is over changes no more, so that its last change is when it came to an end. One that goes
    along with another is over when that is."""
    lead = cases.alias("lead")
    along = (
        select(case_merges.c.case_id)
        .join(lead, lead.c.id == case_merges.c.lead_id)
        .where(lead.c.state.in_(states), lead.c.updated_at < before)
    )
    hold_of = select(holds.c.case_id).where(holds.c.case_id == cases.c.id).exists()
    over = and_(cases.c.state.in_(states), cases.c.updated_at < before)
    return (
        select(contacts.c.case_id)
        .join(cases, cases.c.id == contacts.c.case_id)
        .where(or_(over, cases.c.id.in_(along)), hold_of if held else ~hold_of)
        .order_by(contacts.c.case_id)
    )
