"""The tables of item lists on their way: drafts, rows, who is asked, what they say, the steps taken."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
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
    text,
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata

# Whatever the code does: nothing is published without a decision and another person's disclosure review
# (policy, article 5; 政府信息公开条例 art. 17).
PUBLISHED_RIGHTLY = (
    "state NOT IN ('published', 'superseded') OR (decided_by IS NOT NULL AND document IS NOT NULL"
    " AND decided_on IS NOT NULL AND disclosure = '主动公开' AND disclosure_reviewed_by IS NOT NULL"
    " AND disclosure_reviewed_on IS NOT NULL AND release IS NOT NULL AND published_on IS NOT NULL)"
)
SECOND_PERSON = (
    "disclosure_reviewed_by IS NULL OR (disclosure_reviewed_by <> drafted_by"
    " AND (submitted_by IS NULL OR disclosure_reviewed_by <> submitted_by))"
)
# One list has one draft at a time; one that was decided not to be published is done with.
UNDER_WAY = (
    "state NOT IN ('published', 'superseded', 'withdrawn')"
    " AND NOT (state = 'decided' AND coalesce(disclosure, '') IN ('依申请公开', '不予公开'))"
)


class ListDraftColumns(TypedColumns):
    """A list from draft to release. `department`: whose list it is; its work may be another's (succession).
    `round` counts submissions; `clause`: the article that stands against publication, or ''."""

    id: Named[int] = Column(Integer, primary_key=True)
    version: Named[int] = Column(Integer)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    title: Named[str] = Column(String(200))
    state: Named[str] = Column(String(16))
    round: Named[int] = Column(Integer)
    based_on: Named[str] = Column(String(100))
    demonstration: Named[bool] = Column(Boolean)
    drafted_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    drafted_at: Named[datetime] = Column(UtcDateTime())
    submitted_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    decided_by: Named[str | None] = Column(String(100))
    document: Named[str | None] = Column(String(100))
    decided_on: Named[date | None] = Column(Date)
    disclosure: Named[str | None] = Column(String(16))
    clause: Named[str | None] = Column(String(8))
    ground: Named[str | None] = Column(Text)
    disclosure_reviewed_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    disclosure_reviewed_on: Named[date | None] = Column(Date)
    release: Named[str | None] = Column(String(100))
    published_on: Named[date | None] = Column(Date)


class ListRowColumns(TypedColumns):
    """One item as typed. `key` names it in its draft for ever; `removed`: taken out, can be put back."""

    id: Named[int] = Column(Integer, primary_key=True)
    draft_id: Named[int] = Column(ForeignKey("list_drafts.id"))
    key: Named[str] = Column(String(32))
    position: Named[int] = Column(Integer)
    version: Named[int] = Column(Integer)
    removed: Named[bool] = Column(Boolean)
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    written_at: Named[datetime] = Column(UtcDateTime())
    item: Named[str] = Column(Text)
    matter: Named[str] = Column(Text)
    topics: Named[str] = Column(Text)
    supporting: Named[str] = Column(Text)
    handled_at: Named[str] = Column(Text)
    description: Named[str] = Column(Text)
    basis: Named[str] = Column(Text)
    words: Named[str] = Column(Text)
    boundaries: Named[str] = Column(Text)
    lead_status: Named[str] = Column(Text)
    decision: Named[str] = Column(Text)
    unit: Named[str] = Column(Text)
    contact: Named[str] = Column(Text)


class ListReviewerColumns(TypedColumns):
    """An organ that is asked what it says of a list; the lead reviewer is one."""

    draft_id: Named[int] = Column(ForeignKey("list_drafts.id"), primary_key=True)
    region: Named[str] = Column(String(12), primary_key=True)
    department: Named[str] = Column(String(64), primary_key=True)
    asked_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    asked_at: Named[datetime] = Column(UtcDateTime())


class ListOpinionColumns(TypedColumns):
    """What an asked organ said; never changed: the latest of a round counts."""

    id: Named[int] = Column(Integer, primary_key=True)
    draft_id: Named[int] = Column(ForeignKey("list_drafts.id"), index=True)
    round: Named[int] = Column(Integer)
    region: Named[str] = Column(String(12))
    department: Named[str] = Column(String(64))
    verdict: Named[str] = Column(String(24))
    text: Named[str] = Column(Text)
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)
    at: Named[datetime] = Column(UtcDateTime())


class ListStepColumns(TypedColumns):
    """A step that was taken, with what was added to it. `department` NULL: an office's person took it."""

    id: Named[int] = Column(Integer, primary_key=True)
    draft_id: Named[int] = Column(ForeignKey("list_drafts.id"), index=True)
    round: Named[int] = Column(Integer)
    action: Named[str] = Column(String(24))
    state: Named[str] = Column(String(16))
    staff_id: Named[int] = Column(ForeignKey("users.id"), index=True)
    region: Named[str] = Column(String(12))
    department: Named[str | None] = Column(String(64))
    at: Named[datetime] = Column(UtcDateTime())
    comment: Named[str] = Column(Text)
    document: Named[str] = Column(String(100))
    dated: Named[date | None] = Column(Date)
    attachment: Named[str] = Column(String(200))


list_drafts = Table(
    "list_drafts",
    metadata,
    ListDraftColumns,
    CheckConstraint(PUBLISHED_RIGHTLY, name="ck_list_drafts_published_rightly"),
    CheckConstraint(SECOND_PERSON, name="ck_list_drafts_second_person"),
    Index(None, "region", "department"),
    Index(None, "state"),
    Index(
        "uq_list_drafts_under_way",
        "region",
        "department",
        unique=True,
        sqlite_where=text(UNDER_WAY),
        postgresql_where=text(UNDER_WAY),
    ),
)
list_rows = Table("list_rows", metadata, ListRowColumns, UniqueConstraint("draft_id", "key"))
list_reviewers = Table("list_reviewers", metadata, ListReviewerColumns, Index(None, "region", "department"))
list_opinions = Table("list_opinions", metadata, ListOpinionColumns)
list_steps = Table("list_steps", metadata, ListStepColumns)
