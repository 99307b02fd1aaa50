"""Work plans (policy, article 10): written, filed with the coordinating office of the level, followed.

All take (ctx, staff, number of what is owed, the plan's version that was seen) and raise NotFound,
NotPermitted, BadTransition, BadInput, StaleCase.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from intake.annual.model import DoneMark, DraftPlan
from intake.annual.states import PLAN, Act, State, check_second_person
from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotFound
from intake.cases.model import Staff
from intake.services.annual.publishing import plan_of
from intake.services.annual.standing import after, due, line, public_words, stale
from intake.services.casework.step import required
from intake.services.context import Context
from intake.store.annual import annual_plans as store
from intake.store.annual import annual_writers
from intake.store.records import events
from intake.words import gettext as _
from registry import Obligation, PlanTask, led_items, plan_text
from registry.annual.model import MARKS, STATUSES

MOST_TASKS = 100


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step on a plan, in a transaction."""

    ctx: Context
    connection: Connection
    staff: Staff
    owed: Obligation
    plan: DraftPlan
    act: Act
    state: State

    def take(self, values: Mapping[str, Any] | None = None, **facts: str) -> None:
        """Change the plan and record it. Raises StaleCase."""
        if not store.change(self.connection, self.plan, {"state": self.state, **(values or {})}):
            raise stale()
        if event := PLAN[self.act].event:
            events.record(self.connection, line(self.ctx, self.staff, self.owed, event, **facts))

    def write(self, values: Mapping[str, Any] | None = None, **facts: str) -> None:
        """The same, of who writes in the plan: they cannot declare it public."""
        self.take(values, **facts)
        annual_writers.wrote_plan(self.connection, self.plan, self.staff.id)


def save_goals(ctx: Context, staff: Staff, number: str, version: int, goals: str) -> None:
    """Keep the year's goals; the first writer begins the plan (version 0)."""
    said = required("goals", tidy(goals), most=4000)
    with _step(ctx, staff, number, version, Act.EDIT) as step:
        step.write({"goals": said, "written_by": staff.id})


def add_task(ctx: Context, staff: Staff, number: str, version: int, task: PlanTask) -> None:
    """Add a key task with its measures."""
    with _step(ctx, staff, number, version, Act.EDIT) as step:
        if len(step.plan.tasks) >= MOST_TASKS:
            raise BadTransition(_("任务太多了，请合并一些。"))
        store.add_task(step.connection, step.plan.id, _checked(ctx, step.owed, task))
        step.write({"written_by": staff.id})


def remove_task(ctx: Context, staff: Staff, number: str, version: int, task_id: int) -> None:
    """Take a task out of a plan that is not filed yet."""
    with _step(ctx, staff, number, version, Act.EDIT) as step:
        if not store.drop_task(step.connection, step.plan.id, task_id):
            raise NotFound(_("没有这项任务。"))
        step.write({"written_by": staff.id})


def submit(ctx: Context, staff: Staff, number: str, version: int) -> None:
    """Hand it to the coordinating office for filing."""
    with _step(ctx, staff, number, version, Act.SUBMIT) as step:
        if not step.plan.goals or not step.plan.tasks:
            raise BadTransition(_("目标和重点任务都要写。"))
        step.take({"reason": ""})


def send_back(ctx: Context, staff: Staff, number: str, version: int, reason: str) -> None:
    """The office wants it rewritten, and says why."""
    said = required("reason", tidy(reason), most=500)
    with _step(ctx, staff, number, version, Act.RETURN) as step:
        step.take({"reason": said}, reason=said)


def file(ctx: Context, staff: Staff, number: str, version: int, filing: tuple[str, date]) -> None:
    """The office files it: 备案号 and date."""
    filed_as, filed_on = required("filed_as", tidy(filing[0]), most=100), filing[1]
    if filed_on > ctx.today():
        raise BadInput("filed_on", _("备案日期不能晚于今天。"))
    with _step(ctx, staff, number, version, Act.FILE) as step:
        step.take({"number": filed_as, "filed_on": filed_on}, document=filed_as)


