"""Who is told that a list waits for them: a reminder at their desk, in the transaction of the step."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from intake.cases.model import Owner
from intake.lists.draft import ListDraft
from intake.lists.sides import Around
from intake.lists.states import ListState
from intake.services.context import Context
from intake.services.office.heads import office_of, organ_heads
from intake.store.office import reminders
from intake.store.office.reminders import Reminder

KIND = "list"
_OWN = (ListState.RETURNED, ListState.AGREED, ListState.DECIDED)


def whose_turn(ctx: Context, connection: Connection, around: Around, draft: ListDraft) -> None:
    """Tell whoever acts next on a list that just came to its state."""
    if draft.state is ListState.SUBMITTED:
        asked(ctx, connection, [around.lead], draft)
    elif draft.state in _OWN:
        asked(ctx, connection, [around.own], draft)
    elif draft.state is ListState.SENT:
        _remind(ctx, connection, office_of(ctx, connection, draft.region), draft)


def asked(ctx: Context, connection: Connection, organs: Iterable[Owner], draft: ListDraft) -> None:
    """Tell the heads of organs whose turn it is, or who are asked."""
    for organ in organs:
        _remind(ctx, connection, organ_heads(ctx, connection, organ), draft)


def _remind(ctx: Context, connection: Connection, people: tuple[int, ...], draft: ListDraft) -> None:
    reminders.put(connection, people, Reminder(KIND, draft.title, paper=str(draft.id)), ctx.now())
