"""Signs of life: written by each worker's jobs, read by whoever watches."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.sharing.worker_beats_table import worker_beats


def beat(connection: Connection, host: str, job: str, now: datetime) -> None:
    """This job of this host is at work."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    row = make(worker_beats).values(host=host, job=job, at=now)
    key = [worker_beats.c.host, worker_beats.c.job]
    connection.execute(row.on_conflict_do_update(index_elements=key, set_={"at": now}))


def newest(connection: Connection) -> dict[str, datetime]:
    """Each job and when it was last at work, on whichever host."""
    rows = connection.execute(
        select(worker_beats.c.job, func.max(worker_beats.c.at).label("at")).group_by(worker_beats.c.job)
    )
    return {row.job: row.at for row in rows}


def others(connection: Connection, host: str, since: datetime) -> list[str]:
    """Hosts but this one that were at work since then."""
    seen = select(worker_beats.c.host).where(worker_beats.c.host != host, worker_beats.c.at >= since)
    return list(connection.execute(seen.distinct().order_by(worker_beats.c.host)).scalars())


def forget_before(connection: Connection, moment: datetime) -> None:
    """Hosts that are gone."""
    connection.execute(delete(worker_beats).where(worker_beats.c.at < moment))
