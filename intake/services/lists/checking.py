"""What is wrong with the rows of a draft, as the registry would find it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from intake.lists.draft import ListDraft, ListRow
from intake.lists.fields import CellFault, Head, check_rows
from intake.services.context import Context
from intake.store.office import lead


def faults_of(
    ctx: Context, connection: Connection, draft: ListDraft, rows: Sequence[ListRow]
) -> tuple[CellFault, ...]:
    """Every fault of the rows, as if the list took effect on the first day it could.

    A lead decision that the office recorded is not unknown, though it is published only with the list.
    """
    typed = [each.row for each in rows]
    decided = any(
        each.ruling and each.ruling.department == draft.department
        for each in lead.of_regions(connection, [draft.region])
    )
    coming = {f"{draft.region}-{row.item}" for row in typed} if decided else set()
    return check_rows(head_of(ctx, draft), typed, ctx.registry, coming)


def head_of(ctx: Context, draft: ListDraft) -> Head:
    """The head of the list as it would be today."""
    return Head(draft.region, draft.department, draft.title, draft.demonstration, first_day(ctx, draft))


def first_day(ctx: Context, draft: ListDraft) -> date:
    """The first day the list could hold from: today, or the day after its newest release took effect."""
    newest = [
        each.effective_from
        for each in ctx.registry.releases
        if (each.region, each.department) == (draft.region, draft.department)
    ]
    return max([ctx.today(), *(each + timedelta(days=1) for each in newest)])
