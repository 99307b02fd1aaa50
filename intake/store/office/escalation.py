"""Clocks that the sweep must look at, the rungs they reached, and rests that were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake.store.cases import merges
from intake.store.cases.casework_tables import case_clocks, clock_extensions
from intake.store.office.reminder_tables import case_rests, clock_rungs


@dataclass(frozen=True, slots=True)
class Watched:
    """A clock to look at. `term` is how often it was extended; `due_at` as it is kept."""

    clock_id: int
    case_id: int
    term: int
    due_at: datetime | None


def to_look_at(connection: Connection, now: datetime, most: int) -> list[int]:
    """The clocks (ids) whose time has come, the longest-waiting first."""
    ripe = select(case_clocks.c.id).where(case_clocks.c.look_at <= now)
    return list(
        connection.execute(ripe.order_by(case_clocks.c.look_at, case_clocks.c.id).limit(most)).scalars()
    )


def hold(connection: Connection, clock_id: int, now: datetime) -> Watched | None:
    """A clock whose time has come, its case and its row locked until the transaction ends; None when it has
    not. In that order, as every step on a case takes them.

    SQLite's writing transactions come one after another anyway.
    """
    ripe = (case_clocks.c.id == clock_id, case_clocks.c.look_at <= now)
    case_id = connection.execute(select(case_clocks.c.case_id).where(*ripe)).scalar()
    if case_id is None:
        return None
    merges.locked_state(connection, case_id)
    row = connection.execute(
        select(case_clocks.c.case_id, case_clocks.c.due_at).where(*ripe).with_for_update()
    ).one_or_none()
    return Watched(clock_id, row.case_id, term_of(connection, clock_id), row.due_at) if row else None


def look_again(connection: Connection, clock_id: int, at: datetime | None) -> None:
    """Set when to look at a clock next; None: not until it changes."""
    connection.execute(update(case_clocks).where(case_clocks.c.id == clock_id).values(look_at=at))


def told(connection: Connection, clock_id: int, term: int) -> frozenset[str]:
    """The rungs of a clock that were sent or passed over."""
    mine = (clock_rungs.c.clock_id == clock_id, clock_rungs.c.term == term)
    return frozenset(connection.execute(select(clock_rungs.c.rung).where(*mine)).scalars())


def keep_rung(
    connection: Connection, clock: tuple[int, int], rung: str, now: datetime, *, sent: bool = True
) -> bool:
    """Keep that a rung of a clock (its id and term) was reached. False: it had been already."""
    values = {"clock_id": clock[0], "term": clock[1], "rung": rung, "sent": sent, "at": now}
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    kept = make(clock_rungs).values(**values).on_conflict_do_nothing().returning(clock_rungs.c.rung)
    return connection.execute(kept).first() is not None


def term_of(connection: Connection, clock_id: int) -> int:
    """How often a clock was extended."""
    extended = select(func.count()).where(clock_extensions.c.clock_id == clock_id)
    return connection.execute(extended).scalar_one()


def set_due(connection: Connection, clock_id: int, due_at: datetime) -> None:
    """An end that was not known is known now."""
    connection.execute(update(case_clocks).where(case_clocks.c.id == clock_id).values(due_at=due_at))


def keep_rest(connection: Connection, case_id: int, since: datetime, now: datetime) -> bool:
    """Keep that a rest was told of. False: it had been already."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(case_rests).values(case_id=case_id, since=since, at=now)
    kept = statement.on_conflict_do_nothing().returning(case_rests.c.case_id)
    return connection.execute(kept).first() is not None
