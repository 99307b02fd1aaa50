"""The tables of casework beside the cases themselves. Migrations make them; a test holds both together."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class CaseClockColumns(TypedColumns):
    """A clock that was started. `due_at` NULL: its calendar has ended, so nobody knows yet. `pauses`: began,
    ended or null, reason; instants in ISO form. `look_at`: when the sweep looks next; NULL: not any more."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    profile: Named[str] = Column(String(64))
    clock: Named[str] = Column(String(64))
    started_at: Named[datetime] = Column(UtcDateTime())
    due_at: Named[datetime | None] = Column(UtcDateTime(), index=True)
    stopped_at: Named[datetime | None] = Column(UtcDateTime(), index=True)
    pauses: Named[list[list[str | None]]] = Column(JSON)
    look_at: Named[datetime | None] = Column(UtcDateTime(), index=True)


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


class ObjectionColumns(TypedColumns):
    """`agreed` NULL: not decided yet, or, for the second of a case, decided from above."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    reason: Named[str] = Column(String(32))
    clause: Named[str] = Column(Text)
    text: Named[str] = Column(Text)
    names: Named[str | None] = Column(String(64))
    raised_at: Named[datetime] = Column(UtcDateTime())
    raised_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    agreed: Named[bool | None] = Column(Boolean)
    decision: Named[str] = Column(Text)
    decided_at: Named[datetime | None] = Column(UtcDateTime())
    decided_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


class CasePartColumns(TypedColumns):
    """A case that was split off another."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True)
    whole_id: Named[int] = Column(ForeignKey("cases.id"), index=True)


class MessageColumns(TypedColumns):
    """What was written between the complainant and the organs; `staff_id` NULL: by the complainant."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    kind: Named[str] = Column(String(32))
    text: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int | None] = Column(ForeignKey("users.id"), index=True)


class RatingColumns(TypedColumns):
    """The complainant's rating, 1 to 5; the latest one counts."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True)
    stars: Named[int] = Column(Integer)
    comment: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime(), index=True)


class ReviewColumns(TypedColumns):
    """A review (复查, level 1) or second review (复核, 2): by whom, of whose answer, and how it ended."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    level: Named[int] = Column(Integer)
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    answered_region: Named[str] = Column(String(12))
    answered_department: Named[str | None] = Column(String(64))
    asked_at: Named[datetime] = Column(UtcDateTime())
    upheld: Named[bool | None] = Column(Boolean)
    answered_at: Named[datetime | None] = Column(UtcDateTime(), index=True)


case_objections = Table("case_objections", metadata, ObjectionColumns)
case_parts = Table("case_parts", metadata, CasePartColumns)
case_messages = Table("case_messages", metadata, MessageColumns)
case_ratings = Table("case_ratings", metadata, RatingColumns)
case_reviews = Table("case_reviews", metadata, ReviewColumns)


class LeadQuestionColumns(TypedColumns):
    """A matter without a lead (article 6). `document`, `department`, `decided_on`: the decision, once taken;
    `settled_at`: when it was published and its waiting cases went their way."""

    id: Named[int] = Column(Integer, primary_key=True)
    region: Named[str] = Column(String(12), index=True)
    matter: Named[str] = Column(Text)
    opened_at: Named[datetime] = Column(UtcDateTime())
    opened_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    department: Named[str | None] = Column(String(64))
    document: Named[str | None] = Column(String(100))
    decided_on: Named[date | None] = Column(Date)
    settled_at: Named[datetime | None] = Column(UtcDateTime())


class LeadCaseColumns(TypedColumns):
    """A case that waits for the answer to a question: evidence of it, and routed by it."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True)
    question_id: Named[int] = Column(ForeignKey("lead_questions.id"), index=True)


class LeadOpinionColumns(TypedColumns):
    """What a consulted department says."""

    id: Named[int] = Column(Integer, primary_key=True)
    question_id: Named[int] = Column(ForeignKey("lead_questions.id"), index=True)
    department: Named[str] = Column(String(64))
    text: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)


lead_questions = Table("lead_questions", metadata, LeadQuestionColumns)
lead_cases = Table("lead_cases", metadata, LeadCaseColumns)
lead_opinions = Table("lead_opinions", metadata, LeadOpinionColumns)
