"""The tables of cases that go along with another, and of complainants who asked for a person to look."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class CaseMergeColumns(TypedColumns):
    """A case that goes along with another now. `state_before`, owner and assignee: to what it comes back.

    `merged_by` NULL: the complainant chose to follow the other case when filing.
    """

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True)
    lead_id: Named[int] = Column(ForeignKey("cases.id"), index=True)
    state_before: Named[str] = Column(String(32))
    owner_region: Named[str] = Column(String(12))
    owner_department: Named[str | None] = Column(String(64))
    assignee_id: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    reason: Named[str] = Column(Text)
    merged_at: Named[datetime] = Column(UtcDateTime())
    merged_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


class PersonRequestColumns(TypedColumns):
    """A complainant asked that a person look at what the machine decided (个人信息保护法 art. 24)."""

    id: Named[int] = Column(Integer, primary_key=True)
    case_id: Named[int] = Column(ForeignKey("cases.id"), unique=True)
    asked_at: Named[datetime] = Column(UtcDateTime())
    looked_at: Named[datetime | None] = Column(UtcDateTime(), index=True)
    looked_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)


case_merges = Table("case_merges", metadata, CaseMergeColumns)
person_requests = Table("person_requests", metadata, PersonRequestColumns)
