"""The table of what staff corrected in the router's decisions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class CorrectionColumns(TypedColumns):
    """One a case: the last word counts. `text` is de-identified; `said` is the department that the router
    named, `department` the one that staff decided on (ids; empty: not environmental)."""

    case_id: Named[int] = Column(Integer, ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    text: Named[str] = Column(Text)
    said: Named[str] = Column(String(64))
    department: Named[str] = Column(String(64))
    at: Named[datetime] = Column(UtcDateTime())


routing_corrections = Table("routing_corrections", metadata, CorrectionColumns)
