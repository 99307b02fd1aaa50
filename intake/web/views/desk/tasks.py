"""Supporting tasks: what others are asked in a case, one task, and the lists of what is open or late."""

from collections.abc import Callable, Mapping

from flask import abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Staff
from intake.cases.ownership import place_name
from intake.cases.tasks import TaskAction, task_action_words, task_state_words
from intake.services.casework import task_lists, tasks
from intake.services.casework.task_lists import TasksOfCase, TaskView
from intake.services.casework.tasks import Asked, Which
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.question import Choices, grouped, options
from intake.web.forms.staff import CaseForm
from intake.web.forms.tasks import DAYS, GiveTaskForm, ReplyTaskForm, ReturnTaskForm, WithdrawTaskForm
from intake.web.security import context, staff_only
from intake.web.views.desk import telling
from intake.web.views.desk.blueprint import DESK, bp
from intake.web.views.desk.choices import departments
from intake.web.views.desk.steps import Step, carry_out
from intake.words import gettext as _
from intake.words import mark

FORMS: Mapping[TaskAction, type[CaseForm]] = {
    TaskAction.REPLY: ReplyTaskForm,
    TaskAction.RETURN: ReturnTaskForm,
    TaskAction.WITHDRAW: WithdrawTaskForm,
}
DONE: Mapping[TaskAction, str] = {
    TaskAction.REPLY: mark("已回复 %(number)s 的牵头部门"),
    TaskAction.RETURN: mark("已退回补充，%(number)s"),
    TaskAction.WITHDRAW: mark("已撤销任务，%(number)s"),
}
_STEPS = ", ".join(repr(action.value) for action in TaskAction)


@bp.get("/tasks")
@staff_only(*DESK)
def task_list() -> ResponseReturnValue:
    """What we are asked for, what we asked of others, and, for an office, what is late."""
    return render_template(
        "desk/tasks.html",
        asked_of=task_lists.asked_of(context(), g.staff),
        asked_by=task_lists.asked_by(context(), g.staff),
        stalled=task_lists.stalled_for(context(), g.staff),
        state_words=task_state_words,
        last_day=telling.last_day,
    )


@bp.get("/cases/<number>/tasks")
@staff_only(*DESK)
def tasks_of_case(number: str) -> ResponseReturnValue:
    """Everything asked of others in a case, and the form to ask more."""
    return _case_page(number, None)


@bp.post("/cases/<number>/tasks")
@staff_only(*DESK)
@journey.keeps_typed
def give_task(number: str) -> ResponseReturnValue:
    """Ask an organ for its part."""

    def form() -> CaseForm:
        return _offered(number, GiveTaskForm())

    step = Step(form, _give, mark("已请部门配合，%(number)s"), _to_tasks, _case_page)
    return carry_out(number, step)


@bp.get("/cases/<number>/tasks/<int:task_id>")
@staff_only(*DESK)
def task(number: str, task_id: int) -> ResponseReturnValue:
    """One task with everything written on it."""
    return _task_page(number, task_id, None)


@bp.post(f"/cases/<number>/tasks/<int:task_id>/<any({_STEPS}):name>")
@staff_only(*DESK)
@journey.keeps_typed
def task_step(number: str, task_id: int, name: str) -> ResponseReturnValue:
    """Reply to a task, send the reply back, or call the task off."""
    action = TaskAction(name)

    def run(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
        return _RUN[action](ctx, staff, number, Which(task_id, form.version.data), form)

    def page(number: str, form: CaseForm) -> str:
        return _task_page(number, task_id, form)

    return carry_out(number, Step(FORMS[action], run, DONE[action], _to_case, page))


def _give(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    asked = Asked(form["department"].data, form["text"].data, form["region"].data, int(form["days"].data))
    return tasks.give(ctx, staff, number, form.version.data, asked)


def _reply(ctx: Context, staff: Staff, number: str, which: Which, form: CaseForm) -> None:
    tasks.reply(ctx, staff, number, which, form["text"].data)


def _return(ctx: Context, staff: Staff, number: str, which: Which, form: CaseForm) -> None:
    again = Asked("", form["text"].data, days=int(form["days"].data))
    tasks.send_back(ctx, staff, number, which, again)


def _withdraw(ctx: Context, staff: Staff, number: str, which: Which, form: CaseForm) -> None:
    tasks.withdraw(ctx, staff, number, which, form["text"].data)


_RUN: Mapping[TaskAction, Callable[[Context, Staff, str, Which, CaseForm], object]] = {
    TaskAction.REPLY: _reply,
    TaskAction.RETURN: _return,
    TaskAction.WITHDRAW: _withdraw,
}


def _case_page(number: str, typed: CaseForm | None) -> str:
    found = task_lists.of_case(context(), g.staff, number)
    form = typed or (_fresh(number, found) if found.may_give else None)
    return render_template(
        "desk/case_tasks.html",
        number=number,
        found=found,
        form=form,
        faults=typed.faults() if typed else [],
        state_words=task_state_words,
        last_day=telling.last_day,
    )


def _task_page(number: str, task_id: int, typed: CaseForm | None) -> str:
    found = task_lists.of_case(context(), g.staff, number)
    shown = next((each for each in found.tasks if each.task.id == task_id), None)
    if shown is None:
        abort(404)
    return render_template(
        "desk/task.html",
        view=inbox.case(context(), g.staff, number),
        shown=shown,
        forms=_forms(shown, typed),
        faults=typed.faults() if typed else [],
        state_words=task_state_words,
        action_words=task_action_words,
        last_day=telling.last_day,
    )


def _forms(shown: TaskView, typed: CaseForm | None) -> dict[str, CaseForm]:
    """A form for everything the reader may do with the task."""
    made: dict[str, CaseForm] = {}
    for action in shown.may:
        fresh = {"version": shown.task.version, "days": _usual_days()}
        made[action.value] = FORMS[action](formdata=None, data=fresh)
        if isinstance(typed, FORMS[action]):
            made[action.value] = typed
    return made


def _fresh(number: str, found: TasksOfCase) -> CaseForm:
    given = {"version": found.version, "days": _usual_days()}
    form = _offered(number, GiveTaskForm(formdata=None, data=given))
    form.region.data = form.region.choices[0].value
    return form


def _offered(number: str, form: GiveTaskForm) -> GiveTaskForm:
    """With the departments to choose from, those that the list item names first."""
    offer = task_lists.proposed(context(), g.staff, number)
    known: Choices = departments()
    groups = {
        "": [known[0]],
        _("清单写明的配合部门"): [each for each in known if each[0] in offer.departments],
        _("其他部门"): [each for each in known[1:] if each[0] not in offer.departments],
    }
    form.department.choices = grouped(groups)
    registry = context().registry
    form.region.choices = options((code, place_name(code, registry)) for code in offer.regions)
    return form


def _usual_days() -> str:
    """The choice nearest to what the settings say."""
    usual = context().settings.casework.task_days
    return str(min(DAYS, key=lambda days: abs(days - usual)))


def _to_tasks(number: str) -> str:
    return url_for("desk.tasks_of_case", number=number)


def _to_case(number: str) -> str:
    return url_for("desk.case", number=number)
