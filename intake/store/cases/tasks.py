"""Supporting tasks: given once, changed only from the version that was seen, listed by organ or lateness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.cases.states import State
from intake.cases.tasks import ENDS_TASKS, OPEN, Task, TaskAction, TaskNote, TaskState
from intake.store.cases.case_filters import Reach, Wanted, conditions
from intake.store.cases.tasks_table import case_tasks, task_notes
from intake.store.tables import cases, users

MOST = 200  # in one list


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task about to be given."""

    case_id: int
    organ: Owner
    text: str
    given_by: int
    given_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class TaskOfCase:
    """A task in a list, with what its reader needs to know of the case."""

    task: Task
    case_id: int
    case_number: str
    case_state: State
    lead: Owner
    matter: str | None
    region: str | None
    address: str


def give(connection: Connection, new: NewTask) -> int:
    """Keep a new task; returns its id."""
    statement = insert(case_tasks).values(
        case_id=new.case_id,
        region=new.organ.region,
        department=new.organ.department,
        text=new.text,
        state=TaskState.GIVEN,
        version=1,
        given_at=new.given_at,
        given_by=new.given_by,
        due_at=new.due_at,
    )
    return connection.execute(statement.returning(case_tasks.c.id)).scalar_one()


def change(connection: Connection, task: Task, state: TaskState, due_at: datetime | None = None) -> bool:
    """Bring a task to a state, with a new due date if given; False when somebody changed it meanwhile."""
    anew = {"due_at": due_at, "stalled_at": None} if due_at else {}
    result = connection.execute(
        update(case_tasks)
        .where(case_tasks.c.id == task.id, case_tasks.c.version == task.version)
        .values(state=state, version=task.version + 1, **anew)
    )
    return result.rowcount == 1


def note(
    connection: Connection, task_id: int, action: TaskAction, text: str, by: tuple[int, datetime]
) -> None:
    """Keep what was written with a step; `by` is who and when."""
    staff_id, at = by
    connection.execute(
        insert(task_notes).values(task_id=task_id, action=action, text=text, at=at, staff_id=staff_id)
    )


def stall(connection: Connection, task_ids: Sequence[int], now: datetime) -> set[int]:
    """Mark tasks as found late; returns those that nobody else had marked meanwhile."""
    unmarked = (case_tasks.c.id.in_(task_ids), case_tasks.c.stalled_at.is_(None))
    marked = update(case_tasks).where(*unmarked).values(stalled_at=now).returning(case_tasks.c.id)
    return set(connection.execute(marked).scalars())


def call_off(connection: Connection, case_id: int) -> list[Owner]:
    """Call off what is still open in a case that is over; returns whom it was asked of."""
    still = (case_tasks.c.case_id == case_id, case_tasks.c.state.in_(OPEN))
    rows = connection.execute(
        update(case_tasks)
        .where(*still)
        .values(state=TaskState.WITHDRAWN, version=case_tasks.c.version + 1)
        .returning(case_tasks.c.region, case_tasks.c.department)
    )
    return [Owner(row.region, row.department) for row in rows]


def supporting(connection: Connection, case_id: int) -> frozenset[Owner]:
    """The organs that have a task in a case which was not called off."""
    there = (case_tasks.c.case_id == case_id, case_tasks.c.state != TaskState.WITHDRAWN)
    rows = connection.execute(select(case_tasks.c.region, case_tasks.c.department).where(*there))
    return frozenset(Owner(row.region, row.department) for row in rows)


def of_case(connection: Connection, case_id: int) -> tuple[Task, ...]:
    """Every task of a case, in the order they were given."""
    found = _listing().where(case_tasks.c.case_id == case_id).order_by(case_tasks.c.id)
    return tuple(each.task for each in _all(connection, found))


def open_of(connection: Connection, organ: Owner, *, restricted_too: bool) -> tuple[TaskOfCase, ...]:
    """What an organ is asked for, the earliest due first; at most MOST."""
    asked = (case_tasks.c.region == organ.region, case_tasks.c.department == organ.department)
    return _open(connection, [*asked, *(() if restricted_too else (cases.c.restricted.is_(False),))])


def open_in(connection: Connection, within: Reach) -> tuple[TaskOfCase, ...]:
    """What is open in the cases of somebody's reach, the earliest due first; at most MOST."""
    return _open(connection, conditions(Wanted(within)))


def late(connection: Connection, now: datetime, within: Reach | None = None) -> tuple[TaskOfCase, ...]:
    """What should have been answered by now, in somebody's reach or anywhere; at most MOST."""
    reach = conditions(Wanted(within)) if within else []
    return _open(connection, [case_tasks.c.due_at <= now, *reach])


def not_yet_marked(connection: Connection, now: datetime) -> tuple[TaskOfCase, ...]:
    """What is late and not marked as such; at most MOST."""
    return _open(connection, [case_tasks.c.due_at <= now, case_tasks.c.stalled_at.is_(None)])


def _open(connection: Connection, wanted: Iterable[ColumnElement[bool]]) -> tuple[TaskOfCase, ...]:
    found = _listing().where(case_tasks.c.state.in_(OPEN), cases.c.state.not_in(ENDS_TASKS), *wanted)
    return _all(connection, found.order_by(case_tasks.c.due_at, case_tasks.c.id).limit(MOST))


def _listing() -> Select[*tuple[Any, ...]]:
    joined = case_tasks.join(cases).join(users, users.c.id == case_tasks.c.given_by)
    return select(
        case_tasks,
        users.c.name.label("given_by_name"),
        cases.c.number,
        cases.c.state.label("case_state"),
        cases.c.owner_region,
        cases.c.owner_department,
        cases.c.matter,
        cases.c.region.label("case_region"),
        cases.c.address,
    ).select_from(joined)


def _all(connection: Connection, found: Select[*tuple[Any, ...]]) -> tuple[TaskOfCase, ...]:
    rows = connection.execute(found).all()
    notes = _notes(connection, [row.id for row in rows])
    return tuple(_listed(row, notes[row.id]) for row in rows)


def _notes(connection: Connection, task_ids: Sequence[int]) -> defaultdict[int, list[TaskNote]]:
    found: defaultdict[int, list[TaskNote]] = defaultdict(list)
    wanted = select(task_notes, users.c.name).join(users).where(task_notes.c.task_id.in_(task_ids))
    for row in connection.execute(wanted.order_by(task_notes.c.id)) if task_ids else ():
        found[row.task_id].append(TaskNote(TaskAction(row.action), row.text, row.at, row.name))
    return found


def _listed(row: Row[*tuple[Any, ...]], notes: Sequence[TaskNote]) -> TaskOfCase:
    return TaskOfCase(
        task=Task(
            id=row.id,
            version=row.version,
            organ=Owner(row.region, row.department),
            text=row.text,
            state=TaskState(row.state),
            given_at=row.given_at,
            given_by=row.given_by_name,
            due_at=row.due_at,
            stalled_at=row.stalled_at,
            notes=tuple(notes),
        ),
        case_id=row.case_id,
        case_number=row.number,
        case_state=State(row.case_state),
        lead=Owner(row.owner_region, row.owner_department),
        matter=row.matter,
        region=row.case_region,
        address=row.address,
    )
