"""Where a case stands beyond the desk: referrals, courts, milestones."""

from flask import g

from intake.cases.privacy import DeskView
from intake.cases.referral import stage_words
from intake.cases.states import Action
from intake.services.casework import court, milestones, referral_lists
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel

_COURT = {Action.SUSPEND_FOR_COURT, Action.RESUME_AFTER_COURT}


def _build(view: DeskView) -> dict[str, object] | None:
    referrals = referral_lists.of_case(context(), g.staff, view.case_number)
    noted = milestones.of_case(context(), g.staff, view.case_number)
    proceedings = court.of_case(context(), g.staff, view.case_number)
    may_court = bool(_COURT & set(view.actions))
    shown = (referrals.referrals, referrals.offers, noted.noted, noted.offered, proceedings, may_court)
    if not any(shown):
        return None
    return {
        "referrals": referrals,
        "milestones": noted,
        "proceedings": proceedings,
        "may_court": may_court,
        "stage_words": stage_words,
    }


PROCEDURE = Panel("desk/panels/procedure.html", _build)
