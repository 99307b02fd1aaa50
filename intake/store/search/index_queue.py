"""Cases that the search index must take up, and what it must know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from intake.cases.model import Case
from intake.store.cases import cases as case_store
from intake.store.search.index_queue_table import index_queue
from intake.store.tables import cases


@dataclass(frozen=True, slots=True)
class Outdated:
    """A case whose entry is out of date, and which change of it that was."""

    case_id: int
    mark: int


def waiting(connection: Connection, limit: int) -> list[Outdated]:
    """The longest out of date first."""
    first = select(index_queue.c.case_id, index_queue.c.mark).order_by(index_queue.c.since).limit(limit)
    return [Outdated(row.case_id, row.mark) for row in connection.execute(first)]


def done(connection: Connection, taken: Sequence[Outdated]) -> None:
    """These are up to date, unless they changed again meanwhile."""
    for each in taken:
        one = (index_queue.c.case_id == each.case_id, index_queue.c.mark == each.mark)
        connection.execute(delete(index_queue).where(*one))


def oldest(connection: Connection) -> datetime | None:
    """Since when something is out of date; None when nothing is."""
    return connection.execute(select(func.min(index_queue.c.since))).scalar_one()


def length(connection: Connection) -> int:
    """How many cases are out of date."""
    return int(connection.execute(select(func.count()).select_from(index_queue)).scalar_one())


def searchable(connection: Connection) -> int:
    """How many cases the index should hold."""
    counted = select(func.count()).select_from(cases).where(cases.c.restricted.is_(False))
    return int(connection.execute(counted).scalar_one())


def every_case(connection: Connection, batch: int) -> Iterator[Case]:
    """Every case that may be searched for, by id, read in batches."""
    last = 0
    while True:
        more = select(cases.c.id).where(cases.c.id > last, cases.c.restricted.is_(False))
        ids = list(connection.execute(more.order_by(cases.c.id).limit(batch)).scalars())
        if not ids:
            return
        last = ids[-1]
        yield from sorted(case_store.by_ids(connection, ids), key=lambda case: case.id)


def versions(connection: Connection, last: int, batch: int) -> dict[int, tuple[str, int]]:
    """Id → number and version of the next searchable cases after `last`, by id."""
    columns = select(cases.c.id, cases.c.number, cases.c.version)
    more = columns.where(cases.c.id > last, cases.c.restricted.is_(False))
    rows = connection.execute(more.order_by(cases.c.id).limit(batch))
    return {row.id: (row.number, row.version) for row in rows}
