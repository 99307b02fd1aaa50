"""Which decided lists are to be published, and by when (政府信息公开条例 art. 26)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from intake.lists.clock import PublishingClock, clock
from intake.lists.draft import Attribute, ListDraft
from intake.lists.states import ListState
from intake.services.context import Context
from intake.store.lists import list_drafts as store
from registry import CalendarEnded

MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """A list that is to be published; `clock` None and a `fault` where the calendar has ended."""

    draft: ListDraft
    clock: PublishingClock | None
    fault: str = ""


def due(ctx: Context, regions: Sequence[str]) -> list[Due]:
    """What is decided in these regions and not public yet, the most pressing first; unknown dates last."""
    with ctx.database.reading() as connection:
        decided = store.in_regions(connection, regions, (ListState.DECIDED,), MOST)
    found = [of(ctx, each) for each in decided]
    return sorted((each for each in found if each), key=_end)


def of(ctx: Context, draft: ListDraft) -> Due | None:
    """The clock of one list; None where none runs: not decided, published, or not to be public."""
    kept_back = draft.disclosure is not None and draft.disclosure.attribute is not Attribute.ACTIVE
    if draft.state is not ListState.DECIDED or draft.decision is None or kept_back:
        return None
    try:
        return Due(draft, clock(ctx.registry.calendar, draft.decision.decided_on, ctx.today()))
    except CalendarEnded as ended:
        return Due(draft, None, str(ended))


def _end(each: Due) -> date:
    return each.clock.due_on if each.clock else date.max
