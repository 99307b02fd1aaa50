"""The table of notices to send."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Named, String, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class OutboxColumns(TypedColumns):
    """One notice to one audience by one channel; no name, address, receipt code or complaint text.

    `key` names the message for good (Message-ID, idempotency key). `channel` is chosen when it is first
    taken. `due_at` is when to try next; for a notice being sent, when to take it for lost and try again.
    `claim` is a secret of the worker that has it. `trouble` says in a few letters why it is not sent yet.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    key: Named[str] = Column(String(32), unique=True)
    case_id: Named[int] = Column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    template: Named[str] = Column(String(32))
    audience: Named[str] = Column(String(16))
    facts: Named[dict[str, str]] = Column(JSON)
    channel: Named[str | None] = Column(String(16))
    delivery: Named[str] = Column(String(16))
    claim: Named[str | None] = Column(String(32))
    attempts: Named[int] = Column(Integer)
    trouble: Named[str] = Column(String(64))
    created_at: Named[datetime] = Column(UtcDateTime())
    due_at: Named[datetime] = Column(UtcDateTime())
    finished_at: Named[datetime | None] = Column(UtcDateTime())


outbox = Table(
    "outbox", metadata, OutboxColumns, Index(None, "delivery", "due_at"), Index(None, "template", "id")
)
