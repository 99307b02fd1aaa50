"""The file of a case, gathered for somebody at the desk."""

from __future__ import annotations

from sqlalchemy import Connection

from intake.cases.model import Case, Staff
from intake.cases.papers import Papers
from intake.cases.reach import may_read
from intake.services.casework.step import standing
from intake.services.context import Context
from intake.store.cases import cases, citizens, objections
from intake.store.cases import papers as store


def gather(ctx: Context, connection: Connection, staff: Staff, case: Case) -> Papers:
    """Everything that was written on the case, oldest first."""
    whole, parts = store.whole(connection, case.id), store.parts(connection, case.id)
    split = (whole, *parts) if whole else parts
    return Papers(
        messages=tuple(citizens.messages(connection, case.id)),
        objections=tuple(objections.of_case(connection, case.id)),
        reviews=store.reviews(connection, case.id),
        rating=store.rating(connection, case.id),
        whole=whole,
        parts=parts,
        readable=frozenset(each for each in split if _reads(ctx, connection, staff, each)),
        hold=store.hold(connection, case.id),
    )


def _reads(ctx: Context, connection: Connection, staff: Staff, number: str) -> bool:
    other = cases.by_number(connection, number)
    return other is not None and may_read(staff, standing(ctx, connection, other))
