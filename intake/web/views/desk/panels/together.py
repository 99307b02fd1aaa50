"""What a case has to do with others: suspects, those that go along, what recurs; and a person asked for."""

from flask import g

from intake.cases.privacy import DeskView
from intake.cases.states import Action
from intake.services.casework import duplicates, person
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel
from intake.web.views.desk.reasons import reasons


def _build(view: DeskView) -> dict[str, object] | None:
    found = duplicates.of_case(context(), g.staff, view.case_number)
    may_merge = Action.MERGE in view.actions
    if not (found.suspects or found.members or found.lead or found.recurring or may_merge):
        return None
    return {
        "found": found,
        "reasons": reasons,
        "may_merge": may_merge,
        "may_unmerge": Action.UNMERGE in view.actions,
    }


def _build_person(view: DeskView) -> dict[str, object] | None:
    return {"waits": True} if person.waits(context(), g.staff, view.case_number) else None


TOGETHER = Panel("desk/panels/together.html", _build)
PERSON = Panel("desk/panels/person.html", _build_person)
