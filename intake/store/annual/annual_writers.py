"""Everybody who wrote in a special report or a work plan: none of them signs or reviews it."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.annual.model import DraftPlan
from intake.store.annual.annual_tables import plan_writers, report_writers


def wrote_report(connection: Connection, report_id: int, staff_id: int) -> None:
    """Keep that somebody wrote in a report, its public edition or its redaction list."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    said = make(report_writers).values(report_id=report_id, staff_id=staff_id)
    connection.execute(said.on_conflict_do_nothing())


def of_report(connection: Connection, report_id: int) -> tuple[int, ...]:
    """The ids of everybody who did."""
    found = select(report_writers.c.staff_id).where(report_writers.c.report_id == report_id)
    return tuple(connection.execute(found).scalars())


def wrote_plan(connection: Connection, plan: DraftPlan, staff_id: int) -> None:
    """Keep that somebody wrote in a plan, or of its progress."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    said = make(plan_writers).values(plan_id=plan.id, staff_id=staff_id)
    connection.execute(said.on_conflict_do_nothing())


def of_plan(connection: Connection, plan: DraftPlan) -> tuple[int, ...]:
    """The ids of everybody who did."""
    found = select(plan_writers.c.staff_id).where(plan_writers.c.plan_id == plan.id)
    return tuple(connection.execute(found).scalars())
