"""Cases that a new one may be a duplicate of. One index and a bound: never the whole table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from intake.cases.model import Case
from intake.cases.states import State
from intake.store.cases import cases as store
from intake.store.tables import cases

MOST = 40  # compared with one complaint, the newest first


@dataclass(frozen=True, slots=True)
class About:
    """What a complaint is about, coarsely: a matter in a county (`region`), from a day on."""

    matter: str
    region: str
    since: datetime


def find(connection: Connection, about: About, states: Collection[State] = ()) -> list[Case]:
    """The newest cases about it, in these states (none given: any). Never one that accuses an organ."""
    wanted = select(cases.c.id).where(
        cases.c.matter == about.matter,
        cases.c.region == about.region,
        cases.c.filed_at >= about.since,
        cases.c.restricted.is_(False),
        *([cases.c.state.in_(states)] if states else []),
    )
    newest = connection.execute(wanted.order_by(cases.c.filed_at.desc()).limit(MOST)).scalars()
    return store.by_ids(connection, list(newest))
