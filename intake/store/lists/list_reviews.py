"""Which organs are asked about a draft, and all that they said."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from intake.cases.model import Owner
from intake.lists.draft import ListDraft, Opinion, Verdict
from intake.store.lists.list_tables import list_opinions, list_reviewers
from intake.store.tables import users


def asked(connection: Connection, draft_id: int) -> tuple[Owner, ...]:
    """Whom a draft was sent to, in the order of asking."""
    mine = select(list_reviewers.c.region, list_reviewers.c.department).where(
        list_reviewers.c.draft_id == draft_id
    )
    in_order = mine.order_by(list_reviewers.c.asked_at, list_reviewers.c.department)
    return tuple(Owner(row.region, row.department) for row in connection.execute(in_order))


def ask(
    connection: Connection, draft_id: int, organs: Iterable[Owner], staff_id: int, now: datetime
) -> tuple[Owner, ...]:
    """Ask those that were not asked yet; returns them."""
    known = asked(connection, draft_id)
    fresh = tuple(dict.fromkeys(each for each in organs if each not in known))
    for organ in fresh:
        values = {"region": organ.region, "department": organ.department, "asked_by": staff_id}
        connection.execute(insert(list_reviewers).values(draft_id=draft_id, asked_at=now, **values))
    return fresh


def give(connection: Connection, draft: ListDraft, opinion: Opinion, staff_id: int) -> None:
    """Keep what an organ says, beside all that it said before."""
    connection.execute(
        insert(list_opinions).values(
            draft_id=draft.id,
            round=opinion.round,
            region=opinion.organ.region,
            department=opinion.organ.department,
            verdict=opinion.verdict,
            text=opinion.text,
            staff_id=staff_id,
            at=opinion.at,
        )
    )


def opinions(connection: Connection, draft_id: int) -> tuple[Opinion, ...]:
    """All that was said, oldest first."""
    said = (
        select(list_opinions, users.c.name)
        .join(users, users.c.id == list_opinions.c.staff_id)
        .where(list_opinions.c.draft_id == draft_id)
        .order_by(list_opinions.c.id)
    )
    return tuple(
        Opinion(
            organ=Owner(row.region, row.department),
            round=row.round,
            verdict=Verdict(row.verdict),
            text=row.text,
            staff=row.name,
            at=row.at,
        )
        for row in connection.execute(said)
    )
