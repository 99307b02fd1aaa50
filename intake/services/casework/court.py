"""A court has taken the matter up: the case stands still until it is done (policy, article 25).

Raises what `handle` raises, and BadInput (court, number, began_on, ended_on, outcome).
"""

from __future__ import annotations

from intake.cases.complaint import tidy
from intake.cases.court import Ending, Proceeding
from intake.cases.errors import BadInput
from intake.cases.model import Staff
from intake.cases.permissions import Right
from intake.cases.states import Action
from intake.services.casework.step import Change, find_case, required, step_on
from intake.services.context import Context
from intake.store.referrals import proceedings as store
from intake.words import gettext as _


def suspend(ctx: Context, staff: Staff, case_number: str, version: int, proceeding: Proceeding) -> int:
    """Stop for a court, with its name and case number; returns the new version."""
    court = required("court", tidy(proceeding.court), most=200)
    number = required("number", tidy(proceeding.number), most=100)
    if proceeding.began_on > ctx.today():
        raise BadInput("began_on", _("日期不能晚于今天。"))
    with step_on(ctx, staff, case_number, version, Action.SUSPEND_FOR_COURT) as step:
        store.begin(step.connection, step.case.id, Proceeding(court, number, proceeding.began_on))
        return step.take(Change(facts={"court": court, "document": number}))


def resume(ctx: Context, staff: Staff, case_number: str, version: int, ending: Ending) -> int:
    """Go on after the court; returns the new version."""
    outcome = required("outcome", tidy(ending.outcome), most=500)
    document = tidy(ending.document)[:100]
    with step_on(ctx, staff, case_number, version, Action.RESUME_AFTER_COURT) as step:
        began = store.began_on(step.connection, step.case.id)
        if ending.ended_on > ctx.today() or (began and ending.ended_on < began):
            raise BadInput("ended_on", _("日期应当在立案之后、今天以前。"))
        store.end(step.connection, step.case.id, Ending(ending.ended_on, outcome, document))
        return step.take(Change(facts={"reason": outcome, "document": document}))


def of_case(ctx: Context, staff: Staff, case_number: str) -> list[tuple[Proceeding, Ending | None]]:
    """The proceedings the case has stood still for, oldest first; None: still going on."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        return store.of_case(connection, case.id)