def report_progress(
    ctx: Context, staff: Staff, number: str, version: int, told: tuple[int, str, str]
) -> None:
    """Say how far a task is (its id, one of STATUSES, words); the next report begins with it.

    Of a public plan it stays inside until the plan is declared again.
    """
    task_id, status, progress = told
    if status not in STATUSES:
        raise BadInput("status", _("请选择进展情况。"))
    with _step(ctx, staff, number, version, Act.MARK) as step:
        found = next((each.task for each in step.plan.tasks if each.id == task_id), None)
        if found is None:
            raise NotFound(_("没有这项任务。"))
        words = _short("progress", progress, 1000)
        said = replace(found, status=status, progress=words)
        store.set_task(step.connection, step.plan.id, task_id, said)
        step.write()


def mark_done(ctx: Context, staff: Staff, number: str, version: int, done: DoneMark) -> None:
    """Note that one of the three marks was done (年初部署、年中落实、年末总结); public as progress is."""
    said = DoneMark(done.mark, done.done_on, required("text", tidy(done.text), most=1000))
    if said.mark not in MARKS:
        raise BadInput("mark", _("请选择是哪一个节点。"))
    if said.done_on > ctx.today():
        raise BadInput("done_on", _("日期不能晚于今天。"))
    with _step(ctx, staff, number, version, Act.MARK) as step:
        store.set_mark(step.connection, step.plan.id, said)
        step.write(note=said.mark)


def declare_public(ctx: Context, staff: Staff, number: str, version: int, grounds: str) -> None:
    """Declare it public as it is now, on stated grounds (政府信息公开条例 17); whoever wrote in it cannot.

    What is noted of progress later is public once it is declared again.
    """
    said = public_words("grounds", required("grounds", tidy(grounds), most=500))
    with _step(ctx, staff, number, version, Act.DECLARE) as step:
        check_second_person(staff.id, *annual_writers.of_plan(step.connection, step.plan))
        for text in _texts(step.plan):
            public_words("grounds", text)
        day = step.plan.published_on or ctx.today()
        text = plan_text(plan_of(ctx, step.owed, replace(step.plan, grounds=said, published_on=day)))
        decided = {"declared_by": staff.id, "grounds": said, "published_on": day, "declared_text": text}
        step.take({**decided, "written_at": None}, reason=said)


@contextmanager
def _step(ctx: Context, staff: Staff, number: str, version: int, act: Act) -> Iterator[PlanStep]:
    """The transaction of a step. Version 0: nobody began the plan yet, so this does."""
    owed = due(ctx, staff, number)
    _check_department(owed)
    with ctx.database.writing() as connection:
        plan = store.held(connection, owed.unit, owed.year)
        state = after(ctx, staff, owed, (PLAN, act, plan.state if plan else State.DRAFT))
        if version == 0 and plan is None:
            store.begin(connection, owed.unit, owed.year, staff.id)
            plan = store.one(connection, owed.unit, owed.year)
            version = plan.version if plan else 0
        if plan is None or plan.version != version:
            raise stale()
        yield PlanStep(ctx, connection, staff, owed, plan, act, state)


def _texts(plan: DraftPlan) -> Iterator[str]:
    yield plan.goals
    for each in plan.tasks:
        yield from (each.task.task, each.task.measures, each.task.progress)
    yield from (done.text for done in plan.done.values())


def _check_department(owed: Obligation) -> None:
    if owed.unit.is_government:
        raise NotFound(_("工作计划由部门制定。"))


def _checked(ctx: Context, owed: Obligation, task: PlanTask) -> PlanTask:
    led = {item.id for item in led_items(ctx.registry, owed.unit, owed.year).items}
    unknown = [item for item in task.items if item not in led]
    if unknown:
        raise BadInput("items", _("这些不是本单位牵头的事项：{items}").format(items=_("、").join(unknown)))
    return PlanTask(
        task=required("task", tidy(task.task), most=300),
        measures=_short("measures", task.measures, 1000),
        items=tuple(dict.fromkeys(task.items)),
        due_on=task.due_on,
        status="planned",
        progress="",
    )


def _short(name: str, text: str, most: int) -> str:
    said = tidy(text)
    if len(said) > most:
        raise BadInput(name, _("最多 {count} 个字。").format(count=most))
    return said
