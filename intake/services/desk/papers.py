"""The file of a case, gathered for somebody at the desk."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.model import Case
from intake.cases.papers import Papers
from intake.store.cases import citizens, objections
from intake.store.cases import papers as store


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
