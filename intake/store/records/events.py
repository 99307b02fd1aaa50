"""The record: written through one function, chained line to line, read per case, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Text, Update, cast, func, insert, select, type_coerce, update
from sqlalchemy import event as sql_event
from sqlalchemy.sql import ColumnElement

from intake import security_log
from intake.cases.events import Event, Recorded
from intake.cases.security_events import is_of_security
from intake.store.base import audit_key
from intake.store.notices import outbox
from intake.store.partners import outbox_hooks
from intake.store.records import chain
from intake.store.records.chain import Head, Line
from intake.store.tables import audit_head, events, users

_BATCH = 2000
_AT_ONCE = 10  # lines in one statement


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line as it lies in the database, whatever somebody made of it. `seal` is None for lines older than
    the chain."""

    line: Line
    detail: str
    previous: str
    hash: str
    seal: str | None


def record(connection: Connection, *lines: Recorded) -> None:
    """Append lines, in the transaction of what they record, and put the notices they call for.

    The head's row is locked from here to the commit, so that lines are chained in one order: record last, and
    what belongs together at once. Other systems are told in the same transaction too.
    """
    outbox.put(connection, lines)
    for line in lines:
        outbox_hooks.put(connection, line)
    key, end, rows = audit_key(connection), locked_head(connection), []
    for line in lines:
        row = _chained(key, end, line)
        end = replace(end, last_id=row["id"], hash=row["hash"])
        rows.append(row)
    _append(connection, rows, end)
    _tell_security(connection, [line for line in lines if is_of_security(line.event)])


def head(connection: Connection) -> Head | None:
    """The end of the chain; None when somebody removed it."""
    row = connection.execute(select(audit_head)).first()
    return _head(row) if row else None


def locked_head(connection: Connection) -> Head:
    """The end of the chain, held until the transaction ends. Raises NoResultFound when it is gone."""
    return _head(connection.execute(select(audit_head).with_for_update()).one())


def seal_head(connection: Connection, end: Head) -> None:
    """Make this the end of the chain."""
    connection.execute(_new_end(connection, end))


def last_id(connection: Connection) -> int:
    """The highest line number there is; 0 for none."""
    return connection.execute(select(func.coalesce(func.max(events.c.id), 0))).scalar_one()


def stored_lines(
    connection: Connection, since: datetime | None = None, until: datetime | None = None
) -> Iterator[StoredLine]:
    """Every line in order, in batches; only those from `since` (included) to `until` (left out), if given."""
    conditions = [events.c.at >= since] if since else []
    conditions += [events.c.at < until] if until else []
    after = -1
    while batch := _batch(connection, events.c.id > after, *conditions):
        yield from batch
        after = batch[-1].line.id


def times_of_staff(connection: Connection, staff_id: int, event: Event, most: int) -> list[datetime]:
    """When somebody last did something, newest first."""
    mine = (events.c.staff_id == staff_id, events.c.event == event)
    rows = connection.execute(select(events.c.at).where(*mine).order_by(events.c.id.desc()).limit(most))
    return list(rows.scalars())


def last_time(connection: Connection, event: Event) -> datetime | None:
    """When something last happened."""
    rows = connection.execute(
        select(events.c.at).where(events.c.event == event).order_by(events.c.id.desc()).limit(1)
    )
    return rows.scalar()


def newest_time(connection: Connection) -> datetime | None:
    """When the last line of all was written."""
    return connection.execute(select(events.c.at).order_by(events.c.id.desc()).limit(1)).scalar()


def of_case(connection: Connection, case_id: int) -> tuple[Recorded, ...]:
    """The record of one case, oldest first, with the names of the staff who acted."""
    rows = connection.execute(
        select(events, users.c.name.label("staff_name"))
        .select_from(events.outerjoin(users))
        .where(events.c.case_id == case_id)
        .order_by(events.c.id)
    )
    return tuple(
        Recorded(Event(row.event), row.at, row.case_id, row.staff_id, row.staff_name, row.detail)
        for row in rows
    )


def _append(connection: Connection, rows: list[dict[str, Any]], end: Head) -> None:
    """Write the lines and the new end. On PostgreSQL in one statement: others wait for us meanwhile."""
    if connection.dialect.name == "sqlite" or len(rows) > _AT_ONCE:
        connection.execute(insert(events), rows)
        seal_head(connection, end)
    else:
        connection.execute(_new_end(connection, end).add_cte(insert(events).values(rows).cte("lines")))


def _new_end(connection: Connection, end: Head) -> Update:
    seal = chain.seal_of_head(audit_key(connection), end)
    return update(audit_head).values(last_id=end.last_id, hash=end.hash, seal=seal)


def _chained(key: bytes, end: Head, recorded: Recorded) -> dict[str, Any]:
    """The row of a line that follows `end`."""
    line = Line(
        id=end.last_id + 1,
        at=chain.moment(recorded.at),
        event=recorded.event,
        case_id=recorded.case_id,
        staff_id=recorded.staff_id,
        facts=chain.facts_of(json.dumps(recorded.detail)),  # the text that the JSON column stores
    )
    digest = chain.hash_of(end.hash, line)
    return {
        "id": line.id,
        "at": recorded.at,
        "event": line.event,
        "case_id": line.case_id,
        "staff_id": line.staff_id,
        "detail": recorded.detail,
        "previous": end.hash,
        "hash": digest,
        "seal": chain.seal_of_line(key, digest),
    }


def _batch(connection: Connection, *conditions: ColumnElement[bool]) -> list[StoredLine]:
    """Times and facts as the very text that is stored, so that no changed byte is parsed away."""
    at: ColumnElement[str]
    detail: ColumnElement[str]
    if connection.dialect.name == "sqlite":
        at, detail = type_coerce(events.c.at, Text), type_coerce(events.c.detail, Text)
    else:
        at = func.to_char(func.timezone("UTC", events.c.at), "YYYY-MM-DD HH24:MI:SS.US")
        detail = cast(events.c.detail, Text)
    wanted = select(
        events.c.id,
        at.label("moment"),
        events.c.event,
        events.c.case_id,
        events.c.staff_id,
        detail.label("facts"),
        events.c.previous,
        events.c.hash,
        events.c.seal,
    )
    rows = connection.execute(wanted.where(*conditions).order_by(events.c.id).limit(_BATCH))
    return [StoredLine(_line(row), row.facts, row.previous, row.hash, row.seal) for row in rows]


def _head(row: Row[*tuple[Any, ...]]) -> Head:
    return Head(row.sealed_from, row.last_id, row.hash, row.seal)


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    return Line(row.id, row.moment, row.event, row.case_id, row.staff_id, chain.facts_of(row.facts))


def _tell_security(connection: Connection, lines: list[Recorded]) -> None:
    """The security log says it too, once it is on disk: what is rolled back did not happen."""

    def tell(_connection: Connection) -> None:
        for line in lines:
            who = {"staff": line.staff_id, "case": line.case_id}
            by_staff = line.staff_id is not None or line.event is Event.LOGIN_REFUSED
            security_log.note(line.event.value, with_address=by_staff, **who)

    if lines:
        sql_event.listen(connection, "commit", tell, once=True)
