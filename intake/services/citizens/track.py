"""Where a complaint stands, for whoever holds its receipt code."""

from __future__ import annotations

from intake.cases import receipt
from intake.cases.ownership import holder_name
from intake.cases.privacy import PublicView, public_view
from intake.services.context import Context
from intake.store import cases, events


def by_code(ctx: Context, code: str) -> PublicView | None:
    """The public view. `code` as typed (spaces, dashes, full-width digits).

    None when no case has it. Raises intake.cases.receipt.MistypedCode when it cannot be a code at all:
    say `.message` (wrong length, or a digit mistyped).
    """
    # Only a keyed hash is looked up, so how long the look-up takes tells nothing about stored codes.
    wanted = receipt.keyed_hash(ctx.keys.receipt, receipt.parse(code))
    with ctx.database.reading() as connection:
        case = cases.by_code_hash(connection, wanted)
        if case is None:
            return None
        record = events.of_case(connection, case.id)
    return public_view(case, record, holder_name(case.owner, ctx.registry, ctx.today()))
