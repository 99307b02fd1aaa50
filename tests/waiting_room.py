"""What tests of filings that wait share."""

from __future__ import annotations

from dataclasses import replace

from intake.services.context import Context
from intake.services.filing import carry
from intake.store.filing import waiting


def queueing(ctx: Context, how: str) -> Context:
    """The context with filings that wait `always`, `off`, or in a crowd (`auto`)."""
    casework = replace(ctx.settings.casework, filing_queue=how)
    return replace(ctx, settings=replace(ctx.settings, casework=casework))


def carry_all(ctx: Context) -> None:
    """Make cases of all that can be carried through now."""
    while carry.work_off(ctx):
        pass


def all_waiting(ctx: Context) -> int:
    """How many wait."""
    with ctx.database.reading() as connection:
        return waiting.length(connection)
