"""A decision of staff against the router's becomes an example to learn from; training alone acts on it."""

from __future__ import annotations

from intake.cases.masking import marked, masked
from intake.cases.model import Case
from intake.services.casework.step import Step
from intake.services.context import Context
from intake.store.cases import corrections
from intake.store.cases.corrections import Correction

OTHER_BUSINESS = ""


def learn(step: Step, department: str) -> None:
    """Keep what was decided, inside the step's transaction, when the router had named another department.

    `department` is an id, OTHER_BUSINESS for what is not environmental. The last decision counts: whoever
    comes back to what the router said has corrected nothing. Never from a restricted case: it accuses
    somebody, and where it goes follows from that, not from its words.
    """
    if step.case.restricted:
        return
    earlier = corrections.of_case(step.connection, step.case.id)
    said = earlier.said if earlier else step.case.certificate.department_id or OTHER_BUSINESS
    if said == department:
        corrections.forget(step.connection, step.case.id)
        return
    text = deidentified(step.case)
    corrections.keep(step.connection, Correction(step.case.id, text, said, department, step.ctx.now()))


def deidentified(case: Case) -> str:
    """Title and text without names, numbers and houses, as they would be proposed for publication."""
    told = "，".join(filter(None, (case.complaint.title, case.complaint.text)))
    return masked(marked(told))


def corrected(ctx: Context) -> list[Correction]:
    """The corrections of this installation that training may use."""
    with ctx.database.reading() as connection:
        return corrections.to_learn_from(connection)
