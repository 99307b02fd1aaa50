"""The tables of casework beside the cases themselves. Migrations make them; a test holds both together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class CaseClockColumns(TypedColumns):
    """A clock that was started. `due_at` NULL: its calendar has ended, so nobody knows yet. `pauses`: began,
    ended or null, reason; instants in ISO form."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    profile: Named[str] = Column(String(64))
    clock: Named[str] = Column(String(64))
    started_at: Named[datetime] = Column(UtcDateTime())
    due_at: Named[datetime | None] = Column(UtcDateTime(), index=True)
    stopped_at: Named[datetime | None] = Column(UtcDateTime())
    pauses: Named[list[list[str | None]]] = Column(JSON)


class ClockExtensionColumns(TypedColumns):
    """`amount` is in the clock's unit; `told_at` is when the complainant was told."""

    id: Named[int] = Column(Integer, primary_key=True)
    clock_id: Named[int] = Column(ForeignKey("case_clocks.id"), index=True)
    amount: Named[int] = Column(Integer)
    approver_id: Named[int] = Column(ForeignKey("users.id"), index=True)
    reason: Named[str] = Column(Text)
    granted_at: Named[datetime] = Column(UtcDateTime())
    told_at: Named[datetime | None] = Column(UtcDateTime())


case_clocks = Table("case_clocks", metadata, CaseClockColumns)
clock_extensions = Table("clock_extensions", metadata, ClockExtensionColumns)
