"""The table of publications of item lists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class ListPublicationColumns(TypedColumns):
    """One publication. `files` are [path, text or null] pairs, kept so that a crash leaves nothing to guess;
    `times` ISO times by step. `busy`: the list while its publication is under way, NULL afterwards."""

    id: Named[int] = Column(Integer, primary_key=True)
    kind: Named[str] = Column(String(16))
    key: Named[str] = Column(String(100), index=True)
    draft_id: Named[int | None] = Column(ForeignKey("list_drafts.id"))
    files: Named[list[list[str | None]]] = Column(JSON)
    step: Named[str] = Column(String(16))
    busy: Named[str | None] = Column(String(100), unique=True)
    asked_by: Named[int] = Column(ForeignKey("users.id"), index=True)
    asked_at: Named[datetime] = Column(UtcDateTime())
    reason: Named[str] = Column(Text)
    times: Named[dict[str, str]] = Column(JSON)
    refused: Named[list[str]] = Column(JSON)
    trouble: Named[str] = Column(Text)
    commit_id: Named[str] = Column(String(64))


list_publications = Table("list_publications", metadata, ListPublicationColumns, Index(None, "draft_id"))
