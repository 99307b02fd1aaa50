"""Whatever changes a case notes here, in its own transaction, that the search index must take it up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.index_queue_table import index_queue


def add(connection: Connection, case_ids: Collection[int], now: datetime) -> None:
    """Note that these cases change in this transaction."""
    if not case_ids:
        return
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    rows = [{"case_id": case_id, "mark": 1, "since": now} for case_id in case_ids]
    again = {"mark": index_queue.c.mark + 1}
    noted = make(index_queue).on_conflict_do_update(index_elements=[index_queue.c.case_id], set_=again)
    connection.execute(noted, rows)
