"""The table of cases whose entry in the search index is out of date."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, Named, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class IndexQueueColumns(TypedColumns):
    """Written in the transaction that changes the case. `mark` counts the changes, so that one that comes
    while the last is being indexed is not forgotten; `since`: when the entry went out of date."""

    case_id: Named[int] = Column(
        Integer, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    mark: Named[int] = Column(Integer)
    since: Named[datetime] = Column(UtcDateTime(), index=True)


index_queue = Table("index_queue", metadata, IndexQueueColumns)
