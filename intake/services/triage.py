"""The coordinating office's decisions on what was not decided. Raises what `handle` raises."""

from __future__ import annotations

from intake.cases.model import Staff
from intake.services.context import Context


def route(
    ctx: Context,
    staff: Staff,
    case_number: str,
    version: int,
    department: str,
    item: str | None,
    reason: str,
    region: str | None = None,
) -> int:
    """Send the case to the organ of `department` (an id) that handles `item`; returns the new version.

    `region` picks the organ's region; without it the item's level, else the complaint's place, decides.
    Raises BadInput (department, item, region, reason), also when the organ is the one complained about.
    """
    raise NotImplementedError


def answer_elsewhere(
    ctx: Context, staff: Staff, case_number: str, version: int, goes_to: str, text: str = ""
) -> int:
    """Close a case that is not environmental, telling the complainant where to go (`goes_to`, in words)."""
    raise NotImplementedError
