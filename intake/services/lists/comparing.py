"""A draft beside the release in force: what publishing it would change."""

from __future__ import annotations

from dataclasses import dataclass

from intake.cases.model import Staff
from intake.lists.fields import items_of
from intake.lists.numbering import numbered
from intake.services.context import Context
from intake.services.lists import showing
from intake.services.lists.checking import head_of
from intake.services.lists.showing import ListView
from registry import Item, ItemChange, Release, compare_items


@dataclass(frozen=True, slots=True)
class Compared:
    """The list with the release in force (None: there is none) and the changes to that; `unreadable`: some
    cells do not read yet, so nothing can be compared."""

    view: ListView
    basis: Release | None
    changes: tuple[ItemChange, ...] = ()
    unreadable: bool = False


def compare(ctx: Context, staff: Staff, draft_id: int) -> Compared:
    """What differs, field by field. Raises NotFound, NotPermitted."""
    view = showing.one(ctx, staff, draft_id)
    draft = view.draft
    basis = ctx.registry.release_in_force(draft.region, draft.department, ctx.today())
    rows = numbered([each.row for each in view.rows], draft.department, ctx.registry)
    try:
        new = items_of(head_of(ctx, draft), rows, ctx.registry)
    except ValueError:
        return Compared(view, basis, unreadable=True)
    others = _led_by_others(ctx, draft.region, draft.department)
    return Compared(view, basis, compare_items(basis.items if basis else (), new, others, others))


def _led_by_others(ctx: Context, region: str, department: str) -> dict[str, Item]:
    """What other departments of the region lead now, by matter."""
    lists = ctx.registry.lists_of(region, ctx.today())
    return {item.id: item for each in lists if each.department != department for item in each.items}
