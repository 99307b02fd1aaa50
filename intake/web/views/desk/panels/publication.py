"""Whether the result of a case is public, and the way to make it so."""

from dataclasses import dataclass

from flask import g

from intake.cases.errors import CaseworkError
from intake.cases.permissions import Right, may
from intake.cases.privacy import DeskView
from intake.cases.publication import Stage
from intake.cases.states import State
from intake.services.publication import showing
from intake.services.publication.showing import Shown
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel


@dataclass(frozen=True, slots=True)
class Published:
    """`shown`: what there is so far."""

    number: str
    shown: Shown


def _build(view: DeskView) -> Published | None:
    if not (may(g.staff, Right.PROPOSE_RESULT) or may(g.staff, Right.APPROVE_RESULT)):
        return None
    if view.state not in (State.ANSWERED, State.CLOSED):
        return None
    try:
        shown = showing.shown(context(), g.staff, view.case_number)
    except CaseworkError:
        return None  # readable, but not this organ's to publish
    begun = shown.publication.version > 0 and shown.publication.stage is not Stage.DRAFT
    return None if shown.why_not and not begun and not shown.objected else Published(view.case_number, shown)


PUBLICATION = Panel("desk/panels/publication.html", _build)
