"""What became of a matter, and under which kinds of pollution it counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from intake.cases.outcome import Outcome
from intake.store.cases.kinds_table import case_kinds
from intake.store.cases.outcome_table import case_outcomes


def keep(connection: Connection, case_id: int, outcome: Outcome, staff_id: int, now: datetime) -> None:
    """Keep it in place of an earlier one."""
    for table in (case_outcomes, case_kinds):
        connection.execute(delete(table).where(table.c.case_id == case_id))
    connection.execute(
        insert(case_outcomes).values(
            case_id=case_id,
            findings=outcome.findings,
            rectification=outcome.rectification,
            handling=outcome.handling,
            fine=outcome.fine,
            accountability=outcome.accountability,
            written_at=now,
            written_by=staff_id,
        )
    )
    if outcome.kinds:
        connection.execute(insert(case_kinds), [{"case_id": case_id, "kind": kind} for kind in outcome.kinds])


def of_cases(connection: Connection, case_ids: Sequence[int]) -> dict[int, Outcome]:
    """What was written down of these cases; those of which nothing was are left out."""
    kinds: dict[int, list[str]] = {}
    named = select(case_kinds).where(case_kinds.c.case_id.in_(case_ids)).order_by(case_kinds.c.kind)
    for row in connection.execute(named):
        kinds.setdefault(row.case_id, []).append(row.kind)
    written = connection.execute(select(case_outcomes).where(case_outcomes.c.case_id.in_(case_ids)))
    found = {
        row.case_id: Outcome(
            tuple(kinds.get(row.case_id, ())),
            row.findings,
            row.rectification,
            row.handling,
            row.fine,
            row.accountability,
        )
        for row in written
    }
    return {case: Outcome(tuple(each)) for case, each in kinds.items()} | found


def of_case(connection: Connection, case_id: int) -> Outcome | None:
    """What was written down of one case."""
    return of_cases(connection, [case_id]).get(case_id)
