"""The page on which a department writes down what became of a matter."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from intake.cases.model import Staff
from intake.cases.outcome import Outcome
from intake.services.casework import outcome as service
from intake.services.context import Context
from intake.services.desk import inbox
from intake.web import journey
from intake.web.forms.outcome import OutcomeForm
from intake.web.forms.question import options
from intake.web.forms.staff import CaseForm
from intake.web.security import context, staff_only
from intake.web.views.desk.blueprint import ORGAN, bp
from intake.web.views.desk.case import to_case
from intake.web.views.desk.steps import Step, carry_out
from intake.words import mark


@bp.get("/cases/<number>/outcome")
@staff_only(*ORGAN)
def outcome(number: str) -> ResponseReturnValue:
    """What is written down so far, to be completed."""
    view = inbox.case(context(), g.staff, number)
    written = service.read(context(), g.staff, number)
    form = _offered(OutcomeForm(formdata=None, data={"version": view.version, **_fields(written)}))
    return _page(number, form)


@bp.post("/cases/<number>/outcome")
@staff_only(*ORGAN)
@journey.keeps_typed
def write_outcome(number: str) -> ResponseReturnValue:
    """Keep it."""
    inbox.case(context(), g.staff, number)  # whom it does not concern is refused before faults are told
    return carry_out(number, WRITE)


def _write(ctx: Context, staff: Staff, number: str, form: CaseForm) -> object:
    said = Outcome(
        tuple(form["kinds"].data or ()),
        form["findings"].data or "",
        form["rectification"].data or "",
        form["handling"].data or "",
        form["fine"].data,
        form["accountability"].data or "",
    )
    return service.write(ctx, staff, number, form.version.data, said)


def _fields(written: Outcome) -> dict[str, object]:
    return {
        "kinds": list(written.kinds),
        "findings": written.findings,
        "rectification": written.rectification,
        "handling": written.handling,
        "fine": written.fine,
        "accountability": written.accountability,
    }


def _offered(form: OutcomeForm) -> OutcomeForm:
    form.kinds.choices = options([(each.id, each.name) for each in context().registry.topics.values()])
    return form


def _posted() -> CaseForm:
    return _offered(OutcomeForm())


def _page(number: str, form: CaseForm) -> str:
    where = url_for("desk.write_outcome", number=number)
    return render_template("desk/outcome.html", number=number, form=form, action=where, faults=form.faults())


WRITE = Step(_posted, _write, mark("已登记 %(number)s 的办理结果"), to_case, _page)
