"""Where a complaint stands, for whoever holds its receipt code."""

from __future__ import annotations

from intake.cases.privacy import PublicView
from intake.services.context import Context


def by_code(ctx: Context, code: str) -> PublicView | None:
    """The public view. `code` as typed (spaces, dashes, full-width digits).

    None when no case has it. Raises intake.cases.receipt.MistypedCode when it cannot be a code at all:
    say `.message` (wrong length, or a digit mistyped).
    """
    raise NotImplementedError
