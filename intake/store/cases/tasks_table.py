"""The tables of supporting tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class TaskColumns(TypedColumns):
    """What an organ is asked for in a case. `stalled_at`: when it was found to be late, once for each due
    date."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    text: Named[str] = Column(Text)
    state: Named[str] = Column(String(16))
    version: Named[int] = Column(Integer)
    given_at: Named[datetime] = Column(UtcDateTime())
    given_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    due_at: Named[datetime] = Column(UtcDateTime())
    stalled_at: Named[datetime | None] = Column(UtcDateTime())


class TaskNoteColumns(TypedColumns):
    """What was written with a step of a task; nothing here is ever replaced."""

    id: Named[int] = Column(Integer, primary_key=True)
    task_id: Named[int] = Column(ForeignKey("case_tasks.id"), index=True)
    action: Named[str] = Column(String(16))
    text: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)


case_tasks = Table(
    "case_tasks",
    metadata,
    TaskColumns,
    Index(None, "region", "department", "state", "due_at"),
    Index(None, "state", "due_at"),
)
task_notes = Table("task_notes", metadata, TaskNoteColumns)
