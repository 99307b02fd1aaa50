"""The file of a case, gathered for somebody at the desk, and what that person may do with it now."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.model import Case, Staff
from intake.cases.papers import Papers
from intake.cases.permissions import actions_for, within_reach
from intake.cases.states import Action
from intake.services.casework.step import standing
from intake.services.context import Context
from intake.store import citizens, objections
from intake.store import papers as store


def gather(connection: Connection, case: Case) -> Papers:
    """Everything that was written on the case, oldest first."""
    return Papers(
        messages=tuple(citizens.messages(connection, case.id)),
        objections=tuple(objections.of_case(connection, case.id)),
        reviews=store.reviews(connection, case.id),
        rating=store.rating(connection, case.id),
        whole=store.whole(connection, case.id),
        parts=store.parts(connection, case.id),
        hold=store.hold(connection, case.id),
    )


def open_actions(ctx: Context, connection: Connection, staff: Staff, case: Case) -> tuple[Action, ...]:
    """What this person may do now; nothing with a case they are only let read."""
    if not within_reach(staff, standing(ctx, connection, case)):
        return ()
    return actions_for(staff, case.state, case.owner)
