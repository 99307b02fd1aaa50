"""A work plan: goals and tasks, filing, the three marks, progress, declaring it public."""

from collections.abc import Callable, Mapping

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.annual.model import DoneMark
from intake.annual.states import Act
from intake.services.annual import plan_showing
from intake.services.annual import plans as service
from intake.services.annual.plan_showing import PlanView
from intake.web import journey
from intake.web.forms.annual import (
    FilingForm,
    GoalsForm,
    GroundsForm,
    MarkForm,
    ProgressForm,
    ReturnForm,
    StepForm,
    TaskForm,
    VersionedForm,
)
from intake.web.forms.question import options
from intake.web.security import context, staff_only
from intake.web.views.desk.annual.shared import HEADS, OFFICE, WRITERS
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.shared import carry_out, telling
from intake.words import gettext as _
from registry import PlanTask

# The name of a form on the page → the act that opens it, and the form.
FORMS: Mapping[str, tuple[Act, type[VersionedForm]]] = {
    "goals": (Act.EDIT, GoalsForm),
    "task": (Act.EDIT, TaskForm),
    "submit": (Act.SUBMIT, StepForm),
    "return": (Act.RETURN, ReturnForm),
    "file": (Act.FILE, FilingForm),
    "mark": (Act.MARK, MarkForm),
    "progress": (Act.MARK, ProgressForm),
    "declare": (Act.DECLARE, GroundsForm),
}


@bp.get("/annual/<number>/plan")
@staff_only(*WRITERS)
def annual_plan(number: str) -> ResponseReturnValue:
    """The plan of a department for a year."""
    return _show(number)


@bp.post("/annual/<number>/plan/goals")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_goals(number: str) -> ResponseReturnValue:
    """Keep the goals."""
    form = GoalsForm()

    def act(version: int) -> None:
        service.save_goals(context(), g.staff, number, version, form.goals.data)

    return _step(number, form, act, _("目标已保存"))


@bp.post("/annual/<number>/plan/tasks")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_add_task(number: str) -> ResponseReturnValue:
    """Add a task."""
    form = TaskForm()

    def act(version: int) -> None:
        items = tuple(form["items"].data or ())
        task = PlanTask(form.task.data, form.measures.data, items, form.due_on.data, "planned", "")
        service.add_task(context(), g.staff, number, version, task)

    return _step(number, form, act, _("任务已列入"))


@bp.post("/annual/<number>/plan/tasks/<int:task_id>/remove")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_remove_task(number: str, task_id: int) -> ResponseReturnValue:
    """Take a task out."""
    form = StepForm()

    def act(version: int) -> None:
        service.remove_task(context(), g.staff, number, version, task_id)

    return _step(number, form, act, _("任务已删去"))


@bp.post("/annual/<number>/plan/tasks/<int:task_id>/progress")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_progress(number: str, task_id: int) -> ResponseReturnValue:
    """Say how far a task is."""
    form = ProgressForm()

    def act(version: int) -> None:
        told = (task_id, form.status.data, form.progress.data)
        service.report_progress(context(), g.staff, number, version, told)

    return _step(number, form, act, _("进展已记录"), task_id)


@bp.post("/annual/<number>/plan/submit")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_submit_plan(number: str) -> ResponseReturnValue:
    """To the coordinating office, for filing."""
    form = StepForm()
    return _step(
        number, form, lambda version: service.submit(context(), g.staff, number, version), _("已报送备案")
    )


@bp.post("/annual/<number>/plan/return")
@staff_only(*OFFICE)
@journey.keeps_typed
def annual_return_plan(number: str) -> ResponseReturnValue:
    """Back to the department."""
    form = ReturnForm()

    def act(version: int) -> None:
        service.send_back(context(), g.staff, number, version, form.reason.data)

    return _step(number, form, act, _("已退回"))


@bp.post("/annual/<number>/plan/file")
@staff_only(*OFFICE)
@journey.keeps_typed
def annual_file_plan(number: str) -> ResponseReturnValue:
    """Filed."""
    form = FilingForm()

    def act(version: int) -> None:
        filing = (form.filed_as.data, form.filed_on.data)
        service.file(context(), g.staff, number, version, filing)

    return _step(number, form, act, _("已备案"))


@bp.post("/annual/<number>/plan/marks")
@staff_only(*WRITERS)
@journey.keeps_typed
def annual_mark(number: str) -> ResponseReturnValue:
    """A mark was done."""
    form = MarkForm()

    def act(version: int) -> None:
        done = DoneMark(form.mark.data, form.done_on.data, form.text.data)
        service.mark_done(context(), g.staff, number, version, done)

    return _step(number, form, act, _("已记录"))


@bp.post("/annual/<number>/plan/declare")
@staff_only(*HEADS)
@journey.keeps_typed
def annual_declare(number: str) -> ResponseReturnValue:
    """Declared public."""
    form = GroundsForm()

    def act(version: int) -> None:
        service.declare_public(context(), g.staff, number, version, form.grounds.data)

    return _step(number, form, act, _("已声明公开，马上公布"))


def _step(
    number: str, form: VersionedForm, run: Callable[[int], None], done: str, task_id: int = 0
) -> ResponseReturnValue:
    if isinstance(form, TaskForm):
        _offer_items(form, plan_showing.one(context(), g.staff, number))

    def act() -> str:
        run(form.version.data)
        return url_for("desk.annual_plan", number=number)

    return carry_out(form, act, done, lambda _typed, trouble: _show(number, form, trouble, task_id))


def _show(number: str, typed: VersionedForm | None = None, trouble: str = "", task_id: int = 0) -> str:
    view = plan_showing.one(context(), g.staff, number)
    forms = _forms(view, typed)
    offered = typed is None or any(each is typed for each in forms.values())
    return render_template(
        "desk/annual/plan.html",
        view=view,
        number=number,
        forms=forms,
        typed_task=task_id,
        blank=ProgressForm(formdata=None, data={"version": view.plan.version}),
        today=context().today(),
        **telling(typed, trouble, offered=offered),
    )


def _forms(view: PlanView, typed: VersionedForm | None) -> dict[str, VersionedForm]:
    given = {
        "version": view.plan.version,
        "goals": view.plan.goals,
        "filed_on": context().today(),
        "done_on": context().today(),
    }
    forms = {name: kind(formdata=None, data=given) for name, (act, kind) in FORMS.items() if act in view.acts}
    for name, form in forms.items():
        if typed is not None and type(form) is type(typed):
            forms[name] = typed
        if isinstance(forms[name], TaskForm):
            _offer_items(forms[name], view)
    return forms


def _offer_items(form: VersionedForm, view: PlanView) -> None:
    form["items"].choices = options((item.id, f"{item.id} {item.matter}") for item in view.led.items)
