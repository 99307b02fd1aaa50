"""A list in review to try the chain with, made along with the demonstration staff."""

from __future__ import annotations

from dataclasses import replace

from intake.lists.draft import Note, Verdict
from intake.lists.fields import row_of
from intake.services.context import Context
from intake.services.lists import drafting, reviewing, rows, showing
from intake.services.lists.reviewing import Said
from intake.services.staff.accounts import staff_of_login

_ITEMS = ("ST-001", "ST-008")
_OWN_WORDS = "先打12345，夜里由值班人员到现场。"


def list_in_review(ctx: Context) -> None:
    """Ecology of 金水区 drafts a list of two items taken from the province's, and asks others about it."""
    clerk, head, reviewer, housing = (
        staff_of_login(ctx, login) for login in ("jinshui-st", "jinshui-st-fz", "jinshui-st-ks", "jinshui-zj")
    )
    made = drafting.new(ctx, clerk, "ecology", from_release=False)
    for item in rows.inherited(ctx, clerk.region, "ecology"):
        if item.id in _ITEMS:
            told = replace(item, description=item.description + _OWN_WORDS)
            rows.add_row(ctx, clerk, made, row_of(told, ctx.registry, ""))
    version = showing.one(ctx, head, made).draft.version
    version = drafting.submit(ctx, head, made, version, Note("示范：只写与全省清单不同的两项。"))
    reviewing.open_review(ctx, reviewer, made, version, ["urban-management", "housing"])
    reviewing.opine(ctx, housing, made, Said(Verdict.AGREE))
