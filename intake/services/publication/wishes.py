"""What the holder of a receipt code wants of publication."""

from __future__ import annotations

from intake.cases.events import Event, Recorded
from intake.services.citizens.code import acting
from intake.services.context import Context
from intake.store.publication import publication as store
from intake.store.records import events


def object_to_publication(ctx: Context, code: str) -> None:
    """Ask that nothing of the case be published; of what is public already, its organ is shown the wish.

    Asking again changes nothing. Raises MistypedCode or NotFound.
    """
    with acting(ctx, code) as (connection, held):
        if store.object_to(connection, held.case.id, ctx.now()):
            events.record(connection, Recorded(Event.PUBLICATION_OBJECTED, ctx.now(), held.case.id))
