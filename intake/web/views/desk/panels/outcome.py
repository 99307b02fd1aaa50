"""Under which kinds of pollution a case counts, and whether its outcome is written down."""

from dataclasses import dataclass

from flask import g

from intake.cases.outcome import Outcome
from intake.cases.privacy import DeskView
from intake.services.casework import outcome
from intake.web.security import context
from intake.web.views.desk.panels.panel import Panel


@dataclass(frozen=True, slots=True)
class Shown:
    """The kinds in words, what is written down, and whether this person may write."""

    kinds: list[str]
    written: Outcome
    may_write: bool


def _build(view: DeskView) -> Shown | None:
    if view.state not in outcome.WRITTEN_IN:
        return None
    topics = context().registry.topics
    written = outcome.read(context(), g.staff, view.case_number)
    kinds = [topics[kind].name for kind in written.kinds if kind in topics]
    may_write = not view.reads_only and outcome.may_write(g.staff, view.state)
    return Shown(kinds, written, may_write)


OUTCOME = Panel("desk/panels/outcome.html", _build)
