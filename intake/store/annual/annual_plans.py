"""Work plans as rows: begun once a department and year, changed only from the version that was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.annual.model import DoneMark, DraftPlan, DraftTask, PlanTask, Unit
from intake.annual.states import State
from intake.store.annual import annual_papers as papers
from intake.store.annual.annual_tables import annual_plans, plan_marks, plan_tasks


def one(connection: Connection, unit: Unit, year: int) -> DraftPlan | None:
    """The plan of a unit for a year."""
    row = papers.of_unit(connection, annual_plans, unit, year)
    return _whole(connection, row) if row else None


def held(connection: Connection, unit: Unit, year: int) -> DraftPlan | None:
    """The same, kept from every other writer until the transaction ends."""
    papers.hold(connection, annual_plans, unit, year)
    return one(connection, unit, year)


def begin(connection: Connection, unit: Unit, year: int, staff_id: int) -> None:
    """Make an empty plan; nothing when there is one already."""
    papers.begin(connection, annual_plans, unit, year, staff_id, "goals", "number", "grounds", "reason")


def change(connection: Connection, seen: DraftPlan, values: Mapping[str, Any]) -> bool:
    """Set columns if nobody changed the plan since `seen` was read; False when somebody did."""
    return papers.change(connection, annual_plans, seen, values)


def add_task(connection: Connection, plan_id: int, task: PlanTask) -> None:
    """Add a task at the end."""
    connection.execute(insert(plan_tasks).values(plan_id=plan_id, **_columns(task)))


def set_task(connection: Connection, plan_id: int, task_id: int, task: PlanTask) -> bool:
    """Change a task; False when the plan has none such."""
    same = (plan_tasks.c.plan_id == plan_id, plan_tasks.c.id == task_id)
    return connection.execute(update(plan_tasks).where(*same).values(**_columns(task))).rowcount == 1


def drop_task(connection: Connection, plan_id: int, task_id: int) -> bool:
    """Remove a task; False when the plan has none such."""
    same = (plan_tasks.c.plan_id == plan_id, plan_tasks.c.id == task_id)
    return connection.execute(delete(plan_tasks).where(*same)).rowcount == 1


def set_mark(connection: Connection, plan_id: int, done: DoneMark) -> None:
    """Keep that a mark was done, in place of what was kept before."""
    said = {"done_on": done.done_on, "text": done.text}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(plan_marks).values(plan_id=plan_id, mark=done.mark, **said)
    connection.execute(statement.on_conflict_do_update(index_elements=["plan_id", "mark"], set_=said))


def of_regions(connection: Connection, regions: Iterable[str], year: int) -> list[DraftPlan]:
    """The plans for a year of units in these regions."""
    wanted = (annual_plans.c.year == year, annual_plans.c.region.in_(list(regions)))
    return [_whole(connection, row) for row in connection.execute(select(annual_plans).where(*wanted)).all()]


def unwritten(connection: Connection) -> list[DraftPlan]:
    """The plans that were declared public and are not yet so in the content, as they were begun."""
    due = (annual_plans.c.published_on.is_not(None), annual_plans.c.written_at.is_(None))
    rows = connection.execute(select(annual_plans).where(*due).order_by(annual_plans.c.id)).all()
    return [_whole(connection, row) for row in rows]


def set_written(connection: Connection, seen: DraftPlan, now: datetime) -> bool:
    """Note that the content has what was seen; False when it changed meanwhile."""
    return papers.set_written(connection, annual_plans, seen, now)


def _columns(task: PlanTask) -> dict[str, Any]:
    return {
        "task": task.task,
        "measures": task.measures,
        "matters": list(task.items),
        "due_on": task.due_on,
        "status": task.status,
        "progress": task.progress,
    }


def _whole(connection: Connection, row: Row[*tuple[Any, ...]]) -> DraftPlan:
    tasks = connection.execute(
        select(plan_tasks).where(plan_tasks.c.plan_id == row.id).order_by(plan_tasks.c.id)
    )
    marks = connection.execute(select(plan_marks).where(plan_marks.c.plan_id == row.id))
    return DraftPlan(
        id=row.id,
        unit=Unit(row.region, row.department),
        year=row.year,
        version=row.version,
        state=State(row.state),
        goals=row.goals,
        tasks=tuple(
            DraftTask(t.id, PlanTask(t.task, t.measures, tuple(t.matters), t.due_on, t.status, t.progress))
            for t in tasks
        ),
        done={m.mark: DoneMark(m.mark, m.done_on, m.text) for m in marks},
        written_by=row.written_by,
        number=row.number,
        filed_on=row.filed_on,
        declared_by=row.declared_by,
        declared_text=row.declared_text,
        grounds=row.grounds,
        reason=row.reason,
        published_on=row.published_on,
        written_at=row.written_at,
    )
