"""Tables of hotlines that were confirmed: their sealed rows until they are filed, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from intake.store.partners.partner_tables import handover_import_rows, handover_imports
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class StoredImport:
    """An import. `done`: how many of its rows; `sealed` is None once all are."""

    id: int
    partner_id: int
    name: str
    total: int
    done: int
    sealed: bytes | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row. `outcome`: filed, known or refused; `message`: why refused."""

    position: int
    place: str
    external_number: str
    outcome: str
    case_number: str | None
    message: str


@dataclass(frozen=True, slots=True)
class NewImport:
    """A confirmed table: whose, confirmed by whom, what it is called, its rows."""

    partner_id: int
    staff_id: int
    name: str
    total: int
    sealed: bytes


def add(connection: Connection, new: NewImport, now: datetime) -> int:
    """Keep it; returns its number."""
    statement = insert(handover_imports).values(
        partner_id=new.partner_id,
        staff_id=new.staff_id,
        name=new.name,
        total=new.total,
        sealed=new.sealed,
        created_at=now,
    )
    return connection.execute(statement.returning(handover_imports.c.id)).scalar_one()


def waiting(connection: Connection) -> int | None:
    """The oldest import with rows to file."""
    undone = select(handover_imports.c.id).where(handover_imports.c.finished_at.is_(None))
    return connection.execute(undone.order_by(handover_imports.c.id).limit(1)).scalar_one_or_none()


def one(connection: Connection, import_id: int) -> StoredImport | None:
    """The import of that number."""
    row = connection.execute(_imports().where(handover_imports.c.id == import_id)).one_or_none()
    return _import(row) if row else None


def of_partners(connection: Connection, partners: Sequence[int], most: int) -> list[StoredImport]:
    """The latest imports of these partners, without their rows."""
    mine = _imports().where(handover_imports.c.partner_id.in_(partners))
    found = connection.execute(mine.order_by(handover_imports.c.id.desc()).limit(most))
    return [_import(row) for row in found]


def done(connection: Connection, import_id: int) -> set[int]:
    """The positions of the rows that are filed or refused."""
    mine = handover_import_rows.c.import_id == import_id
    return set(connection.execute(select(handover_import_rows.c.position).where(mine)).scalars())


def settle(connection: Connection, import_id: int, result: RowResult, case_id: int | None) -> None:
    """Write down what became of a row. Raises IntegrityError when somebody else did."""
    connection.execute(
        insert(handover_import_rows).values(
            import_id=import_id,
            position=result.position,
            place=result.place[:80],
            external_number=result.external_number,
            outcome=result.outcome,
            case_id=case_id,
            message=result.message[:300],
        )
    )


def finish(connection: Connection, import_id: int, now: datetime) -> None:
    """All rows are done: forget what they said."""
    mine = handover_imports.c.id == import_id
    connection.execute(update(handover_imports).where(mine).values(sealed=None, finished_at=now))


def results(connection: Connection, import_id: int, limit: int, offset: int) -> list[RowResult]:
    """What became of the rows, in their order."""
    rows = connection.execute(
        select(handover_import_rows, cases.c.number)
        .select_from(handover_import_rows.outerjoin(cases, cases.c.id == handover_import_rows.c.case_id))
        .where(handover_import_rows.c.import_id == import_id)
        .order_by(handover_import_rows.c.position)
        .limit(limit)
        .offset(offset)
    )
    return [
        RowResult(row.position, row.place, row.external_number, row.outcome, row.number, row.message)
        for row in rows
    ]


def counts(connection: Connection, import_id: int) -> dict[str, int]:
    """How many rows came to which outcome."""
    rows = connection.execute(
        select(handover_import_rows.c.outcome, func.count())
        .where(handover_import_rows.c.import_id == import_id)
        .group_by(handover_import_rows.c.outcome)
    )
    return {str(outcome): int(count) for outcome, count in rows}


def _imports() -> Any:
    settled = (
        select(func.count())
        .select_from(handover_import_rows)
        .where(handover_import_rows.c.import_id == handover_imports.c.id)
        .scalar_subquery()
    )
    return select(handover_imports, settled.label("done"))


def _import(row: Row[*tuple[Any, ...]]) -> StoredImport:
    return StoredImport(
        id=row.id,
        partner_id=row.partner_id,
        name=row.name,
        total=row.total,
        done=row.done,
        sealed=bytes(row.sealed) if row.sealed else None,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
