"""Supporting tasks (policy, article 8): the lead or its office asks other organs, who reply to the lead.

All raise NotFound, NotPermitted, BadInput, BadTransition or StaleCase.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from intake.cases.clocks.local_time import end_of, local
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import holder_name, organ_owner
from intake.cases.permissions import Right, may
from intake.cases.tasks import EVENTS, HELPED, OPEN, Task, TaskAction, next_state
from intake.services.casework.step import find_case, refuse_accused, required, stale
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.cases import tasks as store
from intake.store.records import events
from intake.words import gettext as _
from registry import CalendarEnded

LONGEST_TEXT = 2000
MOST_DAYS = 60
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an organ is asked for. `department` is an id; `region` (a code) picks its organ, by default the
    one beside the lead; `days`: working days, by default those of the settings."""

    department: str
    text: str
    region: str | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Which:
    """A task of a case, with the version of it that was seen."""

    task_id: int
    version: int


def give(ctx: Context, staff: Staff, case_number: str, version: int, asked: Asked) -> int:
    """Ask an organ for its part; returns the new version of the case.

    Refused: the lead itself, whom the complaint accuses (信访工作条例 art. 30), an organ whose last task in
    the case is still open, and cases that are over. Raises BadInput (department, region, text, days).
    """
    said = required("text", tidy(asked.text), most=LONGEST_TEXT)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.GIVE_TASK)
        _still_helped(case)
        organ = _organ(ctx, connection, case, asked)
        due = _due(ctx, asked.days)
        if case.version != version or not cases.change(connection, case, ctx.now(), {}):
            raise stale()
        store.give(connection, store.NewTask(case.id, organ, said, staff.id, ctx.now(), due))
        facts = {"organ": _name(ctx, organ), "until": local(due - _INSTANT).date().isoformat()}
        events.record(connection, Recorded(Event.TASK_GIVEN, ctx.now(), case.id, staff.id, detail=facts))
    return case.version + 1


def reply(ctx: Context, staff: Staff, case_number: str, which: Which, text: str) -> None:
    """Answer a task of one's own organ; what was answered before is kept. Raises BadInput("text")."""
    said = required("text", tidy(text))
    with _task(ctx, staff, case_number, which, Right.READ_CASE) as step:
        if not may(staff, Right.REPLY_TASK) or step.task.organ != Owner(staff.region, staff.department):
            raise NotPermitted(_("这项任务由被请求的部门回复。"))
        step.take(TaskAction.REPLY, said)


def send_back(ctx: Context, staff: Staff, case_number: str, which: Which, again: Asked) -> None:
    """Ask for more than was replied, with a new due date. Of `again`, text and days count."""
    said = required("text", tidy(again.text), most=LONGEST_TEXT)
    with _task(ctx, staff, case_number, which, Right.GIVE_TASK) as step:
        _still_helped(step.case)
        step.take(TaskAction.RETURN, said, _due(ctx, again.days))


def withdraw(ctx: Context, staff: Staff, case_number: str, which: Which, reason: str) -> None:
    """Call an open task off. Raises BadInput("text") without a reason."""
    said = required("text", tidy(reason), most=LONGEST_TEXT)
    with _task(ctx, staff, case_number, which, Right.GIVE_TASK) as step:
        step.take(TaskAction.WITHDRAW, said)


@dataclass(frozen=True, slots=True)
class _Step:
    """A task about to be changed, inside its transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    case: Case
    task: Task

    def take(self, action: TaskAction, text: str, due: datetime | None = None) -> None:
        """Bring the task to its next state, keep what was written, record it."""
        state, now = next_state(self.task.state, action), self.ctx.now()
        if not store.change(self.connection, self.task, state, due):
            raise stale()
        store.note(self.connection, self.task.id, action, text, (self.staff.id, now))
        facts = {"organ": _name(self.ctx, self.task.organ)}
        line = Recorded(EVENTS[action], now, self.case.id, self.staff.id, detail=facts)
        events.record(self.connection, line)


@contextmanager
def _task(ctx: Context, staff: Staff, case_number: str, which: Which, right: Right) -> Iterator[_Step]:
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, right)
        found = {each.id: each for each in store.of_case(connection, case.id)}
        if which.task_id not in found:
            raise NotFound(_("没有这项任务。"))
        yield _Step(ctx, connection, staff, case, replace(found[which.task_id], version=which.version))


def _still_helped(case: Case) -> None:
    if case.state not in HELPED:
        raise BadTransition(_("这件投诉现在不能请其他部门配合。"))


def _organ(ctx: Context, connection: Connection, case: Case, asked: Asked) -> Owner:
    try:
        region = asked.region or case.owner.region
        organ = organ_owner(ctx.registry, asked.department, region, ctx.today())
    except KeyError:
        raise BadInput("department", _("这个地区没有这个部门，请重新选择。")) from None
    if organ == case.owner:
        raise BadInput("department", _("这件投诉就由它牵头，请选择别的部门。"))
    refuse_accused(ctx, case, organ)
    if any(each.organ == organ and each.state in OPEN for each in store.of_case(connection, case.id)):
        raise BadInput("department", _("已经请这个部门配合，还没有回复。"))
    return organ


def _due(ctx: Context, days: int | None) -> datetime:
    """24:00 of the last working day; the day of asking does not count."""
    count = ctx.settings.casework.task_days if days is None else days
    if not 1 <= count <= MOST_DAYS:
        raise BadInput("days", _("请填 1 到 {most} 个工作日。").format(most=MOST_DAYS))
    try:
        return end_of(ctx.registry.calendar.add_working_days(local(ctx.now()).date(), count))
    except CalendarEnded as ended:
        raise BadInput("days", str(ended)) from None


def _name(ctx: Context, organ: Owner) -> str:
    return holder_name(organ, ctx.registry, ctx.today())
