"""What staff corrected in the router's decisions: kept with the step, read by training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from intake.store.cases.corrections_table import routing_corrections
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class Correction:
    """A de-identified complaint and its right department; ids, empty for what is not environmental."""

    case_id: int
    text: str
    said: str
    department: str
    at: datetime


def of_case(connection: Connection, case_id: int) -> Correction | None:
    """The correction of a case, if there is one."""
    where = routing_corrections.c.case_id == case_id
    row = connection.execute(select(routing_corrections).where(where)).first()
    return _correction(row) if row else None


def keep(connection: Connection, correction: Correction) -> None:
    """Keep a correction in place of an earlier one of the same case."""
    forget(connection, correction.case_id)
    values = {
        "case_id": correction.case_id,
        "text": correction.text,
        "said": correction.said,
        "department": correction.department,
        "at": correction.at,
    }
    connection.execute(insert(routing_corrections).values(**values))


def forget(connection: Connection, case_id: int) -> None:
    """Learn nothing more from a case."""
    connection.execute(delete(routing_corrections).where(routing_corrections.c.case_id == case_id))


def to_learn_from(connection: Connection) -> list[Correction]:
    """Every correction but those of cases that accuse an organ, in the order of the cases: the same ones
    train the same model."""
    rows = connection.execute(
        select(routing_corrections)
        .join(cases, cases.c.id == routing_corrections.c.case_id)
        .where(cases.c.restricted.is_(False))
        .order_by(routing_corrections.c.case_id)
    )
    return [_correction(row) for row in rows]


def _correction(row: Row[Any]) -> Correction:
    return Correction(row.case_id, row.text, row.said, row.department, row.at)
