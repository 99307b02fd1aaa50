"""How many days answers took, counted in the database from the limits that they ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, Select, case, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from intake.store.cases.case_filters import Wanted, conditions
from intake.store.cases.casework_tables import case_clocks
from intake.store.tables import cases

Clocks = Sequence[tuple[str, str]]


class local_days(FunctionElement[int]):  # noqa: N801 - used like any function of SQL
    """Days from one instant to another, counted by their dates in China Standard Time."""

    inherit_cache = True
    type = Integer()


@compiles(local_days, "sqlite")
def _in_sqlite(element: local_days, compiler: SQLCompiler, **options: Any) -> str:
    first, last = (compiler.process(each, **options) for each in element.clauses)
    begun = (f"julianday({each}, '+8 hours', 'start of day')" for each in (last, first))
    return f"CAST({' - '.join(begun)} AS INTEGER)"


@compiles(local_days, "postgresql")
def _in_postgresql(element: local_days, compiler: SQLCompiler, **options: Any) -> str:
    first, last = (compiler.process(each, **options) for each in element.clauses)
    zone = "AT TIME ZONE 'Asia/Shanghai'"
    return f"(({last} {zone})::date - ({first} {zone})::date)"


_DAYS: ColumnElement[int] = local_days(case_clocks.c.started_at, case_clocks.c.stopped_at)
_LATE = case((case_clocks.c.stopped_at > case_clocks.c.due_at, 1), else_=0)


def by_days(
    connection: Connection, wanted: Wanted, clocks: Clocks, since: datetime, until: datetime
) -> dict[tuple[int, bool], int]:
    """How many limits that ended from `since` on and before `until` took how many days, and whether they
    ended too late."""
    stopped = case_clocks.c.stopped_at
    facts = (
        _ended(clocks, _DAYS.label("days"), _LATE.label("late"))
        .join(cases, cases.c.id == case_clocks.c.case_id)
        .where(stopped >= since, stopped < until, *conditions(wanted))
        .subquery()
    )
    counted = select(facts.c.days, facts.c.late, func.count().label("times"))
    rows = connection.execute(counted.group_by(facts.c.days, facts.c.late))
    return {(row.days, bool(row.late)): row.times for row in rows}


def _ended(clocks: Clocks, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    kind = case_clocks.c.profile + "/" + case_clocks.c.clock
    named = kind.in_(["/".join(each) for each in clocks])
    return select(*columns).select_from(case_clocks).where(case_clocks.c.stopped_at.is_not(None), named)
