"""What an inspection asks of a case beyond its answer: what was put right, and what followed for whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class CaseOutcomeColumns(TypedColumns):
    """One row a case, once its department wrote it down. `fine`: yuan; NULL: none was imposed."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True, autoincrement=False)
    findings: Named[str] = Column(Text)
    rectification: Named[str] = Column(Text)
    handling: Named[str] = Column(Text)
    fine: Named[int | None] = Column(Integer)
    accountability: Named[str] = Column(Text)
    written_at: Named[datetime] = Column(UtcDateTime())
    written_by: Named[int] = Column(ForeignKey("users.id"), index=True)


case_outcomes = Table("case_outcomes", metadata, CaseOutcomeColumns)
