"""Under which kinds of pollution a case counts, where the desk said so."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Named, String, Table, TypedColumns

from intake.store.tables import metadata


class CaseKindColumns(TypedColumns):
    """One kind (a topic's id) of a case; it may have several. Without a row: the topics of its matter."""

    case_id: Named[int] = Column(ForeignKey("cases.id"), primary_key=True)
    kind: Named[str] = Column(String(64), primary_key=True)


case_kinds = Table("case_kinds", metadata, CaseKindColumns)
