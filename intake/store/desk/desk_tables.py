"""What people keep for their lists: saved views and canned texts. Migrations make them; a test holds both."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class SavedViewColumns(TypedColumns):
    """A named list with its filters, as the address says them. `region`, `department`: the organ or office
    of whom it belongs to when it was saved; `shared`: all of its people see it."""

    id: Named[int] = Column(Integer, primary_key=True)
    staff_id: Named[int] = Column(ForeignKey("users.id"))
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    name: Named[str] = Column(String(64))
    query: Named[str] = Column(Text)
    shared: Named[bool] = Column(Boolean)
    saved_at: Named[datetime] = Column(UtcDateTime())


class CannedTextColumns(TypedColumns):
    """A text to begin with. `staff_id` NULL: the organ's, or the office's; else one person's own."""

    id: Named[int] = Column(Integer, primary_key=True)
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    staff_id: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    purpose: Named[str] = Column(String(16))
    name: Named[str] = Column(String(64))
    text: Named[str] = Column(Text)
    changed_at: Named[datetime] = Column(UtcDateTime())


saved_views = Table(
    "saved_views",
    metadata,
    SavedViewColumns,
    UniqueConstraint("staff_id", "name"),
    Index(None, "region", "department", "shared"),
)
canned_texts = Table("canned_texts", metadata, CannedTextColumns, Index(None, "region", "department"))
