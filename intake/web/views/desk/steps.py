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
        return step.page(number, form), 422
    try:
        step.run(context(), g.staff, number, form)
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return step.page(number, form), 422
    except (StaleCase, BadTransition) as refused:
        return overtaken(number, form, refused.message), 409
    except NotPermitted as refused:
        return gone(number, form, refused.message), 403
    flash(_(step.done) % {"number": number})
    return redirect(step.onward(number), 303)
