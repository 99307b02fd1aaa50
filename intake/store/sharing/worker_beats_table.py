"""The table in which each job of each worker says that it is at work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Named, String, Table, TypedColumns

from intake.store.base import UtcDateTime
from intake.store.tables import metadata


class WorkerBeatColumns(TypedColumns):
    """`host` and `job` name it; `at`: when it last finished a round."""

    host: Named[str] = Column(String(100), primary_key=True)
    job: Named[str] = Column(String(20), primary_key=True)
    at: Named[datetime] = Column(UtcDateTime())


worker_beats = Table("worker_beats", metadata, WorkerBeatColumns)
