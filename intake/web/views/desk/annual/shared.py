"""What the pages of the yearly cycle share: who has them, and the words they use."""

from typing import Any

from intake.annual.edition import place_words
from intake.annual.model import DUTIES
from intake.annual.states import state_words
from intake.cases.model import Role
from intake.services.annual.publishing import title_of
from intake.web.forms.annual import MARKS, STATUSES
from intake.web.security import context
from intake.web.views.desk.blueprint import bp
from intake.words import gettext as _
from registry import Obligation
from registry.annual.figures_told import WORDS

WRITERS = (Role.CLERK.value, Role.UNIT_HEAD.value, Role.DEPARTMENT_HEAD.value, Role.COORDINATOR.value)
HEADS = (Role.UNIT_HEAD.value, Role.DEPARTMENT_HEAD.value, Role.COORDINATOR.value)
LEADERS = (Role.DEPARTMENT_HEAD.value, Role.COORDINATOR.value)
OFFICE = (Role.COORDINATOR.value,)


@bp.context_processor
def _annual_words() -> dict[str, Any]:
    return {
        "annual_state": state_words,
        "annual_marks": MARKS,
        "annual_statuses": STATUSES,
        "annual_place": place_words,
        "annual_title": _title,
        "annual_figures": WORDS,
        "DUTIES": DUTIES,
    }


def _title(owed: Obligation) -> str:
    return title_of(context(), owed)


def part_title(name: str, matter: str) -> str:
    """The heading of a part's page."""
    return _("第一章 上年度履职情况") if name == DUTIES else f"{name} {matter}"
