"""A few rows in every table: what a migration, a move or a backup must carry, made from the schema itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    Table,
    insert,
    select,
)

from intake.store.base import UtcDateTime
from intake.store.schema import metadata

ROWS = 3
CHAINED = ("events", "audit_head")  # only the product writes the record
AT = datetime(2026, 11, 23, 2, 0, 0, 123456, tzinfo=UTC)


def fill(connection: Connection) -> None:
    """Three rows in every table that has none."""
    for table in metadata.sorted_tables:
        if table.name not in CHAINED and connection.execute(select(table).limit(1)).first() is None:
            parents = _parents(connection, table)
            rows = [
                {each.name: _value(each, number, parents) for each in table.columns} for number in range(ROWS)
            ]
            connection.execute(insert(table), rows)


def _parents(connection: Connection, table: Table) -> dict[str, list[Any]]:
    """For each column that refers to another table, what it may say."""
    found = {}
    for key in table.foreign_keys:
        known = select(key.column).order_by(key.column).limit(ROWS)
        found[key.parent.name] = list(connection.execute(known).scalars())
    return found


def _row(table: Table, number: int, parents: dict[str, list[Any]]) -> dict[str, Any]:
    return {each.name: _value(each, number, parents) for each in table.columns}


def _value(column: Column[Any], number: int, parents: dict[str, list[Any]]) -> Any:
    if column.name in parents:
        if column.unique and number >= len(parents[column.name]):
            return None
        second = "review" in column.name  # is always another person
        return parents[column.name][(number + second) % len(parents[column.name])]
    if column.nullable and not column.primary_key and number == ROWS - 1:
        return None
    return _made(column, number)


def _made(column: Column[Any], number: int) -> Any:
    """Of the column's type, another one in each row; texts with what databases stumble over."""
    made = next((make for kind, make in _MAKERS if isinstance(column.type, kind)), None)
    if made:
        return made(number)
    text = f"{number}·字\t\\N\n'\"😀"
    return text[: getattr(column.type, "length", None) or len(text)]


_MAKERS: tuple[tuple[type, Callable[[int], Any]], ...] = (
    (UtcDateTime, lambda number: AT.replace(microsecond=number)),
    (Date, lambda number: date(2026, 2, 28 - number)),
    (Boolean, lambda number: number % 2 == 0),
    (JSON, lambda number: {"键": ["值", number, 1.5, None, "引号\"' 反斜杠\\ 换行\n"]}),
    (LargeBinary, lambda number: bytes(range(256)) + bytes([number])),
    (Float, lambda number: 34.7466 + number / 3),
    (Integer, lambda number: number + 1),
)
