"""The waiting room of filings: kept with one row each, carried through later, in the order they came.

What is given a receipt here is as safe as a case: on disk before the answer, and deleted only in the
transaction that makes its case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, String, bindparam, delete, func, select, union_all, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.cases.cases import next_number
from intake.store.filing import drafts
from intake.store.filing.waiting_table import waiting_filings as table
from intake.store.tables import cases, counters

# Made once: building such a statement anew costs more than running it.
_CODES = bindparam("codes", expanding=True, type_=String)
_KNOWN = union_all(
    select(table.c.code_hash).where(table.c.code_hash.in_(_CODES)),
    select(cases.c.code_hash).where(cases.c.code_hash.in_(_CODES)),
)
_KEEP = {
    dialect: make(table).on_conflict_do_nothing(index_elements=["code_hash"]).returning(table.c.number)
    for dialect, make in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
_BY_CODE = select(table).where(table.c.code_hash == bindparam("code"))


@dataclass(frozen=True, slots=True)
class NewFiling:
    """A filing about to be kept. Its number is the next of `series`. `draft`: id and version of the draft
    that it was."""

    series: str
    code_hash: str
    request_hash: str
    source: str
    filed_at: datetime
    sealed: bytes
    draft: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class WaitingFiling:
    """A filing that waits."""

    number: str
    code_hash: str
    request_hash: str
    source: str
    filed_at: datetime
    sealed: bytes
    draft_id: int | None


def keep(connection: Connection, new: Sequence[NewFiling]) -> list[str | None]:
    """Keep them, in this order; the number of each, or None: it was filed before, or its draft changed.

    Counting locks the series until the commit, so that of two who file the same one sees what the other did.
    Not over midnight, when they count in two series: then whoever writes second keeps nothing, and its number
    is nobody's.
    """
    last = {series: next_number(connection, series, count) for series, count in _wanted(new)}
    fresh = _fresh(connection, new)
    numbers: list[str | None] = [None] * len(new)
    for series, count in _wanted(new):
        first = last[series] - count + 1
        mine = [place for place in fresh if new[place].series == series]
        for number, place in enumerate(mine, start=first):
            numbers[place] = f"{series}-{number:06d}"
        if len(mine) < count:
            _give_back(connection, series, count - len(mine))
    kept = _kept(connection, [_row(new[place], numbers[place] or "") for place in fresh])
    return [number if number in kept else None for number in numbers]


def by_code_hash(connection: Connection, code_hash: str) -> WaitingFiling | None:
    """The waiting filing whose receipt code hashes to this."""
    row = connection.execute(_BY_CODE, {"code": code_hash}).one_or_none()
    return _filing(row) if row else None


def by_numbers(connection: Connection, source: str, numbers: Collection[str]) -> list[WaitingFiling]:
    """Those of these numbers that came from this source."""
    own = (table.c.source == source, table.c.number.in_(numbers))
    return [_filing(row) for row in connection.execute(select(table).where(*own))]


def take(connection: Connection, most: int, now: datetime, lease: timedelta) -> list[WaitingFiling]:
    """Take those that came first and are due, for so long: whoever looks meanwhile takes others."""
    due = select(table.c.id).where(table.c.due_at <= now).order_by(table.c.id).limit(most)
    taken = (
        update(table)
        .where(table.c.id.in_(due.with_for_update(skip_locked=True).scalar_subquery()))
        .values(due_at=now + lease, attempts=table.c.attempts + 1)
        .returning(table)
    )
    return [_filing(row) for row in sorted(connection.execute(taken), key=lambda row: row.id)]


def hold(connection: Connection, numbers: Collection[str]) -> set[str]:
    """Those of these numbers that still wait, held until the transaction ends. Before anything is recorded:
    who holds the end of the record must not wait for these.

    By number, as no number is given twice: SQLite gives the id of a row that went to one that comes.
    """
    own = table.c.number.in_(numbers)
    chosen = select(table.c.number).where(own).order_by(table.c.number).with_for_update()
    return set(connection.execute(chosen).scalars())


def remove(connection: Connection, numbers: Collection[str]) -> None:
    """They are cases now."""
    connection.execute(delete(table).where(table.c.number.in_(numbers)))


def postpone(connection: Connection, number: str, until: datetime) -> None:
    """Look at it again then."""
    connection.execute(update(table).where(table.c.number == number).values(due_at=until))


def let_go(connection: Connection, numbers: Collection[str], until: datetime, now: datetime) -> None:
    """Those of them that are still taken until then may be taken by anybody."""
    taken = (table.c.number.in_(numbers), table.c.due_at == until)
    connection.execute(update(table).where(*taken).values(due_at=now))


def length(connection: Connection) -> int:
    """How many wait."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def ends(connection: Connection) -> tuple[datetime, datetime] | None:
    """When the first and the last of those who wait came; None when nobody waits."""
    first = select(table.c.filed_at).order_by(table.c.id).limit(1)
    last = select(table.c.filed_at).order_by(table.c.id.desc()).limit(1)
    since, until = connection.execute(first).scalar(), connection.execute(last).scalar()
    return (since, until) if since and until else None


def due_since(connection: Connection, now: datetime) -> datetime | None:
    """When the first came of those that may be taken now. One that could not be read is not due for a while,
    so it makes nobody think that all have waited as long."""
    first = select(table.c.filed_at).where(table.c.due_at <= now).order_by(table.c.id).limit(1)
    return connection.execute(first).scalar()


def filed_before_last(connection: Connection, count: int) -> datetime | None:
    """When the one came that so many came after; None when no more than these wait."""
    newest = select(table.c.filed_at).order_by(table.c.id.desc()).offset(count).limit(1)
    return connection.execute(newest).scalar()


def _wanted(new: Sequence[NewFiling]) -> list[tuple[str, int]]:
    """How many numbers of each series, in an order that is the same for all who lock them."""
    return sorted(Counter(each.series for each in new).items())


def _fresh(connection: Connection, new: Sequence[NewFiling]) -> list[int]:
    """The places of those that were not filed before and whose drafts are as they were when read."""
    known = set(connection.execute(_KNOWN, {"codes": [each.code_hash for each in new]}).scalars())
    fresh = []
    for place, each in enumerate(new):
        if each.code_hash in known or not _draft_taken(connection, each):
            continue
        known.add(each.code_hash)
        fresh.append(place)
    return fresh


def _kept(connection: Connection, rows: list[dict[str, object]]) -> set[str]:
    """The numbers of those that were not filed by somebody meanwhile."""
    return set(connection.execute(_KEEP[connection.dialect.name], rows).scalars()) if rows else set()


def _draft_taken(connection: Connection, new: NewFiling) -> bool:
    return new.draft is None or drafts.forget_answers(connection, *new.draft, new.filed_at)


def _give_back(connection: Connection, series: str, count: int) -> None:
    """Numbers that nobody got; the series is still ours."""
    mine = counters.c.name == series
    connection.execute(update(counters).where(mine).values(value=counters.c.value - count))


def _row(new: NewFiling, number: str) -> dict[str, object]:
    return {
        "number": number,
        "code_hash": new.code_hash,
        "request_hash": new.request_hash,
        "source": new.source,
        "filed_at": new.filed_at,
        "sealed": new.sealed,
        "draft_id": new.draft[0] if new.draft else None,
        "due_at": new.filed_at,
        "attempts": 0,
    }


def _filing(row: Row[*tuple[object, ...]]) -> WaitingFiling:
    return WaitingFiling(
        row.number,
        row.code_hash,
        row.request_hash,
        row.source,
        row.filed_at,
        bytes(row.sealed),
        row.draft_id,
    )
