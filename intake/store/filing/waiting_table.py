"""The table of filings that were acknowledged and not carried through yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, Named, String, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class WaitingFilingColumns(TypedColumns):
    """A complaint with its receipt and no case yet. What was typed, contact and all, is in `sealed`; the rest
    becomes the case's. `draft_id`: the draft whose files go with it. It is looked at again at `due_at`:
    while somebody carries it through, and after it could not be."""

    id: Named[int] = Column(Integer, primary_key=True)
    number: Named[str] = Column(String(32), unique=True)
    code_hash: Named[str] = Column(String(64), unique=True)
    request_hash: Named[str] = Column(String(64))
    source: Named[str] = Column(String(64))
    filed_at: Named[datetime] = Column(UtcDateTime())
    sealed: Named[bytes] = Column(LargeBinary)
    draft_id: Named[int | None] = Column(ForeignKey("drafts.id"), unique=True)
    due_at: Named[datetime] = Column(UtcDateTime())
    attempts: Named[int] = Column(Integer)


waiting_filings = Table("waiting_filings", metadata, WaitingFilingColumns)
