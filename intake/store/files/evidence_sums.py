"""What the files of cases were when they were taken in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from intake.store.tables import cases, evidence


@dataclass(frozen=True, slots=True)
class Sum:
    """A stored file, the case it belongs to, and the SHA-256 of its bytes."""

    name: str
    case_number: str
    sha256: str


def some(connection: Connection, most: int) -> list[Sum]:
    """Files of cases picked by chance; all of them where there are no more than `most`."""
    columns = select(evidence.c.id, cases.c.number, evidence.c.sha256).join(cases)
    rows = connection.execute(columns.order_by(func.random()).limit(most))
    return [Sum(row.id, row.number, row.sha256) for row in rows]
