"""What lies with organs whose work others took over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select, update

from intake.cases.model import Owner
from intake.cases.states import IN_HAND
from intake.cases.tasks import OPEN
from intake.store.cases.tasks_table import case_tasks
from intake.store.tables import cases


def cases_of(connection: Connection, department: str, regions: Collection[str]) -> list[int]:
    """The open cases that this department's organs in these regions have, by id."""
    theirs = (cases.c.owner_department == department, cases.c.owner_region.in_(regions))
    found = select(cases.c.id).where(*theirs, cases.c.state.in_(IN_HAND)).order_by(cases.c.id)
    return list(connection.execute(found).scalars())


def with_tasks(connection: Connection, department: str, regions: Collection[str]) -> list[str]:
    """The regions, of these, whose organ of this department has open tasks."""
    theirs = (case_tasks.c.department == department, case_tasks.c.region.in_(regions))
    found = select(case_tasks.c.region).distinct().where(*theirs, case_tasks.c.state.in_(OPEN))
    return sorted(connection.execute(found).scalars())


def hand_on_tasks(connection: Connection, old: Owner, new: Owner) -> list[int]:
    """Give an organ's open tasks to another; returns the cases they belong to."""
    theirs = (case_tasks.c.region == old.region, case_tasks.c.department == old.department)
    changed = (
        update(case_tasks)
        .where(*theirs, case_tasks.c.state.in_(OPEN))
        .values(region=new.region, department=new.department, version=case_tasks.c.version + 1)
        .returning(case_tasks.c.case_id)
    )
    return sorted(set(connection.execute(changed).scalars()))
