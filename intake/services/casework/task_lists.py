"""Supporting tasks as people see them: of one case, of an organ, and those that are late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.events import Event, Recorded
from intake.cases.model import ORGAN_ROLES, Case, Owner, Role, Staff
from intake.cases.ownership import holder_name, organ_owner, place_name
from intake.cases.permissions import Right, may
from intake.cases.reach import within_reach
from intake.cases.restricted import accused_in, barred
from intake.cases.tasks import HELPED, Task, TaskAction, TaskState, allows
from intake.services.casework.step import find_case, lineage, standing
from intake.services.context import Context
from intake.services.desk.asking import reach_of
from intake.store.cases import tasks as store
from intake.store.cases.case_filters import Reach
from intake.store.cases.tasks import TaskOfCase
from intake.store.records import events


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task of a case, and what the reader may do with it."""

    task: Task
    organ: str
    late: bool
    may: tuple[TaskAction, ...]


@dataclass(frozen=True, slots=True)
class TasksOfCase:
    """Everything asked of others in a case; `version` is the case's. `may_give`: the reader may ask more."""

    version: int
    may_give: bool
    tasks: tuple[TaskView, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list: who is asked by whom in which case, and whether it is late."""

    id: int
    case_number: str
    matter: str | None
    place: str
    organ: str
    lead: str
    text: str
    state: TaskState
    given_at: datetime
    due_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Which departments (ids) the list item names as supporting, and in which regions organs can be asked."""

    departments: tuple[str, ...]
    regions: tuple[str, ...]


def of_case(ctx: Context, staff: Staff, case_number: str) -> TasksOfCase:
    """The tasks of a case, in the order they were given. A supporting organ sees its own only.

    Raises NotFound or NotPermitted.
    """
    own = Owner(staff.region, staff.department)
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        leads = within_reach(staff, standing(ctx, connection, case))
        found = store.of_case(connection, case.id)
    gives = leads and may(staff, Right.GIVE_TASK)
    return TasksOfCase(
        version=case.version,
        may_give=gives and case.state in HELPED,
        tasks=tuple(
            TaskView(
                each, _name(ctx, each.organ), each.is_late(ctx.now()), _open_to(staff, case, each, gives)
            )
            for each in found
            if leads or each.organ == own
        ),
    )


def proposed(ctx: Context, staff: Staff, case_number: str) -> Proposal:
    """Whom to ask: what the case's list item names comes first. Raises NotFound or NotPermitted."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.GIVE_TASK)
    item = ctx.registry.items.get(case.certificate.item or "")
    named = item.supporting if item else ()
    return Proposal(
        departments=tuple(each for each in named if _can_help(ctx, case, each)),
        regions=tuple(
            dict.fromkeys((case.owner.region, *lineage(ctx, case.certificate.region or case.owner.region)))
        ),
    )


def asked_of(ctx: Context, staff: Staff) -> tuple[TaskRow, ...]:
    """What the person's organ is asked for and has not answered, the earliest due first.

    In restricted cases only for those who may handle such cases.
    """
    if not may(staff, Right.REPLY_TASK) or staff.department is None:
        return ()
    trusted, organ = may(staff, Right.HANDLE_RESTRICTED), Owner(staff.region, staff.department)
    with ctx.database.reading() as connection:
        found = store.open_of(connection, organ, restricted_too=trusted)
    return _rows(ctx, found)


def asked_by(ctx: Context, staff: Staff) -> tuple[TaskRow, ...]:
    """What others have not answered yet in the cases of the person's organ."""
    if staff.role not in ORGAN_ROLES or not may(staff, Right.GIVE_TASK):
        return ()
    with ctx.database.reading() as connection:
        return _rows(ctx, store.open_in(connection, reach_of(ctx, staff)))


def stalled_tasks(ctx: Context, regions: Sequence[str]) -> tuple[TaskRow, ...]:
    """What supporting organs owe past its due date, in cases that offices of these regions reach.

    The earliest due first, at most 200.
    """
    with ctx.database.reading() as connection:
        return _rows(ctx, store.late(connection, ctx.now(), Reach(regions)))


def stalled_for(ctx: Context, staff: Staff) -> tuple[TaskRow, ...]:
    """The same for the office of a coordinator; nothing for others."""
    if staff.role is not Role.COORDINATOR:
        return ()
    return stalled_tasks(ctx, reach_of(ctx, staff).regions)


def record_stalled(ctx: Context, tell: Callable[[Connection, TaskOfCase], None]) -> int:
    """Put on the record what has become late since the last time; returns how many. For the sweep.

    Each due date is recorded once (TASK_STALLED), and `tell` called in the same transaction, which tells the
    coordinating office (policy, article 8).
    """
    now = ctx.now()
    with ctx.database.writing() as connection:
        late = store.not_yet_marked(connection, now)
        marked = store.stall(connection, [each.task.id for each in late], now) if late else set()
        found = [each for each in late if each.task.id in marked]
        for each in found:
            tell(connection, each)
        if found:
            events.record(connection, *(_stalled(ctx, each) for each in found))
    return len(found)


def _stalled(ctx: Context, each: TaskOfCase) -> Recorded:
    return Recorded(
        Event.TASK_STALLED, ctx.now(), each.case_id, detail={"organ": _name(ctx, each.task.organ)}
    )


def _open_to(staff: Staff, case: Case, task: Task, gives: bool) -> tuple[TaskAction, ...]:
    own = may(staff, Right.REPLY_TASK) and task.organ == Owner(staff.region, staff.department)
    again = gives and case.state in HELPED
    by = {TaskAction.REPLY: own, TaskAction.RETURN: again, TaskAction.WITHDRAW: gives}
    return tuple(action for action in TaskAction if by[action] and allows(task.state, action))


def _can_help(ctx: Context, case: Case, department: str) -> bool:
    try:
        organ = organ_owner(ctx.registry, department, case.owner.region, ctx.today())
    except KeyError:
        return False
    return organ != case.owner and not barred(accused_in(case.certificate, ctx.registry, ctx.today()), organ)


def _rows(ctx: Context, found: Iterable[TaskOfCase]) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(
            id=each.task.id,
            case_number=each.case_number,
            matter=each.matter,
            place=" ".join(filter(None, (place_name(each.region, ctx.registry), each.address))),
            organ=_name(ctx, each.task.organ),
            lead=_name(ctx, each.lead),
            text=each.task.text,
            state=each.task.state,
            given_at=each.task.given_at,
            due_at=each.task.due_at,
            late=each.task.is_late(ctx.now()),
        )
        for each in found
    )


def _name(ctx: Context, organ: Owner) -> str:
    return holder_name(organ, ctx.registry, ctx.today())
