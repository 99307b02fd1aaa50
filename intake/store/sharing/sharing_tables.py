"""What the processes of an installation tell each other, on however many hosts they run."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Named, String, Table, Text, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class SharedMarkColumns(TypedColumns):
    """One word that all go by, under its name."""

    name: Named[str] = Column(String(32), primary_key=True)
    value: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcDateTime())


class RateCountColumns(TypedColumns):
    """How often somebody did something in a span of time. `subject` is a keyed hash of who and what; `span`
    counts from 1970 in lengths of the limit."""

    subject: Named[str] = Column(String(64), primary_key=True)
    span: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    count: Named[int] = Column(Integer)
    expires_at: Named[datetime] = Column(UtcDateTime(), index=True)


shared_marks = Table("shared_marks", metadata, SharedMarkColumns)
rate_counts = Table("rate_counts", metadata, RateCountColumns)
