"""Supporting tasks (policy, article 8): what the lead asks other organs for, each with its own due date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from intake.cases.errors import BadTransition
from intake.cases.events import Event
from intake.cases.model import Owner
from intake.cases.states import OVER, REVIEWING, WORKING, State
from intake.words import gettext as _
from intake.words import mark


class TaskState(StrEnum):
    """Where a task stands: asked, answered, sent back for more, called off."""

    GIVEN = "given"
    REPLIED = "replied"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class TaskAction(StrEnum):
    """What is done to a task: the first by the supporting organ, the others by the lead or its office."""

    REPLY = "reply"
    RETURN = "return"
    WITHDRAW = "withdraw"


OPEN = (TaskState.GIVEN, TaskState.RETURNED)
# In these a case can use help; when it comes to one of the others, what is still open is called off.
HELPED = (State.ROUTED, *WORKING, State.WAITING, State.WITHOUT_LEAD, State.REFERRED, *REVIEWING)
ENDS_TASKS = (*OVER, State.MERGED)

_STEPS: Mapping[tuple[TaskState, TaskAction], TaskState] = {
    (TaskState.GIVEN, TaskAction.REPLY): TaskState.REPLIED,
    (TaskState.RETURNED, TaskAction.REPLY): TaskState.REPLIED,
    (TaskState.REPLIED, TaskAction.RETURN): TaskState.RETURNED,
    (TaskState.GIVEN, TaskAction.WITHDRAW): TaskState.WITHDRAWN,
    (TaskState.RETURNED, TaskAction.WITHDRAW): TaskState.WITHDRAWN,
}
EVENTS: Mapping[TaskAction, Event] = {
    TaskAction.REPLY: Event.TASK_REPLIED,
    TaskAction.RETURN: Event.TASK_RETURNED,
    TaskAction.WITHDRAW: Event.TASK_WITHDRAWN,
}
_STATES: Mapping[TaskState, str] = {
    TaskState.GIVEN: mark("等待回复"),
    TaskState.REPLIED: mark("已回复"),
    TaskState.RETURNED: mark("退回补充，等待回复"),
    TaskState.WITHDRAWN: mark("已撤销"),
}
_ACTIONS: Mapping[TaskAction, str] = {
    TaskAction.REPLY: mark("回复"),
    TaskAction.RETURN: mark("退回补充"),
    TaskAction.WITHDRAW: mark("撤销"),
}


@dataclass(frozen=True, slots=True)
class TaskNote:
    """What was written with one step of a task, and by whom."""

    action: TaskAction
    text: str
    at: datetime
    staff_name: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a case. `version` counts its changes; `stalled_at`: when it was found to be late.

    `replied_at` is the time of the last reply.
    """

    id: int
    version: int
    organ: Owner
    text: str
    state: TaskState
    given_at: datetime
    given_by: str
    due_at: datetime
    stalled_at: datetime | None
    notes: tuple[TaskNote, ...] = ()

    @property
    def replied_at(self) -> datetime | None:
        """When it was last answered."""
        return max((each.at for each in self.notes if each.action is TaskAction.REPLY), default=None)

    def is_late(self, now: datetime) -> bool:
        """Whether it is not answered in time, or was answered too late."""
        ended = self.replied_at if self.state is TaskState.REPLIED else now
        return self.state is not TaskState.WITHDRAWN and ended is not None and ended >= self.due_at


def next_state(state: TaskState, action: TaskAction) -> TaskState:
    """The state after. Raises BadTransition."""
    try:
        return _STEPS[state, action]
    except KeyError:
        raise BadTransition(_("这项任务现在不能这样操作，请刷新后再看。")) from None


def allows(state: TaskState, action: TaskAction) -> bool:
    """Whether the table has a step."""
    return (state, action) in _STEPS


def task_state_words(state: TaskState) -> str:
    """The state in words."""
    return _(_STATES[state])


def task_action_words(action: TaskAction) -> str:
    """The action in words."""
    return _(_ACTIONS[action])
