"""The tables of supervision: items with notes and files, findings of inspections, talks and circulars."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class FindingColumns(TypedColumns):
    """What an inspection found (policy, article 17). `body_*`: the organ that must put it right."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    version: Named[int] = Column(Integer)
    region: Named[str] = Column(String(12), index=True)
    source: Named[str] = Column(String(200))
    place: Named[str] = Column(String(200))
    matter: Named[str] = Column(Text)
    body_region: Named[str] = Column(String(12))
    body_department: Named[str] = Column(String(64))
    goal: Named[str] = Column(Text)
    due_on: Named[date] = Column(Date)
    acceptance: Named[str] = Column(String(200))
    state: Named[str] = Column(String(16))
    opened_at: Named[datetime] = Column(UtcDateTime())
    opened_by: Named[int] = Column(ForeignKey("users.id"), index=True)


class FindingOpinionColumns(TypedColumns):
    """A department consulted about a finding; `answered_at` NULL: not heard yet."""

    id: Named[int] = Column(Integer, primary_key=True)
    finding_id: Named[int] = Column(ForeignKey("findings.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    asked_at: Named[datetime] = Column(UtcDateTime())
    text: Named[str] = Column(Text)
    answered_at: Named[datetime | None] = Column(UtcDateTime())
    answered_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


class ItemColumns(TypedColumns):
    """A supervision item (督办): what the office of `region` demands of an organ about a case or finding."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    version: Named[int] = Column(Integer)
    region: Named[str] = Column(String(12), index=True)
    to_region: Named[str] = Column(String(12))
    to_department: Named[str] = Column(String(64))
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    finding_id: Named[int | None] = Column(ForeignKey("findings.id"), index=True)
    demand: Named[str] = Column(Text)
    due_on: Named[date] = Column(Date)
    state: Named[str] = Column(String(16))
    opened_at: Named[datetime] = Column(UtcDateTime())
    opened_by: Named[int] = Column(ForeignKey("users.id"), index=True)


class PaperNoteColumns(TypedColumns):
    """What was written on an item or a finding: a reply, a visit, a return, the closing.

    `on`: the day of a visit.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    item_id: Named[int | None] = Column(ForeignKey("supervision_items.id"), index=True)
    finding_id: Named[int | None] = Column(ForeignKey("findings.id"), index=True)
    kind: Named[str] = Column(String(16))
    text: Named[str] = Column(Text)
    on: Named[date | None] = Column(Date)
    at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)


class PaperFileColumns(TypedColumns):
    """A file with such a note, cleaned as all evidence is. `id` also names the stored file."""

    id: Named[str] = Column(String(32), primary_key=True)
    note_id: Named[int] = Column(ForeignKey("paper_notes.id"), index=True)
    name: Named[str] = Column(String(64))
    mime: Named[str] = Column(String(64))
    size: Named[int] = Column(Integer)
    sha256: Named[str] = Column(String(64))


class TalkColumns(TypedColumns):
    """A talk (约谈) with an organ or a circular (通报) about it (policy, article 11): a record, no score."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    region: Named[str] = Column(String(12), index=True)
    kind: Named[str] = Column(String(16))
    to_region: Named[str] = Column(String(12))
    to_department: Named[str] = Column(String(64))
    document: Named[str] = Column(String(100))
    held_on: Named[date] = Column(Date)
    text: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)


findings = Table("findings", metadata, FindingColumns, Index(None, "body_region", "body_department"))
finding_opinions = Table(
    "finding_opinions", metadata, FindingOpinionColumns, Index(None, "region", "department")
)
supervision_items = Table(
    "supervision_items", metadata, ItemColumns, Index(None, "to_region", "to_department")
)
paper_notes = Table("paper_notes", metadata, PaperNoteColumns)
paper_files = Table("paper_files", metadata, PaperFileColumns)
talks = Table("talks", metadata, TalkColumns, Index(None, "to_region", "to_department"))
