"""The tables of what the sweep sent: rungs of clocks, reminders to people, letters, reports upward."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class ClockRungColumns(TypedColumns):
    """A rung of a clock's ladder that was reached. `term` counts the extensions: a longer limit is a new one.
    `sent` False: passed over, because a higher one was sent in its place."""

    clock_id: Named[int] = Column(ForeignKey("case_clocks.id"), primary_key=True, autoincrement=False)
    term: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    rung: Named[str] = Column(String(32), primary_key=True)
    sent: Named[bool] = Column(Boolean)
    at: Named[datetime] = Column(UtcDateTime())


class CaseRestColumns(TypedColumns):
    """That a case rests without a person was told; `since` is from when on it did."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    since: Named[datetime] = Column(UtcDateTime(), primary_key=True)
    at: Named[datetime] = Column(UtcDateTime())


class ReminderColumns(TypedColumns):
    """Something a member of staff is reminded of at the desk. `paper` is the number of a letter, report, item
    or finding, when it is about one; `about` says what, in words without any of a complaint."""

    id: Named[int] = Column(Integer, primary_key=True)
    user_id: Named[int] = Column(ForeignKey("users.id"))
    case_id: Named[int | None] = Column(ForeignKey("cases.id"), index=True)
    kind: Named[str] = Column(String(32))
    paper: Named[str | None] = Column(String(32))
    about: Named[str] = Column(String(200))
    due_at: Named[datetime | None] = Column(UtcDateTime())
    at: Named[datetime] = Column(UtcDateTime())
    read_at: Named[datetime | None] = Column(UtcDateTime())


class LetterColumns(TypedColumns):
    """A reminder letter (提醒函, policy article 8) from the office of `region` to an organ or office.

    `issued_by` NULL: by the sweep. `report_at`: when it goes upward unless acknowledged; NULL: not any more.
    """

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    region: Named[str] = Column(String(12), index=True)
    to_region: Named[str] = Column(String(12))
    to_department: Named[str | None] = Column(String(64))
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    clock_id: Named[int | None] = Column(ForeignKey("case_clocks.id"), index=True)
    reason: Named[str] = Column(Text)
    issued_at: Named[datetime] = Column(UtcDateTime())
    issued_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    report_at: Named[datetime | None] = Column(UtcDateTime(), index=True)
    reply: Named[str] = Column(Text)
    acknowledged_at: Named[datetime | None] = Column(UtcDateTime())
    acknowledged_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


class ReportColumns(TypedColumns):
    """A report from the office of `region` to the one above (policy, articles 8 and 10)."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    region: Named[str] = Column(String(12), index=True)
    to_region: Named[str] = Column(String(12), index=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    clock_id: Named[int | None] = Column(ForeignKey("case_clocks.id"), index=True)
    letter_id: Named[int | None] = Column(ForeignKey("reminder_letters.id"), index=True)
    kind: Named[str] = Column(String(32))
    reason: Named[str] = Column(Text)
    opened_at: Named[datetime] = Column(UtcDateTime())
    opened_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    instruction: Named[str] = Column(Text)
    answered_at: Named[datetime | None] = Column(UtcDateTime())
    answered_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


clock_rungs = Table("clock_rungs", metadata, ClockRungColumns)
case_rests = Table("case_rests", metadata, CaseRestColumns)
reminders = Table("reminders", metadata, ReminderColumns, Index(None, "user_id", "read_at", "id"))
reminder_letters = Table(
    "reminder_letters", metadata, LetterColumns, Index(None, "to_region", "to_department", "id")
)
upward_reports = Table("upward_reports", metadata, ReportColumns)
