"""File a complaint. When a receipt is returned, the complaint and its files are on disk."""

from __future__ import annotations

from intake.cases.model import Complaint, Receipt
from intake.services.context import Context


def submit_draft(ctx: Context, token: str) -> Receipt:
    """File the draft. Doing it again, at once or later, gives the same receipt.

    Raises NotFound (no such draft) or ComplaintRefused (`.faults`: field → what is wrong).
    """
    raise NotImplementedError


def submit(ctx: Context, complaint: Complaint, source: str, idempotency: str | None = None) -> Receipt:
    """File a complaint that came whole.

    `source` names the sender (e.g. "api:<key id>") and scopes `idempotency`.

    Raises ComplaintRefused, or IdempotencyConflict when the key came before with another complaint.
    """
    raise NotImplementedError
