"""One case as a line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from intake.cases import due
from intake.cases.desk_words import short_state
from intake.cases.ownership import holder_name, place_name
from intake.cases.sources import KEYED_IN, source_words
from intake.cases.states import State
from intake.services.context import Context
from intake.store.cases.case_lists import Listed
from intake.words import gettext as _

_TITLE_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `title` is the complainant's, or the beginning of the text.

    `due_at`: by when an organ must act next, `due_on` its last day, `due_words` how near it is. `tags`: what
    to know before opening it.
    """

    case_number: str
    version: int
    state: State
    state_words: str
    title: str
    place: str
    address: str
    matter: str | None
    holder: str
    assignee: str | None
    filed_at: datetime
    due_at: datetime | None
    due_on: date | None
    due_words: str
    late: bool
    tags: tuple[str, ...]


def row_of(ctx: Context, listed: Listed) -> CaseRow:
    """The line of a case."""
    now, ends = ctx.now(), listed.next_due_at
    return CaseRow(
        case_number=listed.number,
        version=listed.version,
        state=listed.state,
        state_words=short_state(listed.state),
        title=listed.title or _beginning(listed.text),
        place=place_name(listed.region, ctx.registry),
        address=listed.address,
        matter=listed.matter,
        holder=holder_name(listed.owner, ctx.registry, ctx.today()),
        assignee=listed.assignee,
        filed_at=listed.filed_at,
        due_at=ends,
        due_on=due.last_day(ends) if ends else None,
        due_words=due.due_words(ends, now, ctx.registry.calendar),
        late=ends is not None and ends < now,
        tags=tuple(_tags(listed)),
    )


def _tags(listed: Listed) -> list[str]:
    keyed = [source_words(listed.source)] if listed.source in KEYED_IN else []
    return [*keyed, _("限制知悉")] if listed.restricted else keyed


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_CHARACTERS else line[:_TITLE_CHARACTERS] + "…"
