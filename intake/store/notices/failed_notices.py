"""Notices to complainants that did not arrive and will not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from intake.cases.notices import Audience, Channel, Delivery
from intake.store.cases.case_filters import Wanted, conditions
from intake.store.notices.outbox_table import outbox
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class Failed:
    """A notice of a case that was refused or given up, and what the trouble was in a few letters."""

    case_number: str
    template: str
    channel: Channel | None
    delivery: Delivery
    trouble: str
    at: datetime


def since(connection: Connection, wanted: Wanted, start: datetime, most: int) -> list[Failed]:
    """Those of the wanted cases, the latest first. `due_at` is when it was last tried, or soon after."""
    rows = connection.execute(
        select(cases.c.number, outbox)
        .join(outbox, outbox.c.case_id == cases.c.id)
        .where(
            outbox.c.delivery.in_((Delivery.REFUSED, Delivery.GIVEN_UP)),
            outbox.c.due_at >= start,
            outbox.c.audience == Audience.COMPLAINANT,
            *conditions(wanted),
        )
        .order_by(outbox.c.due_at.desc())
        .limit(most)
    )
    return [
        Failed(
            row.number,
            row.template,
            Channel(row.channel) if row.channel else None,
            Delivery(row.delivery),
            row.trouble,
            row.finished_at or row.created_at,
        )
        for row in rows
    ]
