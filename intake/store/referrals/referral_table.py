"""The tables of referrals, proceedings in court, and milestones noted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Column, Date, ForeignKey, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class ReferralColumns(TypedColumns):
    """A referral to another body. `enclosures` are names; `identity_reason` empty: identity stays sealed.
    `decided_*`: approval or refusal by the head; `outcome*`: what the other body did."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    kind: Named[str] = Column(String(64))
    to_body: Named[str] = Column(String(200))
    grounds: Named[str] = Column(Text)
    enclosures: Named[list[str]] = Column(JSON)
    identity_reason: Named[str] = Column(Text)
    stage: Named[str] = Column(String(32))
    letter: Named[str] = Column(String(100))
    proposed_at: Named[datetime] = Column(UtcDateTime())
    proposed_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    decided_at: Named[datetime | None] = Column(UtcDateTime())
    decided_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    decision: Named[str] = Column(Text)
    sent_at: Named[datetime | None] = Column(UtcDateTime())
    received_on: Named[date | None] = Column(Date)
    receipt: Named[str] = Column(String(100))
    outcome: Named[str | None] = Column(String(32))
    outcome_on: Named[date | None] = Column(Date)
    document: Named[str] = Column(String(100))


class CourtProceedingColumns(TypedColumns):
    """A time in which the case stood still for a court. `ended_on` NULL: it still does."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    court: Named[str] = Column(String(200))
    court_number: Named[str] = Column(String(100))
    began_on: Named[date] = Column(Date)
    ended_on: Named[date | None] = Column(Date)
    outcome: Named[str] = Column(Text)
    document: Named[str] = Column(String(100))


class CaseMilestoneColumns(TypedColumns):
    """A milestone that was noted: which event, when it happened, by which document."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    event: Named[str] = Column(String(64))
    happened_at: Named[datetime] = Column(UtcDateTime())
    document: Named[str] = Column(String(100))
    note: Named[str] = Column(Text)
    noted_at: Named[datetime] = Column(UtcDateTime())
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)


referrals = Table("referrals", metadata, ReferralColumns)
court_proceedings = Table("court_proceedings", metadata, CourtProceedingColumns)
case_milestones = Table("case_milestones", metadata, CaseMilestoneColumns)
