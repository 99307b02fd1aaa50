"""What other organs are asked for in a case."""

from flask import g

from intake.cases.privacy import DeskView
from intake.cases.tasks import task_state_words
from intake.services.casework import task_lists
from intake.services.casework.task_lists import TasksOfCase
from intake.web.security import context
from intake.web.views.desk import telling
from intake.web.views.desk.panels.panel import Panel


def _build(view: DeskView) -> dict[str, object] | None:
    found: TasksOfCase = task_lists.of_case(context(), g.staff, view.case_number)
    if not found.tasks and not found.may_give:
        return None
    return {"found": found, "state_words": task_state_words, "last_day": telling.last_day}


TASKS = Panel("desk/panels/tasks.html", _build)
