"""What was withdrawn is told to nobody from that moment on, though the open content still holds it."""

from __future__ import annotations

from collections.abc import Sequence

from intake.services.context import Context
from intake.store.publication import publication as store
from registry import Result


def still_public(ctx: Context, results: Sequence[Result]) -> list[Result]:
    """Those of a page that stand as published, or that themselves tell of their withdrawal."""
    if not results:
        return []
    with ctx.database.reading() as connection:
        gone = store.withdrawn(connection, [each.id for each in results])
    return [each for each in results if each.withdrawn or each.id not in gone]
