"""Notices to send: put with what they tell of, taken by one worker at a time, settled once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, delete, func, insert, or_, select, update

from intake.cases.events import Recorded
from intake.cases.notices import Audience, Channel, Delivery, Notice, notices_for, shared_notices
from intake.store.cases import merges
from intake.store.notices.outbox_table import outbox

# Made once: building such a statement anew costs more than running it.
_PUT = insert(outbox)
_OURS = (outbox.c.id == bindparam("mine"), outbox.c.claim == bindparam("claimed"))
_SET_CHANNEL = update(outbox).where(*_OURS).values(channel=bindparam("by"))
_MARK = (
    update(outbox)
    .where(outbox.c.id == bindparam("mine"))
    .values(
        delivery=Delivery.SENDING,
        claim=bindparam("claimed"),
        attempts=outbox.c.attempts + 1,
        due_at=bindparam("until"),
    )
    .returning(outbox)
)
_SETTLE = (
    update(outbox)
    .where(*_OURS)
    .values(delivery=bindparam("how"), claim=None, finished_at=bindparam("at"), trouble=bindparam("why"))
)
UNDONE = (Delivery.WAITING, Delivery.SENDING)


@dataclass(frozen=True, slots=True)
class Taken:
    """A notice in the hands of one worker, until it is settled or its lease is over."""

    id: int
    key: str
    claim: str
    case_id: int
    template: str
    audience: Audience
    facts: Mapping[str, str]
    channel: Channel | None
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a notice."""

    template: str
    audience: Audience
    facts: Mapping[str, str]
    channel: Channel | None
    delivery: Delivery
    attempts: int
    trouble: str
    created_at: datetime
    due_at: datetime
    finished_at: datetime | None


def put(connection: Connection, lines: Sequence[Recorded]) -> None:
    """Put the notices these events call for, in the events' own transaction: both are kept or neither. Those
    who go along with a case are told with it."""
    rows = [row for line in lines for row in _called_for(connection, line)]
    if rows:
        connection.execute(_PUT, rows)


def _called_for(connection: Connection, line: Recorded) -> Iterator[dict[str, Any]]:
    for notice in notices_for(line):
        yield _row(line, notice, line.case_id)
    shared = shared_notices(line)
    for case_id in merges.members(connection, line.case_id) if shared and line.case_id else ():
        for notice in shared:
            yield _row(line, notice, case_id)


def _row(line: Recorded, notice: Notice, case_id: int | None) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "template": notice.template,
        "audience": notice.audience,
        "facts": {name: line.detail[name] for name in notice.facts if name in line.detail},
        "channel": None,
        **_fresh(line.at),
    }


def put_copy(connection: Connection, taken: Taken, channel: Channel, now: datetime) -> None:
    """Put the same notice once more, for another channel."""
    connection.execute(
        insert(outbox).values(
            case_id=taken.case_id,
            template=taken.template,
            audience=taken.audience,
            facts=dict(taken.facts),
            channel=channel,
            **(_fresh(taken.created_at) | {"due_at": now}),
        )
    )


def take(
    connection: Connection,
    now: datetime,
    lease: timedelta,
    resting: Collection[Channel] = (),
    only: Channel | None = None,
) -> Taken | None:
    """Take the notice that has waited longest, unless its channel is `resting`; None when none is due. With
    `only`, of that channel.

    The row is marked before anything is sent. If its worker dies it is due again after `lease`.
    """
    due = connection.execute(_due(now, resting, only)).scalar_one_or_none()
    if due is None:
        return None
    marked = {"mine": due, "claimed": secrets.token_hex(16), "until": now + lease}
    return _taken(connection.execute(_MARK, marked).one())


def set_channel(connection: Connection, taken: Taken, channel: Channel) -> None:
    """Keep the channel chosen, so that every further attempt goes the same way."""
    chosen = {"mine": taken.id, "claimed": taken.claim, "by": channel}
    connection.execute(_SET_CHANNEL, chosen)


def drop(connection: Connection, taken: Taken) -> None:
    """Forget a notice that nobody is to get."""
    connection.execute(delete(outbox).where(*_mine(taken)))


def settle(
    connection: Connection, taken: Taken, delivery: Delivery, now: datetime, trouble: str = ""
) -> bool:
    """Write down how it ended; False when another worker took it meanwhile."""
    ended = {"mine": taken.id, "claimed": taken.claim, "how": delivery, "at": now, "why": trouble}
    return connection.execute(_SETTLE, ended).rowcount == 1


def put_back(connection: Connection, taken: Taken, due_at: datetime, trouble: str) -> bool:
    """Let it wait for another attempt; False when another worker took it meanwhile."""
    values = {"delivery": Delivery.WAITING, "claim": None, "due_at": due_at, "trouble": trouble}
    return connection.execute(update(outbox).where(*_mine(taken)).values(**values)).rowcount == 1


def of_case(connection: Connection, case_id: int) -> tuple[Kept, ...]:
    """The notices of a case, oldest first."""
    rows = connection.execute(select(outbox).where(outbox.c.case_id == case_id).order_by(outbox.c.id))
    return tuple(_kept(row) for row in rows)


def oldest_waiting(connection: Connection) -> datetime | None:
    """When the oldest notice to people that is not settled yet was put; another system may be down."""
    to_people = outbox.c.audience != Audience.PARTNER
    return connection.execute(
        select(func.min(outbox.c.created_at)).where(outbox.c.delivery.in_(UNDONE), to_people)
    ).scalar_one()


def delete_finished(connection: Connection, before: datetime) -> None:
    """Forget notices that ended before a time."""
    connection.execute(delete(outbox).where(outbox.c.finished_at < before))


def _due(now: datetime, resting: Collection[Channel], only: Channel | None) -> Select[int]:
    """The next row to take, locked on PostgreSQL; SQLite's writing transactions come one after another."""
    awake = or_(outbox.c.channel.is_(None), outbox.c.channel.not_in(list(resting)))
    wanted = awake if only is None else outbox.c.channel == only
    return (
        select(outbox.c.id)
        .where(outbox.c.delivery.in_(UNDONE), outbox.c.due_at <= now, wanted)
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _mine(taken: Taken) -> tuple[Any, Any]:
    return outbox.c.id == taken.id, outbox.c.claim == taken.claim


def _fresh(at: datetime) -> dict[str, Any]:
    return {
        "key": secrets.token_hex(16),
        "delivery": Delivery.WAITING,
        "attempts": 0,
        "trouble": "",
        "created_at": at,
        "due_at": at,
    }


def _channel(name: str | None) -> Channel | None:
    return Channel(name) if name else None


def _taken(row: Row[*tuple[Any, ...]]) -> Taken:
    return Taken(
        id=row.id,
        key=row.key,
        claim=row.claim,
        case_id=row.case_id,
        template=row.template,
        audience=Audience(row.audience),
        facts=row.facts,
        channel=_channel(row.channel),
        attempts=row.attempts,
        created_at=row.created_at,
    )


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    return Kept(
        template=row.template,
        audience=Audience(row.audience),
        facts=row.facts,
        channel=_channel(row.channel),
        delivery=Delivery(row.delivery),
        attempts=row.attempts,
        trouble=row.trouble,
        created_at=row.created_at,
        due_at=row.due_at,
        finished_at=row.finished_at,
    )
