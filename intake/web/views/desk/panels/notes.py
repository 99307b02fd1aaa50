"""The latest internal notes of a case."""

from flask import g

from intake.cases.privacy import DeskView
from intake.services.desk import notes
from intake.services.desk.notes import Note
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel

_LATEST = 2


def _build(view: DeskView) -> tuple[int, list[Note]]:
    """How many there are, and the latest."""
    found = notes.of_case(context(), g.staff, view.case_number)
    return len(found), found[-_LATEST:]


NOTES = Panel("desk/panels/notes.html", _build)
