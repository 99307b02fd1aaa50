"""The tables of what is made public of cases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    JSON,
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
)

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class PublicationColumns(TypedColumns):
    """One case is published at most once. Texts hold marks of what to hide. `written_at` NULL on what is
    approved or withdrawn: the content does not say so yet."""

    case_id: Named[int] = Column(Integer, ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    version: Named[int] = Column(Integer)
    stage: Named[str] = Column(String(16))
    title: Named[str] = Column(Text)
    complaint: Named[str] = Column(Text)
    outcome: Named[str] = Column(Text)
    item: Named[str] = Column(String(64))
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    proposed_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    decided_by: Named[int | None] = Column(ForeignKey("users.id"), index=True)
    decided_at: Named[datetime | None] = Column(UtcDateTime())
    grounds: Named[str] = Column(Text)
    reason: Named[str] = Column(Text)
    number: Named[str | None] = Column(String(32), unique=True)
    withdrawn_at: Named[datetime | None] = Column(UtcDateTime())
    written_at: Named[datetime | None] = Column(UtcDateTime())


class PublicationPictureColumns(TypedColumns):
    """A photo of the case and the boxes ([left, top, width, height] in thousandths) to black out."""

    case_id: Named[int] = Column(ForeignKey("publications.case_id"), primary_key=True)
    evidence_id: Named[str] = Column(ForeignKey("evidence.id"), primary_key=True)
    shown: Named[bool] = Column(Boolean)
    alt: Named[str] = Column(Text)
    boxes: Named[list[list[int]]] = Column(JSON)


class PublicationObjectionColumns(TypedColumns):
    """The complainant asked that nothing of the case be published."""

    case_id: Named[int] = Column(Integer, ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    at: Named[datetime] = Column(UtcDateTime())


publications = Table("publications", metadata, PublicationColumns, Index(None, "stage", "written_at"))
publication_pictures = Table("publication_pictures", metadata, PublicationPictureColumns)
publication_objections = Table("publication_objections", metadata, PublicationObjectionColumns)
