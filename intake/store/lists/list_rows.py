"""Rows of drafts, changed by whoever holds the draft. None is ever lost: what is removed stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from intake.lists.draft import ListRow
from intake.lists.model import HEADINGS, DraftRow
from intake.lists.states import OVER
from intake.store.lists.list_tables import list_drafts, list_rows
from intake.store.tables import users


def of_draft(connection: Connection, draft_id: int, *, removed: bool = False) -> tuple[ListRow, ...]:
    """The rows in their order; with `removed`, those taken out instead."""
    mine = _rows().where(list_rows.c.draft_id == draft_id, list_rows.c.removed.is_(removed))
    found = connection.execute(mine.order_by(list_rows.c.position, list_rows.c.id))
    return tuple(_row(row) for row in found)


def one(connection: Connection, draft_id: int, key: str) -> ListRow | None:
    """The row of that key, removed or not."""
    found = _rows().where(list_rows.c.draft_id == draft_id, list_rows.c.key == key)
    row = connection.execute(found).first()
    return _row(row) if row else None


def add(connection: Connection, draft_id: int, rows: Sequence[DraftRow], by: Mapping[str, Any]) -> None:
    """Keep new rows at the end; `by`: who wrote them and when."""
    mine = list_rows.c.draft_id == draft_id
    last = connection.execute(
        select(func.coalesce(func.max(list_rows.c.position), 0)).where(mine)
    ).scalar_one()
    values = [
        {"draft_id": draft_id, "position": place, "version": 1, "removed": False, **by, **asdict(row)}
        for place, row in enumerate(rows, start=last + 1)
    ]
    if values:
        connection.execute(insert(list_rows), values)


def save(connection: Connection, draft_id: int, row: DraftRow, by: Mapping[str, Any]) -> None:
    """Write a row's cells."""
    _change(connection, draft_id, [row.key], {**cells_of(row), **by})


def remove(connection: Connection, draft_id: int, keys: Collection[str], by: Mapping[str, Any]) -> None:
    """Take rows out of the list."""
    _change(connection, draft_id, keys, {"removed": True, **by})


def put_back(connection: Connection, draft_id: int, key: str, by: Mapping[str, Any]) -> None:
    """Put a removed row back at the end."""
    mine = list_rows.c.draft_id == draft_id
    last = select(func.max(list_rows.c.position) + 1).where(mine).scalar_subquery()
    _change(connection, draft_id, [key], {"removed": False, "position": last, **by})


def place(connection: Connection, draft_id: int, keys: Sequence[str]) -> None:
    """Lay the rows down in this order. Places are no part of a row's version."""
    for number, key in enumerate(keys, start=1):
        mine = (list_rows.c.draft_id == draft_id, list_rows.c.key == key)
        connection.execute(update(list_rows).where(*mine).values(position=number))


def ids_given_out(connection: Connection) -> frozenset[str]:
    """The item ids in all drafts under way."""
    under_way = select(list_drafts.c.id).where(list_drafts.c.state.not_in(OVER))
    ids = select(list_rows.c.item).where(list_rows.c.draft_id.in_(under_way)).distinct()
    return frozenset(connection.execute(ids).scalars())


def cells_of(row: DraftRow) -> dict[str, str]:
    """The cells as columns."""
    return {name: getattr(row, name) for name in HEADINGS}


def _change(connection: Connection, draft_id: int, keys: Collection[str], values: Mapping[str, Any]) -> None:
    mine = (list_rows.c.draft_id == draft_id, list_rows.c.key.in_(list(keys)))
    counted = {**values, "version": list_rows.c.version + 1}
    connection.execute(update(list_rows).where(*mine).values(**counted))


def _rows() -> Select[*tuple[Any, ...]]:
    return select(list_rows, users.c.name).join(users, users.c.id == list_rows.c.written_by)


def _row(row: Row[*tuple[Any, ...]]) -> ListRow:
    return ListRow(
        row=DraftRow(row.key, **{name: getattr(row, name) for name in HEADINGS}),
        position=row.position,
        version=row.version,
        written_by=row.written_by,
        writer=row.name,
        written_at=row.written_at,
        removed=row.removed,
    )
