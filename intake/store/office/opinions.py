"""Departments consulted about a finding; talks and circulars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner
from intake.cases.supervision import TalkKind
from intake.store.office.supervision_tables import finding_opinions, talks
from intake.store.tables import users


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a consulted department says of a finding; `answered_at` None: not heard yet."""

    organ: Owner
    asked_at: datetime
    text: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with an organ or a circular about it, by its document."""

    number: str
    region: str
    kind: TalkKind
    organ: Owner
    document: str
    held_on: date
    text: str
    at: datetime
    staff: str


def ask(connection: Connection, finding_id: int, organ: Owner, now: datetime) -> None:
    """Consult a department."""
    values = {"region": organ.region, "department": organ.department, "asked_at": now, "text": ""}
    connection.execute(insert(finding_opinions).values(finding_id=finding_id, **values))


def of_finding(connection: Connection, finding_id: int) -> list[Opinion]:
    """Whom was asked and what they said, in the order of asking."""
    mine = select(finding_opinions).where(finding_opinions.c.finding_id == finding_id)
    rows = connection.execute(mine.order_by(finding_opinions.c.id))
    return [
        Opinion(Owner(row.region, row.department), row.asked_at, row.text, row.answered_at) for row in rows
    ]


def give(connection: Connection, finding_id: int, organ: Owner, said: str, by: tuple[int, datetime]) -> bool:
    """Keep what a department says (by whom and when). False when it was not asked, or has spoken."""
    open_one = (
        finding_opinions.c.finding_id == finding_id,
        finding_opinions.c.region == organ.region,
        finding_opinions.c.department == organ.department,
        finding_opinions.c.answered_at.is_(None),
    )
    values = {"text": said, "answered_by": by[0], "answered_at": by[1]}
    return connection.execute(update(finding_opinions).where(*open_one).values(**values)).rowcount > 0


def insert_talk(connection: Connection, values: Mapping[str, Any]) -> None:
    """Keep a talk or circular."""
    connection.execute(insert(talks).values(**values))


def talks_of(connection: Connection, regions: Sequence[str], organ: Owner | None, most: int) -> list[Talk]:
    """What offices of these regions recorded, or what concerns an organ; the newest first."""
    mine: ColumnElement[bool] = talks.c.region.in_(regions)
    if organ:
        mine = and_(talks.c.to_region == organ.region, talks.c.to_department == organ.department)
    rows = connection.execute(
        select(talks, users.c.name)
        .join(users, users.c.id == talks.c.staff_id)
        .where(mine)
        .order_by(talks.c.id.desc())
        .limit(most)
    )
    return [
        Talk(
            number=row.number,
            region=row.region,
            kind=TalkKind(row.kind),
            organ=Owner(row.to_region, row.to_department),
            document=row.document,
            held_on=row.held_on,
            text=row.text,
            at=row.at,
            staff=row.name,
        )
        for row in rows
    ]
