"""What the pages of item lists share: words, names, and how a form is carried out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask import flash, g, redirect
from flask.typing import ResponseReturnValue

from intake.cases.errors import BadInput, BadTransition, StaleCase
from intake.cases.model import Owner, Role
from intake.lists.draft import ListDraft, ListStep, verdict_words
from intake.lists.model import HEADINGS
from intake.lists.states import OVER, ListAction, ListState, action_words, next_words, state_words
from intake.services.lists.clock import Due
from intake.web.forms.staff import StaffForm
from intake.web.security import context
from intake.web.views.desk.blueprint import bp
from intake.web.views.desk.choices import organ_words
from intake.web.words import iso_time, local_time
from intake.words import gettext as _
from registry.languages import day_words

READERS = (Role.CLERK.value, Role.UNIT_HEAD.value, Role.DEPARTMENT_HEAD.value, Role.COORDINATOR.value)
EDITORS = READERS[:3]


def words() -> Mapping[str, Any]:
    """The words of lists, for every page of theirs."""
    return {
        "list_state": state_words,
        "list_next": next_words,
        "verdict_words": verdict_words,
        "unit_name": organ_words,
        "whose": whose,
        "due_words": due_words,
        "state_kind": state_kind,
        "headings": HEADINGS,
    }


bp.context_processor(lambda: dict(words()))


def whose(draft: ListDraft) -> str:
    """The organ whose list it is, by its own name: 河南省能源局 though 发展改革委 does the work."""
    return organ_words(Owner(draft.region, draft.department))


def state_kind(state: ListState) -> str:
    """How a state's tag looks."""
    if state is ListState.RETURNED:
        return "warning"
    return "neutral" if state in OVER else "primary"


def due_words(due: Due) -> str:
    """By when it must be public, and how long that is."""
    if due.clock is None:
        return due.fault
    said = {"day": day_words(due.clock.due_on), "days": abs(due.clock.left)}
    if due.clock.late:
        return _("应在%(day)s前公布，已超过 %(days)d 个工作日") % said
    if not due.clock.left:
        return _("今天（%(day)s）是公布的最后一天") % said
    return _("%(day)s前公布，还有 %(days)d 个工作日") % said


def story(steps: tuple[ListStep, ...]) -> list[dict[str, str]]:
    """The steps so far as a time line."""
    return [
        {
            "title": _("%(action)s：%(unit)s %(name)s")
            % {"action": action_words(each.action), "unit": organ_words(each.unit), "name": each.staff},
            "when": local_time(each.at),
            "when_iso": iso_time(each.at),
            "text": _("；").join(filter(None, _noted(each))),
        }
        for each in steps
    ]


def _noted(taken: ListStep) -> list[str]:
    note = taken.note
    begun = taken.action is ListAction.EDIT and note.document
    document = _("底稿：%(release)s") % {"release": note.document} if begun else note.document
    attachment = _("附件：%(name)s") % {"name": note.attachment} if note.attachment else ""
    return [document, str(note.dated) if note.dated else "", note.comment, attachment]


def carry_out(
    form: StaffForm, act: Callable[[], str], done: str, again: Callable[[str], str]
) -> ResponseReturnValue:
    """Do what a valid form asks and go to the address `act` gives.

    `again` shows the page once more, with the form as typed and why it could not be done.
    """
    if not form.validate_on_submit():
        return again(""), 422
    try:
        onward = act()
    except BadInput as refused:
        form.refuse(refused.field, refused.message)
        return again(""), 422
    except (BadTransition, StaleCase) as refused:
        return again(refused.message), 409
    flash(done)
    return redirect(onward, 303)


def today() -> date:
    """The local date."""
    return context().today()


def reader_is_office() -> bool:
    """Whether somebody of a coordinating office reads."""
    return g.staff.role is Role.COORDINATOR
