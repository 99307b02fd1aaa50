"""A department's own steps on a case.

Each takes the `version` the person saw. All raise NotFound (no such case within reach), NotPermitted,
StaleCase (somebody else acted first) or BadTransition; each returns the new version.
"""

from __future__ import annotations

from intake.cases.model import Staff
from intake.services.context import Context


def accept(ctx: Context, staff: Staff, case_number: str, version: int) -> int:
    """Take the case on; whoever accepts becomes its assignee unless it has one."""
    raise NotImplementedError


def assign(ctx: Context, staff: Staff, case_number: str, version: int, assignee: str) -> int:
    """Give the case to a colleague of the same organ (a login). Raises BadInput("assignee") for others."""
    raise NotImplementedError


def hand_back(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Return the case to the coordinating office. Raises BadInput("reason") without a reason."""
    raise NotImplementedError


def answer(ctx: Context, staff: Staff, case_number: str, version: int, text: str) -> int:
    """Answer the complainant. Raises BadInput("text") without a text."""
    raise NotImplementedError


def close(ctx: Context, staff: Staff, case_number: str, version: int) -> int:
    """Close an answered case."""
    raise NotImplementedError
