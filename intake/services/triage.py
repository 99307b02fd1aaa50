"""The coordinating office's decisions on what was not decided. Raises what `handle` raises."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import Staff
from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class Decision:
    """Which department (an id) leads and why. `item` is the list item it answers under, if there is one.

    `region` (a code) picks the organ's region; without it the item's level decides, else the place.
    """

    department: str
    reason: str
    item: str | None = None
    region: str | None = None


def route(ctx: Context, staff: Staff, case_number: str, version: int, decision: Decision) -> int:
    """Send the case to the organ decided on; returns the new version.

    Raises BadInput (department, item, region, reason), also when the organ is the one complained about.
    """
    raise NotImplementedError


def answer_elsewhere(ctx: Context, staff: Staff, case_number: str, version: int, goes_to: str) -> int:
    """Close a case that is not environmental; `goes_to` tells the complainant in words where to go.

    Raises BadInput("goes_to") when it is empty.
    """
    raise NotImplementedError
