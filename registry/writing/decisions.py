"""A lead decision as the text of its file: a YAML header and Markdown below it."""

from collections.abc import Iterator

from registry.model import LeadDecision
from registry.writing.scalars import citations, flag, value


def decision_text(decision: LeadDecision) -> str:
    """The whole file, the same for the same decision. Reading it gives the decision back."""
    return "".join(f"{line}\n" for line in _lines(decision))


def decision_path(decision_id: str) -> str:
    """lead_decisions/410500-CG-014.md, below the content folder."""
    return f"lead_decisions/{decision_id}.md"


def _lines(decision: LeadDecision) -> Iterator[str]:
    yield "---"
    yield f"id: {value(decision.id)}"
    yield f"region: {value(decision.region)}"
    yield f"matter: {value(decision.matter)}"
    yield f"department: {value(decision.department)}"
    yield f"document: {value(decision.document)}"
    yield f"decided_on: {decision.decided_on}"
    yield f"effective_from: {decision.effective_from}"
    yield from citations(decision.basis, "")
    yield f"demonstration: {flag(decision.demonstration)}"
    yield "---"
    yield decision.body_markdown
