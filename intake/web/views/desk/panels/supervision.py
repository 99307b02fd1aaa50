"""Whether a case is being supervised."""

from flask import g

from intake.cases.errors import NotPermitted
from intake.cases.privacy import DeskView
from intake.services.office import case_papers
from intake.services.office.case_papers import CasePapers
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel


def _build(view: DeskView) -> CasePapers | None:
    try:
        found = case_papers.of_case(context(), g.staff, view.case_number)
    except NotPermitted:
        return None
    return None if found.empty else found


SUPERVISION = Panel("desk/panels/supervision.html", _build)
