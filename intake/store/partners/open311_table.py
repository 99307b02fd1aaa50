"""The table of updates that other systems posted, and the index by which they find what they filed."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    func,
    literal_column,
)

from intake.store.tables import cases, metadata


class PostedUpdateColumns(TypedColumns):
    """An update under its sender's own number, and the line of the record that it became. `fingerprint`
    tells the same update sent again from another one under the same number."""

    source: Named[str] = Column(String(64), primary_key=True)
    external_id: Named[str] = Column(String(200), primary_key=True)
    event_id: Named[int] = Column(Integer, ForeignKey("events.id"), index=True)
    fingerprint: Named[str] = Column(String(64))


open311_updates = Table("open311_updates", metadata, PostedUpdateColumns)

# Only what other systems filed is in this index: filing on the web writes nothing more for it.
HANDED_OVER = func.substr(cases.c.source, literal_column("1"), literal_column("4")) == literal_column(
    "'api:'"
)
Index(
    "ix_cases_sender_filed",
    cases.c.source,
    cases.c.filed_at,
    sqlite_where=HANDED_OVER,
    postgresql_where=HANDED_OVER,
)
