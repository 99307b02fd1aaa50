"""Events for other systems in the outbox: put with what they tell of, seen when they failed, sent anew."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.events import Recorded
from intake.cases.hooks import LEFT, SEEN_BY_HANDER, TOLD, Sent
from intake.cases.model import Owner
from intake.cases.notices import Audience, Channel, Delivery
from intake.cases.privacy import SHARED
from intake.store.cases import merges
from intake.store.notices.outbox_table import outbox
from intake.store.partners import partner_hooks
from intake.store.tables import cases

_FAILED = (Delivery.REFUSED, Delivery.GIVEN_UP)


def put(connection: Connection, line: Recorded) -> None:
    """Put an event of a case for every system that is told of it. Who handed over a case that goes along is
    told what its complainant is."""
    if line.case_id is None or line.event not in TOLD:
        return
    told = [(line.case_id, facts) for facts in partner_hooks.told_organ(connection, line.case_id)]
    if line.event in SEEN_BY_HANDER:
        along = merges.members(connection, line.case_id) if line.event in SHARED else ()
        for case_id in (line.case_id, *along):
            told += [(case_id, facts) for facts in partner_hooks.told_hander(connection, case_id)]
    for case_id, facts in told:
        _put(connection, case_id, {**facts, "type": TOLD[line.event]}, line.at)


def put_left(connection: Connection, case_id: int, organ: Owner, now: datetime) -> None:
    """Tell an organ's system that a case is no longer its own."""
    systems = partner_hooks.systems_of(connection, organ)
    if not systems:
        return
    number = connection.execute(
        select(cases.c.number).where(cases.c.id == case_id, cases.c.restricted.is_(False))
    ).scalar_one_or_none()
    for partner_id in systems if number else ():
        _put(connection, case_id, {"partner": str(partner_id), "number": number, "type": LEFT}, now)


def failed(connection: Connection, partner_id: int) -> int:
    """How many events did not reach a partner and are no longer tried."""
    return _count(connection, partner_id, outbox.c.delivery.in_(_FAILED))


def failures(connection: Connection) -> dict[int, int]:
    """How many events failed, by partner."""
    rows = connection.execute(
        select(outbox.c.template, func.count())
        .where(outbox.c.delivery.in_(_FAILED), outbox.c.audience == Audience.PARTNER)
        .group_by(outbox.c.template)
    )
    return {int(template.rpartition(":")[2]): count for template, count in rows}


def waiting(connection: Connection, partner_id: int) -> int:
    """How many events wait for a partner."""
    return _count(connection, partner_id, outbox.c.delivery.in_((Delivery.WAITING, Delivery.SENDING)))


def latest(connection: Connection, partner_id: int, most: int) -> list[Sent]:
    """A partner's last events, the newest first."""
    mine = select(outbox).where(_of(partner_id)).order_by(outbox.c.id.desc()).limit(most)
    return [
        Sent(
            id=row.id,
            number=row.key,
            kind=row.facts["type"],
            delivery=Delivery(row.delivery),
            attempts=row.attempts,
            trouble=row.trouble,
            at=datetime.fromisoformat(row.facts["at"]),
            due_at=row.due_at,
            finished_at=row.finished_at,
        )
        for row in connection.execute(mine)
    ]


def resend(connection: Connection, partner_id: int, now: datetime, only: int | None = None) -> list[str]:
    """Try those that failed anew, each under its own number; their numbers. With `only`, that one, be it
    that it waits for its next try or arrived already: who gets an event twice knows it by its number."""
    if only is None:
        return _again(connection, partner_id, now, outbox.c.delivery.in_(_FAILED))
    return _again(connection, partner_id, now, outbox.c.id == only)


def release(connection: Connection, partner_id: int, trouble: str, now: datetime) -> None:
    """Send now what waits because of this trouble, or was given up because of it."""
    _again(connection, partner_id, now, outbox.c.trouble == trouble)


def _again(connection: Connection, partner_id: int, now: datetime, which: ColumnElement[bool]) -> list[str]:
    values = {
        "delivery": Delivery.WAITING,
        "attempts": 0,
        "created_at": now,
        "due_at": now,
        "finished_at": None,
        "trouble": "",
    }
    mine = (_of(partner_id), outbox.c.delivery != Delivery.SENDING, which)
    again = update(outbox).where(*mine).values(**values).returning(outbox.c.key)
    return list(connection.execute(again).scalars())


def _put(connection: Connection, case_id: int, facts: Mapping[str, Any], at: datetime) -> None:
    connection.execute(
        insert(outbox).values(
            key=secrets.token_hex(16),
            case_id=case_id,
            template=_template(int(facts["partner"])),
            audience=Audience.PARTNER,
            facts={**facts, "at": at.isoformat()},
            channel=Channel.HOOK,
            delivery=Delivery.WAITING,
            attempts=0,
            trouble="",
            created_at=at,
            due_at=at,
        )
    )


def _count(connection: Connection, partner_id: int, condition: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(outbox).where(_of(partner_id), condition)
    return connection.execute(counted).scalar_one()


def _of(partner_id: int) -> ColumnElement[bool]:
    return outbox.c.template == _template(partner_id)


def _template(partner_id: int) -> str:
    """What stands in the column of templates, which events have none of: whose event it is."""
    return f"hook:{partner_id}"
