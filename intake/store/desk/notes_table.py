"""The tables of internal notes, of who is mentioned in them, and of what staff have half written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Named, String, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class NoteColumns(TypedColumns):
    """A note is of its writer's organ or office; `sealed` is its text, which may name anybody."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    sealed: Named[bytes] = Column(LargeBinary)
    at: Named[datetime] = Column(UtcDateTime())


class MentionColumns(TypedColumns):
    """Somebody is mentioned in a note. `read_at` NULL: they have not seen it."""

    note_id: Named[int] = Column(ForeignKey("case_notes.id", ondelete="CASCADE"), primary_key=True)
    user_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True)
    read_at: Named[datetime | None] = Column(UtcDateTime())


class DeskDraftColumns(TypedColumns):
    """What somebody has typed into a form of a case and not sent. `form` is the form's prefix."""

    id: Named[int] = Column(Integer, primary_key=True)
    staff_id: Named[int] = Column(ForeignKey("users.id"))
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    form: Named[str] = Column(String(32))
    sealed: Named[bytes] = Column(LargeBinary)
    updated_at: Named[datetime] = Column(UtcDateTime(), index=True)


case_notes = Table("case_notes", metadata, NoteColumns)
note_mentions = Table("note_mentions", metadata, MentionColumns, Index(None, "user_id", "note_id"))
desk_drafts = Table(
    "desk_drafts", metadata, DeskDraftColumns, Index(None, "staff_id", "case_id", "form", unique=True)
)
