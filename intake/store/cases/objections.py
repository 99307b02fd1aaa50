"""Objections to cases, and cases split off others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from intake.cases.model import Owner
from intake.cases.objections import Grounds, Objection, Reason
from intake.store.cases.casework_tables import case_objections, case_parts


def keep(connection: Connection, case_id: int, objection: Objection, staff_id: int) -> None:
    """Keep a new objection."""
    grounds = objection.grounds
    connection.execute(
        insert(case_objections).values(
            case_id=case_id,
            region=objection.organ.region,
            department=objection.organ.department,
            reason=grounds.reason,
            clause=grounds.clause,
            text=grounds.text,
            names=grounds.names,
            raised_at=objection.raised_at,
            raised_by=staff_id,
            decision="",
        )
    )


def of_case(connection: Connection, case_id: int) -> list[Objection]:
    """The objections to a case, oldest first."""
    rows = connection.execute(
        select(case_objections).where(case_objections.c.case_id == case_id).order_by(case_objections.c.id)
    )
    return [
        Objection(
            Owner(row.region, row.department),
            Grounds(Reason(row.reason), row.clause, row.text, row.names),
            row.raised_at,
            row.agreed,
            row.decision,
        )
        for row in rows
    ]


def decide(
    connection: Connection, case_id: int, verdict: tuple[bool, str], staff_id: int, now: datetime
) -> None:
    """Settle what is open: whether it was agreed to, and why."""
    agreed, reason = verdict
    connection.execute(
        update(case_objections)
        .where(case_objections.c.case_id == case_id, case_objections.c.decided_at.is_(None))
        .values(agreed=agreed, decision=reason, decided_at=now, decided_by=staff_id)
    )


def keep_part(connection: Connection, case_id: int, whole_id: int) -> None:
    """Note that a case was split off another."""
    connection.execute(insert(case_parts).values(case_id=case_id, whole_id=whole_id))


def wholes_of(connection: Connection, case_ids: Sequence[int]) -> dict[int, int]:
    """By each of these cases that was split off another, that one."""
    parts = select(case_parts).where(case_parts.c.case_id.in_(case_ids))
    return {row.case_id: row.whole_id for row in connection.execute(parts)}


def whole_of(connection: Connection, case_id: int) -> int:
    """The case that this one was split off, or itself."""
    whole = select(case_parts.c.whole_id).where(case_parts.c.case_id == case_id)
    return connection.execute(whole).scalar_one_or_none() or case_id
