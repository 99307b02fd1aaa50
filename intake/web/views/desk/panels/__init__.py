"""What a case page shows beside the case itself: one module a feature, one template each.

A panel only reads. What it leads to has its own page, so that a case page stays short.
"""

from collections.abc import Iterator

from intake.cases.privacy import DeskView
from intake.web.views.desk.panels.accusation import ACCUSATION
from intake.web.views.desk.panels.notes import NOTES
from intake.web.views.desk.panels.outcome import OUTCOME
from intake.web.views.desk.panels.panel import Panel
from intake.web.views.desk.panels.procedure import PROCEDURE
from intake.web.views.desk.panels.publication import PUBLICATION
from intake.web.views.desk.panels.supervision import SUPERVISION
from intake.web.views.desk.panels.tasks import TASKS
from intake.web.views.desk.panels.together import PERSON, TOGETHER

PANELS: tuple[Panel, ...] = (
    PERSON,
    TASKS,
    SUPERVISION,
    OUTCOME,
    NOTES,
    PUBLICATION,
    TOGETHER,
    PROCEDURE,
    ACCUSATION,
)


def of_case(view: DeskView) -> Iterator[tuple[str, object]]:
    """(template, what it shows) of every panel that has something to show for this case and person."""
    for panel in PANELS:
        shown = panel.build(view)
        if shown is not None:
            yield panel.template, shown


__all__ = ["PANELS", "Panel", "of_case"]
