"""The way to mark that a case accuses an organ, or to take that back; for the office only."""

from flask import g

from intake.cases.permissions import Right, may
from intake.cases.privacy import DeskView
from intake.web.views.desk.panels.panel import Panel


def _build(view: DeskView) -> bool | None:
    """Whether the mark stands and can be taken back; None: nothing to do here."""
    by_hand = view.certificate.accused_by_hand
    offered = may(g.staff, Right.MARK_ACCUSING) and not view.reads_only
    return by_hand if offered and (by_hand or not view.restricted) else None


ACCUSATION = Panel("desk/panels/accusation.html", _build)
