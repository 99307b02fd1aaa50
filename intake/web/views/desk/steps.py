"""How an action on a case is carried out: check the form, call the service, say what happened.

When it cannot be, the case page comes again with everything that was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition, NotPermitted, StaleCase
from intake.cases.model import Staff
from intake.services.context import Context
from intake.web.forms.staff import CaseForm
from intake.web.security import context
from intake.web.views.desk.page import gone, overtaken, show
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Step:
    """A form, the service it calls, what to say when it is done, and the page to go to."""

    form: Callable[[], CaseForm]
    run: Callable[[Context, Staff, str, CaseForm], object]
    done: str
    onward: Callable[[str], str]


def carry_out(number: str, step: Step) -> ResponseReturnValue:
    """Do one step on a case for the person logged in. Raises NotFound."""
    form = step.form()
    if not form.validate_on_submit():
        return show(number, typed=form), 422
    try:
        step.run(context(), g.staff, number, form)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return show(number, typed=form), 422
    except (StaleCase, BadTransition) as refused:
        return overtaken(number, form, refused.message), 409
    except NotPermitted as refused:
        return gone(number, form, refused.message), 403
    flash(_(step.done) % {"number": number})
    return redirect(step.onward(number), 303)
