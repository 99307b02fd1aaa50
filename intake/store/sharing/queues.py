"""How much waits, and since when: for whoever watches over the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, func, select

from intake.cases.notices import Delivery
from intake.store.cases.casework_tables import case_clocks
from intake.store.filing import waiting
from intake.store.lists.list_publications_table import list_publications
from intake.store.notices import outbox
from intake.store.notices.outbox_table import outbox as notices
from intake.store.search import index_queue

_FAILED = (Delivery.REFUSED, Delivery.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Queues:
    """Numbers of what waits; `..._since`: when the oldest came (None: nothing waits). `unswept`: clocks
    whose time has come and that no sweep has looked at yet. `failed`: notices that ended badly since the
    moment asked for."""

    filings: int
    filings_since: datetime | None
    notices: int
    notices_since: datetime | None
    outdated: int
    outdated_since: datetime | None
    publications: int
    overdue: int
    unswept: int
    failed: int


def now(connection: Connection, moment: datetime, failed_since: datetime) -> Queues:
    """All of it, each number by an index."""
    failed = notices.c.delivery.in_(_FAILED) & (notices.c.due_at >= failed_since)
    room = waiting.ends(connection)
    overdue = case_clocks.c.stopped_at.is_(None) & (case_clocks.c.due_at < moment)
    return Queues(
        filings=waiting.length(connection) if room else 0,
        filings_since=room[0] if room else None,
        notices=_count(connection, notices, notices.c.delivery.in_(outbox.UNDONE)),
        notices_since=outbox.oldest_waiting(connection),
        outdated=index_queue.length(connection),
        outdated_since=index_queue.oldest(connection),
        publications=_count(connection, list_publications, list_publications.c.busy.is_not(None)),
        overdue=_count(connection, case_clocks, overdue),
        unswept=_count(connection, case_clocks, case_clocks.c.look_at <= moment),
        failed=_count(connection, notices, failed),
    )


def _count(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one())
