"""Cases that partners handed over, and what changed of the cases of an organ or a partner since an event.

Places in the record are the cursors: its lines are numbered in the order of their commits, so that nobody who
asks for what came after the last line they saw misses one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, SelectBase, func, insert, or_, select
from sqlalchemy.sql import ColumnElement

from intake.cases.hooks import SEEN_BY_HANDER, SEEN_BY_ORGAN
from intake.cases.model import Owner
from intake.cases.privacy import SHARED
from intake.cases.states import State
from intake.store.cases.merges_table import case_merges
from intake.store.partners.partner_tables import departures, handovers
from intake.store.tables import audit_head, cases, events

WINDOW = 20_000  # lines of the record that one question looks at, so that none takes longer with the years


@dataclass(frozen=True, slots=True)
class Changed:
    """A case that changed, as it stands now. `event_id`, `changed_at`: the latest line that the asker may
    know of; `external`: the number under which a partner handed it over; `left`: it is no longer with the
    organ that asked, whom its version and state concern no more."""

    number: str
    version: int
    state: State
    owner: Owner
    changed_at: datetime
    event_id: int
    external: str = ""
    left: bool = False


def keep(connection: Connection, case_id: int, partner_id: int, external: str, now: datetime) -> None:
    """Note under which number a partner handed a case over. Raises IntegrityError when it did before."""
    values = {"case_id": case_id, "partner_id": partner_id, "external_number": external, "at": now}
    connection.execute(insert(handovers).values(**values))


def case_of(connection: Connection, partner_id: int, external: str) -> int | None:
    """The case that a partner handed over under that number."""
    one = (handovers.c.partner_id == partner_id, handovers.c.external_number == external)
    return connection.execute(select(handovers.c.case_id).where(*one)).scalar_one_or_none()


def known_of(connection: Connection, partner_id: int, externals: list[str]) -> dict[str, str]:
    """Which of these numbers a partner has handed over already, and the case numbers."""
    found: dict[str, str] = {}
    for start in range(0, len(externals), 500):
        some = handovers.c.external_number.in_(externals[start : start + 500])
        rows = connection.execute(
            select(handovers.c.external_number, cases.c.number)
            .join(cases, cases.c.id == handovers.c.case_id)
            .where(handovers.c.partner_id == partner_id, some)
        )
        found.update({row.external_number: row.number for row in rows})
    return found


def depart(connection: Connection, case_id: int, organ: Owner) -> None:
    """Note that a case left an organ, at the end of the record as it stands."""
    last = select(audit_head.c.last_id).scalar_subquery()
    values = {"case_id": case_id, "region": organ.region, "department": organ.department}
    connection.execute(insert(departures).values(event_id=last, **values))


def changed_of_organ(
    connection: Connection, organ: Owner, after: int, until: int, most: int
) -> list[Changed]:
    """Unrestricted cases of an organ with lines after one and up to another, and those that left it."""
    mine = (
        cases.c.owner_region == organ.region,
        cases.c.owner_department == organ.department,
        cases.c.restricted.is_(False),
    )
    own = select(events.c.case_id, events.c.id, events.c.at).where(
        *_between(after, until), events.c.event.in_(SEEN_BY_ORGAN)
    )
    here = _changed(connection, own, mine, most)
    left = _left(connection, organ, after, until, most)
    return sorted([*here, *left], key=lambda each: each.event_id)[:most]


def changed_of_partner(
    connection: Connection, partner_id: int, after: int, until: int, most: int
) -> list[Changed]:
    """Cases that a partner handed over, with lines after one and up to another: their own, and those that
    their complainants share with the case they go along with."""
    own = select(events.c.case_id, events.c.id, events.c.at).where(
        *_between(after, until), events.c.event.in_(SEEN_BY_HANDER)
    )
    shared = (
        select(case_merges.c.case_id, events.c.id, events.c.at)
        .join(events, events.c.case_id == case_merges.c.lead_id)
        .where(
            *_between(after, until),
            events.c.event.in_(SHARED),
            events.c.at >= case_merges.c.merged_at,
        )
    )
    return _changed(connection, own.union_all(shared), (handovers.c.partner_id == partner_id,), most)


def last_line(connection: Connection) -> int:
    """The number of the last line of the record."""
    return connection.execute(select(audit_head.c.last_id)).scalar_one()


def _between(after: int, until: int) -> tuple[ColumnElement[bool], ...]:
    return events.c.id > after, events.c.id <= until


def _changed(
    connection: Connection, lines: SelectBase, conditions: tuple[ColumnElement[bool], ...], most: int
) -> list[Changed]:
    seen = lines.subquery()
    latest = func.max(seen.c.id).label("event_id")
    rows = connection.execute(
        select(cases, handovers.c.external_number, latest, func.max(seen.c.at).label("changed_at"))
        .select_from(
            seen.join(cases, cases.c.id == seen.c.case_id).outerjoin(
                handovers, handovers.c.case_id == cases.c.id
            )
        )
        .where(*conditions)
        .group_by(cases.c.id, handovers.c.external_number)
        .order_by(latest)
        .limit(most)
    )
    return [_row(row, external=row.external_number or "") for row in rows]


def _left(connection: Connection, organ: Owner, after: int, until: int, most: int) -> list[Changed]:
    """Those that went to somebody else, as of when they did: what became of them there is not told."""
    rows = connection.execute(
        select(cases, func.max(events.c.id).label("event_id"), func.max(events.c.at).label("changed_at"))
        .join(departures, departures.c.case_id == cases.c.id)
        .join(events, events.c.id == departures.c.event_id)
        .where(
            departures.c.region == organ.region,
            departures.c.department == organ.department,
            departures.c.event_id > after,
            departures.c.event_id <= until,
            cases.c.restricted.is_(False),
            or_(
                cases.c.owner_region != organ.region,
                cases.c.owner_department.is_distinct_from(organ.department),
            ),
        )
        .group_by(cases.c.id)
        .order_by("event_id")
        .limit(most)
    )
    return [_row(row, left=True) for row in rows]


def _row(row: Row[*tuple[Any, ...]], *, external: str = "", left: bool = False) -> Changed:
    return Changed(
        number=row.number,
        version=row.version,
        state=State(row.state),
        owner=_owner(row),
        changed_at=row.changed_at,
        event_id=row.event_id,
        external=external,
        left=left,
    )


def _owner(row: Row[*tuple[Any, ...]]) -> Owner:
    return Owner(row.owner_region, row.owner_department)
