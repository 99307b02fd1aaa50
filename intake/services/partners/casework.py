"""What an organ's own system reads of its cases and does with them: the desk's steps, a machine's rights.

A case that the system may not know of is as good as none: `NotFound`, whatever the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intake.cases.errors import NotFound, NotPermitted
from intake.cases.messages import Message
from intake.cases.model import Case, Owner, Staff
from intake.cases.permissions import Right
from intake.cases.reach import actions_for
from intake.cases.states import Action
from intake.services.casework.step import find_case
from intake.services.context import Context
from intake.services.partners.keys import ApiKey
from intake.store.cases import cases, citizens
from intake.store.partners import handovers
from intake.store.partners.handovers import Changed
from intake.words import gettext as _

__all__ = ["Changed", "Changes", "Do", "PartnerCase", "Standing", "carry_out", "changes", "one"]

Do = Callable[[Context, Staff, str, int], int]  # a step on a case (number) from a version; the new one

PAGE = 50


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after a cursor. `next` is the cursor to go on with, at once when there is `more`."""

    items: tuple[Changed, ...]
    next: int
    more: bool


@dataclass(frozen=True, slots=True)
class PartnerCase:
    """A case for its organ's system: no contact, no evidence. `actions`: what it may do now."""

    case: Case
    messages: tuple[Message, ...]
    actions: tuple[Action, ...]


def changes(ctx: Context, caller: ApiKey, after: int) -> Changes:
    """What changed of the organ's cases, or of those that a hotline handed over, after a cursor (0: all)."""
    with ctx.database.reading() as connection:
        last = handovers.last_line(connection)
        until = min(last, after + handovers.WINDOW)
        organ = caller.partner.organ
        if organ:
            items = handovers.changed_of_organ(connection, organ, after, until, PAGE)
        else:
            items = handovers.changed_of_partner(connection, caller.partner.id, after, until, PAGE)
    seen = items[-1].event_id if len(items) == PAGE else max(after, until)
    return Changes(tuple(items), seen, seen < last)


def one(ctx: Context, staff: Staff, number: str) -> PartnerCase:
    """A case as it stands. Raises NotFound."""
    with _known_only(), ctx.database.reading() as connection:
        case = find_case(ctx, connection, staff, number, Right.READ_CASE)
        messages = tuple(citizens.messages(connection, case.id))
    return PartnerCase(case, messages, actions_for(staff, case.state, case.owner))


@dataclass(frozen=True, slots=True)
class Standing:
    """A case after a step. `left`: it is no longer with the organ."""

    case: Case
    left: bool


def carry_out(ctx: Context, staff: Staff, number: str, do: Do, version: int) -> Standing:
    """Take a step of the desk as a machine. Raises NotFound, and what the step raises."""
    with _known_only():
        do(ctx, staff, number, version)
    with ctx.database.reading() as connection:
        case = cases.by_number(connection, number)
    if case is None:
        raise NotFound(_("没有这件投诉，请核对编号。"))
    return Standing(case, case.owner != Owner(staff.region, staff.department))


@contextmanager
def _known_only() -> Iterator[None]:
    """Tell a system that may not act on a case the same as when there is none."""
    try:
        yield
    except NotPermitted:
        raise NotFound(_("没有这件投诉，或者它不归本单位办理。")) from None
