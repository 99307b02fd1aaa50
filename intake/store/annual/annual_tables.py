"""The tables of the yearly cycle: special reports with parts, redactions and receipts; work plans; warnings.

That somebody must report is computed, never stored: a row stands for what was written, not for what is due.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Date,
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

# Neither may be undone by a slip of the services: formed before sent, reviewed by somebody else.
REPORT_CHECKS = {
    "sent_rightly": (
        "state NOT IN ('sent', 'in_review', 'published') OR (formed_on IS NOT NULL AND sent_on IS NOT NULL)"
    ),
    "published_rightly": (
        "state <> 'published' OR (published_on IS NOT NULL AND reviewed_by IS NOT NULL AND grounds <> '')"
    ),
    "second_person": "reviewed_by IS NULL OR proposed_by IS NULL OR reviewed_by <> proposed_by",
}


class AnnualReportColumns(TypedColumns):
    """A special report of a unit for a year. `department` is a department id or "government"; `formed_on`:
    signed off, from when the clock of publication runs; `figures`: of complaints by item, as then counted;
    `written_at` NULL: the content has it not yet."""

    id: Named[int] = Column(Integer, primary_key=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    year: Named[int] = Column(Integer)
    version: Named[int] = Column(Integer)
    state: Named[str] = Column(String(16))
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    submitted_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    signed_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    proposed_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    reviewed_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    formed_on: Named[date | None] = Column(Date)
    sent_on: Named[date | None] = Column(Date)
    published_on: Named[date | None] = Column(Date)
    grounds: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    figures: Named[dict[str, dict[str, int]] | None] = Column(JSON)
    written_at: Named[datetime | None] = Column(UtcDateTime())


class ReportPartColumns(TypedColumns):
    """Chapter one ("duties") or the block of a led item (its id). `public_text` NULL: as in the full one."""

    report_id: Named[int] = Column(ForeignKey("annual_reports.id"), primary_key=True, autoincrement=False)
    part: Named[str] = Column(String(32), primary_key=True)
    version: Named[int] = Column(Integer)
    text: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    public_text: Named[str | None] = Column(Text)
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    written_at: Named[datetime] = Column(UtcDateTime())


class ReportWriterColumns(TypedColumns):
    """That somebody wrote in a report, its public edition or its redaction list, whoever wrote after them."""

    report_id: Named[int] = Column(ForeignKey("annual_reports.id"), primary_key=True, autoincrement=False)
    staff_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True, autoincrement=False, index=True)


class AnnualDraftColumns(TypedColumns):
    """What somebody has half written of a report or plan (`about`: its key) in one form: kept until saved."""

    staff_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    about: Named[str] = Column(String(100), primary_key=True)
    form: Named[str] = Column(String(64), primary_key=True)
    fields: Named[dict[str, str]] = Column(JSON)
    at: Named[datetime] = Column(UtcDateTime())


class ReportRedactionColumns(TypedColumns):
    """What the public edition leaves out of a part, by which article (14, 15, 16) and why."""

    id: Named[int] = Column(Integer, primary_key=True)
    report_id: Named[int] = Column(ForeignKey("annual_reports.id"), index=True)
    part: Named[str] = Column(String(32))
    article: Named[str] = Column(String(2))
    reason: Named[str] = Column(Text)


class ReportReceiptColumns(TypedColumns):
    """That a recipient got the report: the day, and the number it bears there."""

    report_id: Named[int] = Column(ForeignKey("annual_reports.id"), primary_key=True, autoincrement=False)
    recipient: Named[str] = Column(String(100), primary_key=True)
    received_on: Named[date] = Column(Date)
    number: Named[str] = Column(String(100))
    recorded_by: Named[int] = Column(ForeignKey("users.id"), index=True)


class AnnualPlanColumns(TypedColumns):
    """A work plan of a department for a year (policy, article 10). `published_on` NULL: it stays inside;
    `declared_text`: its file as it was declared public."""

    id: Named[int] = Column(Integer, primary_key=True)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    year: Named[int] = Column(Integer)
    version: Named[int] = Column(Integer)
    state: Named[str] = Column(String(16))
    goals: Named[str] = Column(Text)
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    number: Named[str] = Column(String(100))
    filed_on: Named[date | None] = Column(Date)
    declared_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    declared_text: Named[str | None] = Column(Text)
    grounds: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    published_on: Named[date | None] = Column(Date)
    written_at: Named[datetime | None] = Column(UtcDateTime())


class PlanWriterColumns(TypedColumns):
    """That somebody wrote in a plan, or of its progress."""

    plan_id: Named[int] = Column(ForeignKey("annual_plans.id"), primary_key=True, autoincrement=False)
    staff_id: Named[int] = Column(ForeignKey("users.id"), primary_key=True, autoincrement=False, index=True)


class PlanTaskColumns(TypedColumns):
    """A key task: measures, the items it is about, how far it is."""

    id: Named[int] = Column(Integer, primary_key=True)
    plan_id: Named[int] = Column(ForeignKey("annual_plans.id"), index=True)
    task: Named[str] = Column(Text)
    measures: Named[str] = Column(Text)
    matters: Named[list[str]] = Column(JSON)
    due_on: Named[date | None] = Column(Date)
    status: Named[str] = Column(String(16))
    progress: Named[str] = Column(Text)


class PlanMarkColumns(TypedColumns):
    """One of the three marks of a plan that was done: when, and what."""

    plan_id: Named[int] = Column(ForeignKey("annual_plans.id"), primary_key=True, autoincrement=False)
    mark: Named[str] = Column(String(16), primary_key=True)
    done_on: Named[date] = Column(Date)
    text: Named[str] = Column(Text)


class AnnualWarningColumns(TypedColumns):
    """That a unit was warned of its report: `rung` working days before the last day, 0 after it."""

    region: Named[str] = Column(String(12), primary_key=True)
    department: Named[str] = Column(String(64), primary_key=True)
    year: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    rung: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(UtcDateTime())


_ONE_A_YEAR = ("region", "department", "year")
annual_reports = Table(
    "annual_reports",
    metadata,
    AnnualReportColumns,
    UniqueConstraint(*_ONE_A_YEAR),
    Index(None, "year", "region"),
    Index(None, "state", "written_at"),
    *(CheckConstraint(rule, name=name) for name, rule in REPORT_CHECKS.items()),
)
report_parts = Table("report_parts", metadata, ReportPartColumns)
report_writers = Table("report_writers", metadata, ReportWriterColumns)
annual_drafts = Table("annual_drafts", metadata, AnnualDraftColumns)
report_redactions = Table("report_redactions", metadata, ReportRedactionColumns)
report_receipts = Table("report_receipts", metadata, ReportReceiptColumns)
annual_plans = Table(
    "annual_plans",
    metadata,
    AnnualPlanColumns,
    UniqueConstraint(*_ONE_A_YEAR),
    Index(None, "year", "region"),
    Index(None, "published_on", "written_at"),
)
plan_writers = Table("plan_writers", metadata, PlanWriterColumns)
plan_tasks = Table("plan_tasks", metadata, PlanTaskColumns)
plan_marks = Table("plan_marks", metadata, PlanMarkColumns)
annual_warnings = Table("annual_warnings", metadata, AnnualWarningColumns)
