"""Supervision of one case: what there is, and the forms to remind, supervise, or call it a major matter."""

from collections.abc import Callable

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.services.office import case_papers, letters, reports, supervision
from intake.services.office.supervision import Demand
from intake.web import journey
from intake.web.forms.staff import StaffForm
from intake.web.forms.supervision import DemandForm, LetterForm, MajorForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.supervision.items import ANSWERING
from intake.web.views.desk.supervision.shared import carry_out, telling
from intake.words import gettext as _


@bp.get("/cases/<number>/supervision")
@staff_only(*ANSWERING)
def case_supervision(number: str) -> ResponseReturnValue:
    """Letters, reports and items about a case."""
    return _show(number)


@bp.post("/cases/<number>/supervision/letter")
@staff_only("coordinator")
@journey.keeps_typed
def issue_letter(number: str) -> ResponseReturnValue:
    """Remind whoever has the case."""
    form = LetterForm()

    def act() -> str:
        return url_for("desk.letter", number=letters.issue(context(), g.staff, number, form.reason.data))

    return _done(number, form, act, _("提醒函已发出"))


@bp.post("/cases/<number>/supervision/item")
@staff_only("coordinator")
@journey.keeps_typed
def supervise_case(number: str) -> ResponseReturnValue:
    """Open a supervision item."""
    form = DemandForm()

    def act() -> str:
        demand = Demand(form.text.data, form.due_on.data)
        return url_for("desk.item", number=supervision.open_on_case(context(), g.staff, number, demand))

    return _done(number, form, act, _("已督办"))


@bp.post("/cases/<number>/supervision/major")
@staff_only("department_head", "coordinator")
@journey.keeps_typed
def flag_major(number: str) -> ResponseReturnValue:
    """Call it a major matter, which is reported upward at once."""
    form = MajorForm()

    def act() -> str:
        reports.flag_major(context(), g.staff, number, form.reason.data)
        return url_for("desk.case_supervision", number=number)

    return _done(number, form, act, _("已列为重大事项并向上级报告"))


def _done(number: str, form: StaffForm, act: Callable[[], str], done: str) -> ResponseReturnValue:
    return carry_out(form, act, done, lambda typed, trouble: _show(number, typed, trouble))


def _show(number: str, typed: StaffForm | None = None, trouble: str = "") -> str:
    found = case_papers.of_case(context(), g.staff, number)
    kinds: dict[str, tuple[type[StaffForm], bool]] = {
        "letter": (LetterForm, found.may_remind),
        "item": (DemandForm, found.may_supervise),
        "major": (MajorForm, found.may_flag),
    }
    forms = {
        name: typed if isinstance(typed, kind) else kind(formdata=None)
        for name, (kind, allowed) in kinds.items()
        if allowed
    }
    return render_template(
        "desk/supervision/case.html",
        number=number,
        found=found,
        forms=forms,
        **telling(typed, trouble, offered=typed in forms.values()),
    )
