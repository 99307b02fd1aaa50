"""How an action on a case is carried out: check the form, call the service, say what happened.

When it cannot be, the case page comes again with everything that was typed, which is kept as a draft too.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition, CaseworkError, NotPermitted, StaleCase
from intake.cases.model import Staff
from intake.services.context import Context
from intake.services.desk import drafts
from intake.web.forms.staff import CaseForm
from intake.web.security import context
from intake.web.views.desk.page import gone, overtaken, show
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """A form, the service it calls, what to say when it is done, and the page to go to.

    `page` shows the form again with its faults: the case page, unless the form has a page of its own.
    """

    form: Callable[[], CaseForm]
    run: Callable[[Context, Staff, str, CaseForm], object]
    done: str
    onward: Callable[[str], str]
    page: Callable[[str, CaseForm], str] = show


def carry_out(number: str, step: Step) -> ResponseReturnValue:
    """Do one step on a case for the person logged in. Raises NotFound."""
    form = step.form()
    if not form.validate_on_submit():
        _keep(number, form)
        return step.page(number, form), 422
    try:
        step.run(context(), g.staff, number, form)
    except (BadInput, StaleCase, BadTransition, NotPermitted) as refused:
        _keep(number, form)
        return _refused(number, step, form, refused)
    if form.DRAFTED:
        drafts.sent(context(), g.staff, number, form.PREFIX)
    flash(_(step.done) % {"number": number})
    return redirect(step.onward(number), 303)


def half_written(form: CaseForm) -> Mapping[str, str]:
    """The fields of a form that are kept while they are being written."""
    return {name: form[name].data or "" for name in form.DRAFTED}


def _refused(number: str, step: Step, form: CaseForm, refused: CaseworkError) -> ResponseReturnValue:
    if isinstance(refused, BadInput):
        form.refuse(refused.field, refused.message)
        return step.page(number, form), 422
    if isinstance(refused, NotPermitted):
        return gone(number, form, refused.message), 403
    return overtaken(number, form, refused.message), 409


def _keep(number: str, form: CaseForm) -> None:
    """Keep what was typed, unless somebody else's page sent it or the case is out of reach."""
    if form.DRAFTED and "csrf_token" not in form.errors:
        with suppress(CaseworkError):
            drafts.keep(context(), g.staff, number, form.PREFIX, half_written(form))
