"""The table of legal holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class HoldColumns(TypedColumns):
    """A case whose contact must not be erased. There while the hold lasts; its history is in the record."""

    case_id: Named[int] = Column(
        Integer, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reason: Named[str] = Column(Text)
    placed_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    placed_at: Named[datetime] = Column(UtcDateTime())


holds = Table("holds", metadata, HoldColumns)
