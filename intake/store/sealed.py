"""Every sealed column, for key rotation: walked in batches, rewritten where nobody else did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select, update

from intake.store.desk.notes_table import case_notes, desk_drafts
from intake.store.filing.waiting_table import waiting_filings
from intake.store.partners.partner_tables import handover_imports, partner_hooks
from intake.store.staff.second_factor_table import second_factors
from intake.store.tables import contacts, drafts


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A table with its key column and the column that holds sealed bytes."""

    table: Table
    key: Column[Any]
    sealed: Column[Any]


COLUMNS = (
    SealedColumn(contacts, contacts.c.case_id, contacts.c.sealed),
    SealedColumn(drafts, drafts.c.id, drafts.c.sealed),
    SealedColumn(case_notes, case_notes.c.id, case_notes.c.sealed),
    SealedColumn(desk_drafts, desk_drafts.c.id, desk_drafts.c.sealed),
    SealedColumn(second_factors, second_factors.c.user_id, second_factors.c.sealed),
    SealedColumn(partner_hooks, partner_hooks.c.partner_id, partner_hooks.c.sealed),
    SealedColumn(handover_imports, handover_imports.c.id, handover_imports.c.sealed),
    SealedColumn(waiting_filings, waiting_filings.c.id, waiting_filings.c.sealed),
)


def count(connection: Connection) -> int:
    """How many sealed values there are."""
    return sum(
        connection.execute(select(func.count(each.sealed)).select_from(each.table)).scalar_one()
        for each in COLUMNS
    )


def values(connection: Connection, size: int) -> Iterator[bytes]:
    """Every sealed value."""
    for column in COLUMNS:
        after = -1
        while rows := _batch(connection, column, after, size):
            yield from (sealed for _key, sealed in rows)
            after = rows[-1][0]


def rewrite(
    connection: Connection, column: SealedColumn, after: int, size: int, change: Callable[[bytes], bytes]
) -> tuple[int, int] | None:
    """Rewrite the values whose row keys follow `after`, at most `size`; None when there are none.

    Returns the last key and the number of values seen. A value that changed meanwhile is left as it is:
    whoever wrote it sealed it anew.
    """
    rows = _batch(connection, column, after, size)
    for key, sealed in rows:
        changed = change(sealed)
        if changed != sealed:
            same = (column.key == key, column.sealed == sealed)
            connection.execute(update(column.table).where(*same).values({column.sealed: changed}))
    return (rows[-1][0], len(rows)) if rows else None


def _batch(connection: Connection, column: SealedColumn, after: int, size: int) -> list[tuple[int, bytes]]:
    wanted = select(column.key, column.sealed).where(column.key > after, column.sealed.is_not(None))
    rows = connection.execute(wanted.order_by(column.key).limit(size))
    return [(key, bytes(sealed)) for key, sealed in rows]
