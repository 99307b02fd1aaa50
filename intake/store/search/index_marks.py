"""Whatever changes a case notes here, in its own transaction, that the search index must take it up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from intake.store.base import UPSERTS
from intake.store.search.index_queue_table import index_queue

_NOTE = {
    name: make(index_queue).on_conflict_do_update(
        index_elements=[index_queue.c.case_id], set_={"mark": index_queue.c.mark + 1}
    )
    for name, make in UPSERTS.items()
}


def add(connection: Connection, case_ids: Collection[int], now: datetime) -> None:
    """Note that these cases change in this transaction."""
    if not case_ids:
        return
    rows = [{"case_id": case_id, "mark": 1, "since": now} for case_id in case_ids]
    connection.execute(_NOTE[connection.dialect.name], rows)
