"""A department writes down what became of a matter, for statistics and inspections.

Raises NotFound, NotPermitted, StaleCase or BadInput.
"""

from __future__ import annotations

from dataclasses import replace

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, StaleCase
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Staff
from intake.cases.outcome import LONGEST_FINE, Outcome
from intake.cases.permissions import Right, may
from intake.cases.states import REVIEWING, WORKING, State
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.store.cases import cases as case_store
from intake.store.cases import outcomes as store
from intake.store.records import events
from intake.words import gettext as _
from registry import Registry

# From acceptance on; what was merged or withdrawn has no outcome of its own.
WRITTEN_IN = (*WORKING, *REVIEWING, State.REFERRED, State.IN_LITIGATION, State.ANSWERED, State.CLOSED)
LONGEST = 2000  # characters of each text


def write(ctx: Context, staff: Staff, case_number: str, version: int, outcome: Outcome) -> int:
    """Keep it in place of an earlier one; returns the new version of the case."""
    said = _tidied(ctx.registry, outcome)
    with ctx.database.writing() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.RECORD_OUTCOME)
        if case.state not in WRITTEN_IN:
            raise BadTransition(_("受理以后才能登记办理结果。"))
        if case.version != version or not case_store.change(connection, case, ctx.now(), {}):
            raise StaleCase(_("刚才有人处理了这件投诉。请看一看最新的情况，再决定怎么办。"))
        store.keep(connection, case.id, said, staff.id, ctx.now())
        line = Recorded(Event.OUTCOME_RECORDED, ctx.now(), case.id, staff.id)
        events.record(connection, line)
    return version + 1


def read(ctx: Context, staff: Staff, case_number: str) -> Outcome:
    """What was written down; until the desk chose its kinds, those of its matter."""
    with ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, case_number, Right.READ_CASE)
        written = store.of_case(connection, case.id) or Outcome()
    return written if written.kinds else replace(written, kinds=kinds_of_matter(ctx.registry, case))


def kinds_of_matter(registry: Registry, case: Case) -> tuple[str, ...]:
    """The topics of the list item a case was routed by."""
    item = registry.items.get(case.certificate.item or "")
    return item.topics if item else ()


def may_write(staff: Staff, state: State) -> bool:
    """Whether the page to write it down is offered."""
    return may(staff, Right.RECORD_OUTCOME) and state in WRITTEN_IN


def _tidied(registry: Registry, outcome: Outcome) -> Outcome:
    if not outcome.kinds:
        raise BadInput("kinds", _("请至少选择一类污染。"))
    if not set(outcome.kinds) <= set(registry.topics):
        raise BadInput("kinds", _("没有这类污染，请重新选择。"))
    if outcome.fine is not None and not 0 < outcome.fine <= LONGEST_FINE:
        raise BadInput("fine", _("罚款金额写整数元，没有罚款就空着。"))
    return replace(
        outcome,
        kinds=tuple(sorted(set(outcome.kinds))),
        findings=_text("findings", outcome.findings),
        rectification=_text("rectification", outcome.rectification),
        handling=_text("handling", outcome.handling),
        accountability=_text("accountability", outcome.accountability),
    )


def _text(name: str, text: str) -> str:
    tidied = tidy(text)
    if len(tidied) > LONGEST:
        raise BadInput(name, _("最多 {count} 个字。").format(count=LONGEST))
    return tidied
