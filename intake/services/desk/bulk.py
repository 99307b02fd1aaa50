"""Many cases of a list at once, each in a transaction of its own: what was not done is named, with why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intake.cases.errors import BadInput, CaseworkError
from intake.cases.model import Staff
from intake.services.casework import bulk, handle
from intake.services.casework.bulk import Outcome, Picked
from intake.services.context import Context
from intake.words import gettext as _

MOST = 100


def picked(marks: Iterable[str]) -> tuple[Picked, ...]:
    """The cases that a list's boxes name, as number@version. Raises BadInput("case") for none or too many."""
    found = tuple(filter(None, map(_picked, dict.fromkeys(marks))))
    if not found:
        raise BadInput("case", _("请先勾选要一起办的投诉。"))
    if len(found) > MOST:
        raise BadInput("case", _("一次最多 {count} 件，请少选一些。").format(count=MOST))
    return found


def accept_many(ctx: Context, staff: Staff, chosen: Sequence[Picked]) -> tuple[Outcome, ...]:
    """Accept each as `handle.accept` does; one outcome each, in order."""
    return tuple(_accepted(ctx, staff, each) for each in chosen)


def assign_many(ctx: Context, staff: Staff, chosen: Sequence[Picked], assignee: str) -> tuple[Outcome, ...]:
    """Give each to one person or unit; one outcome each. Raises BadInput("assignee") when nobody is named."""
    if not assignee:
        raise BadInput("assignee", _("请选择交给谁办。"))
    return bulk.assign_many(ctx, staff, chosen, assignee)


def _accepted(ctx: Context, staff: Staff, each: Picked) -> Outcome:
    try:
        handle.accept(ctx, staff, each.case_number, each.version)
    except CaseworkError as refused:
        return Outcome(each.case_number, refused.message)
    return Outcome(each.case_number)


def _picked(mark: str) -> Picked | None:
    number, _at, version = mark.partition("@")
    return Picked(number, int(version)) if version.isdecimal() and len(version) < 10 else None
