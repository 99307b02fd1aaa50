"""What the holder of a receipt code says about publication, and whether there is one."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.events import Event, Recorded
from intake.cases.publication import Stage
from intake.services.citizens.code import acting
from intake.services.context import Context
from intake.store import events
from intake.store import publication as store


@dataclass(frozen=True, slots=True)
class Wish:
    """`url`: the public page of the case's result, where there is one."""

    objected: bool
    url: str


def object_to_publication(ctx: Context, code: str) -> None:
    """Ask that nothing of the case be published; what is public already, its organ is shown the wish.

    Asking again changes nothing. Raises MistypedCode or NotFound.
    """
    with acting(ctx, code) as (connection, held):
        if store.object_to(connection, held.case.id, ctx.now()):
            events.record(connection, Recorded(Event.PUBLICATION_OBJECTED, ctx.now(), held.case.id))


def wish_of(ctx: Context, code: str) -> Wish:
    """What was asked, and where the result stands. Raises MistypedCode or NotFound."""
    with acting(ctx, code) as (connection, held):
        found = store.of_case(connection, held.case.id)
        public = found is not None and found.stage is Stage.APPROVED
        url = f"/results/{found.number}/" if found and public else ""
        return Wish(store.is_objected(connection, held.case.id), url)
