"""What histories do with supporting tasks: a verb means the task of the department named, or the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from intake.cases.model import Staff
from intake.cases.ownership import holder_name, regions_below
from intake.cases.tasks import Task
from intake.services.casework import task_lists, tasks
from intake.services.casework.tasks import Asked, Which
from intake.services.context import Context
from intake.services.office import idle
from intake.store.cases import cases
from intake.store.cases import tasks as store


def tasks_of(ctx: Context, number: str) -> tuple[Task, ...]:
    """The tasks of a case, whoever asks."""
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
        return store.of_case(connection, case.id) if case else ()


def states(ctx: Context, number: str) -> dict[str, str]:
    """Organ → state of its last task in the case, with "late" and "stalled" where it is so."""
    return {
        holder_name(each.organ, ctx.registry, ctx.today()): _state(ctx, each)
        for each in tasks_of(ctx, number)
    }


def _state(ctx: Context, task: Task) -> str:
    told = ("late",) if task.is_late(ctx.now()) else ()
    return ", ".join((task.state.value, *told, *(("stalled",) if task.stalled_at else ())))


def _which(ctx: Context, number: str, department: str | None) -> Which:
    found = [each for each in tasks_of(ctx, number) if department in (None, each.organ.department)]
    return Which(found[-1].id, found[-1].version) if found else Which(0, 1)


def _ask(ctx: Context, staff: Staff, number: str, version: int, *said: Any) -> object:
    department, days, region = (*said, *("housing", None, None)[len(said) :])
    return tasks.give(ctx, staff, number, version, Asked(department, "请核对台账。", region, days))


def _reply(ctx: Context, staff: Staff, number: str, _version: int, department: str | None = None) -> None:
    tasks.reply(ctx, staff, number, _which(ctx, number, department), "已核对。")


def _return(ctx: Context, staff: Staff, number: str, _version: int, department: str | None = None) -> None:
    tasks.send_back(ctx, staff, number, _which(ctx, number, department), Asked("", "请附照片。", days=3))


def _withdraw(ctx: Context, staff: Staff, number: str, _version: int, department: str | None = None) -> None:
    tasks.withdraw(ctx, staff, number, _which(ctx, number, department), "不需要了。")


def _sweep(ctx: Context, *_at: object) -> None:
    idle.tell(ctx)


TASK_VERBS: Mapping[str, Callable[..., object]] = {
    "ask help": _ask,
    "reply to lead": _reply,
    "return to helper": _return,
    "call help off": _withdraw,
    "sweep": _sweep,
}


def stalled_at(ctx: Context, region: str) -> list[str]:
    """The numbers of the cases whose helpers the office of a region sees late."""
    regions = regions_below(ctx.registry, region)
    return [row.case_number for row in task_lists.stalled_tasks(ctx, regions)]
