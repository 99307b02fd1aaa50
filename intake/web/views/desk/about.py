"""What the pages of the coordinating office share: whose they are, what of, where a number leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from werkzeug.datastructures import MultiDict

from intake.cases.errors import BadInput
from intake.cases.model import Role
from intake.cases.states import State
from intake.services.desk.queues import Queue, queues_for
from intake.services.office import period
from intake.services.office.period import Asked, Period
from intake.web.forms.about import AboutForm
from intake.web.navigation import BOARD
from intake.web.security import context
from intake.web.views.desk.list_words import regions_reached

OFFICE = tuple(sorted(role.value for role in BOARD))
# Figure → the list of the desk behind it.
_LISTS: Mapping[str, tuple[Queue, State | None]] = {
    "overdue": (Queue.OVERDUE, None),
    "soon": (Queue.SOON, None),
    "unassigned": (Queue.UNASSIGNED, None),
    "objected": (Queue.OBJECTED, None),
    "under_review": (Queue.REVIEW, None),
    "without_lead": (Queue.WAITING, State.WITHOUT_LEAD),
}


@dataclass(frozen=True)
class Reading:
    """What the address asks, its form, and what is wrong with it, if anything."""

    asked: Asked
    form: AboutForm
    fault: BadInput | None = None

    @property
    def query(self) -> dict[str, str]:
        """The same as parts of an address."""
        about = self.asked
        said = {"region": about.region, "department": about.department}
        return {name: value for name, value in said.items() if value} | _days(about)


def read(default: Period) -> Reading:
    """Read the address; what is faulty is told in the form, and the default taken."""
    try:
        asked, fault = period.asked(context(), request.args.to_dict(), default), None
    except BadInput as refused:
        asked, fault = Asked(default), refused
    form = _form(asked, fault)
    return Reading(asked, form, fault)


def list_behind(name: str, region: str | None, department: str | None) -> str:
    """The address of the list behind a figure; empty when the person has no such list."""
    queue, state = _LISTS.get(name, (None, None))
    if queue not in queues_for(g.staff):
        return ""
    return url_for("desk.inbox", queue=queue, state=state, region=region, department=department)


def filed_behind(asked: Asked, region: str | None, department: str | None) -> str:
    """The address of the list of what came in."""
    return url_for("desk.inbox", queue=Queue.ALL, region=region, department=department, **_days(asked))


def _days(asked: Asked) -> dict[str, Any]:
    return {"from": asked.period.since.isoformat(), "to": asked.period.until.isoformat()}


def _form(asked: Asked, fault: BadInput | None) -> AboutForm:
    form = AboutForm(MultiDict({**_days(asked), **request.args.to_dict()}))
    registry, office = context().registry, g.staff.role is Role.COORDINATOR
    organs = [(each.id, each.name) for each in registry.departments.values() if each.organs]
    form.offer(organs if office else [], regions_reached() if office else {})
    form.validate()
    if fault:
        form.refuse({"from": "since", "to": "until"}.get(fault.field, fault.field), fault.message)
    return form
