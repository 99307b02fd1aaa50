"""Many cases given to one unit or person at once, each by itself: nothing is skipped without being named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake.cases.errors import CaseworkError
from intake.cases.model import Staff
from intake.services.casework import handle
from intake.services.context import Context


@dataclass(frozen=True, slots=True)
class Picked:
    """A case picked from a list, with the version the list showed."""

    case_number: str
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picked case; `refused` says in plain Chinese why it was not given, else is empty."""

    case_number: str
    refused: str = ""


def assign_many(ctx: Context, staff: Staff, picked: Iterable[Picked], assignee: str) -> tuple[Outcome, ...]:
    """Give each case as `handle.assign` does, in a transaction of its own; one outcome each, in order."""
    return tuple(_assigned(ctx, staff, each, assignee) for each in picked)


def _assigned(ctx: Context, staff: Staff, each: Picked, assignee: str) -> Outcome:
    try:
        handle.assign(ctx, staff, each.case_number, each.version, assignee)
    except CaseworkError as refused:
        return Outcome(each.case_number, refused.message)
    return Outcome(each.case_number)
