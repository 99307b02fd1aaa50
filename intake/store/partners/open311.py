"""What another system filed, and the updates it posted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, FromClause, Subquery, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from intake.cases.events import Event, Recorded
from intake.cases.publication import Stage
from intake.cases.states import State
from intake.store.cases.merges_table import case_merges
from intake.store.partners.open311_table import HANDED_OVER, open311_updates
from intake.store.publication.publication_table import publications
from intake.store.tables import cases, events

_lead = cases.alias("lead")
_LONG = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Steps:
    """The events that a sender is told: `own` of its cases, `shared` of those they go along with."""

    own: Collection[Event]
    shared: Collection[Event]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of a system's cases to list, and which page of them; `times` bounds when they were filed, or,
    with `steps`, when the last of these happened. `items` with None: those without one. Empty or None: not
    asked."""

    times: tuple[datetime, datetime]
    steps: Steps | None = None
    items: Collection[str | None] = ()
    states: Collection[State] = ()
    regions: Collection[str] | None = None
    limit: int = 1000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Feed:
    """Which lines of the record to tell, and which page of them."""

    times: tuple[datetime, datetime]
    steps: Steps
    regions: Collection[str] | None = None
    limit: int = 1000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the record and the number of the case it is told of."""

    event_id: int
    number: str
    line: Recorded


@dataclass(frozen=True, slots=True)
class Posted:
    """An update as it was kept."""

    event_id: int
    fingerprint: str


def listed(connection: Connection, source: str, wanted: Wanted) -> list[tuple[int, int | None]]:
    """The ids of a system's cases, each with that of the case it goes along with; the newest first."""
    # HANDED_OVER narrows nothing: it tells both engines that the partial index holds what is asked for.
    statement = (
        select(cases.c.id, case_merges.c.lead_id)
        .select_from(_with_lead())
        .where(cases.c.source == source, HANDED_OVER, *_in_time(wanted), *_conditions(wanted))
        .order_by(cases.c.filed_at.desc(), cases.c.id.desc())
        .limit(wanted.limit)
        .offset(wanted.offset)
    )
    return [(row.id, row.lead_id) for row in connection.execute(statement)]


def numbered(connection: Connection, source: str, numbers: Collection[str]) -> list[tuple[int, int | None]]:
    """The same for those of these numbers that the system filed, whenever it did."""
    statement = (
        select(cases.c.id, case_merges.c.lead_id)
        .select_from(_with_lead())
        .where(cases.c.number.in_(numbers), cases.c.source == source)
        .order_by(cases.c.filed_at.desc(), cases.c.id.desc())
    )
    return [(row.id, row.lead_id) for row in connection.execute(statement)]


def results_of(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """The numbers of results that may be public, by case; not of those that were withdrawn."""
    given = (publications.c.case_id.in_(ids), publications.c.stage == Stage.APPROVED)
    rows = connection.execute(select(publications.c.case_id, publications.c.number).where(*given))
    return {row.case_id: row.number for row in rows if row.number}


def last_steps(connection: Connection, ids: Collection[int], steps: Steps) -> dict[int, datetime]:
    """When the last of the steps happened, by case."""
    both = _stepped(steps, ids=ids)
    latest = select(both.c.sender_case, func.max(both.c.at).label("at")).group_by(both.c.sender_case)
    rows = connection.execute(latest)
    return {row.sender_case: row.at for row in rows}


def told(connection: Connection, source: str, feed: Feed) -> list[Told]:
    """What happened to a system's cases, oldest first, and to those that they go along with since they do."""
    both = _stepped(feed.steps, times=feed.times)
    page = (
        select(both, cases.c.number)
        .join(cases, cases.c.id == both.c.sender_case)
        .where(cases.c.source == source, HANDED_OVER, *_inside(feed.regions))
        .order_by(both.c.id, cases.c.number)
        .limit(feed.limit)
        .offset(feed.offset)
    )
    return [
        Told(row.id, row.number, Recorded(Event(row.event), row.at, row.case_id, detail=row.detail))
        for row in connection.execute(page)
    ]


def last_line(connection: Connection, case_id: int, event: Event) -> int:
    """The number of the last line of that kind in a case's record. Raises NoResultFound."""
    mine = select(events.c.id).where(events.c.case_id == case_id, events.c.event == event)
    return connection.execute(mine.order_by(events.c.id.desc()).limit(1)).scalar_one()


def posted(connection: Connection, source: str, external_id: str) -> Posted | None:
    """What an update of that number became."""
    same = (open311_updates.c.source == source, open311_updates.c.external_id == external_id)
    row = connection.execute(select(open311_updates).where(*same)).one_or_none()
    return Posted(row.event_id, row.fingerprint) if row else None


def keep_posted(connection: Connection, source: str, external_id: str, update: Posted) -> bool:
    """Keep what an update became; False when one of that number was kept meanwhile."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(open311_updates).values(
        source=source, external_id=external_id, event_id=update.event_id, fingerprint=update.fingerprint
    )
    kept = statement.on_conflict_do_nothing().returning(open311_updates.c.event_id)
    return connection.execute(kept).first() is not None


def _with_lead() -> FromClause:
    along = cases.outerjoin(case_merges, case_merges.c.case_id == cases.c.id)
    return along.outerjoin(_lead, _lead.c.id == case_merges.c.lead_id)


def _in_time(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Not by `updated_at`: that would tell of steps which their sender is not told of."""
    if wanted.steps is None:
        return [cases.c.filed_at.between(*wanted.times)]
    until = wanted.times[1]
    inside = _stepped(wanted.steps, times=wanted.times)
    later = _stepped(wanted.steps, times=(until + timedelta(microseconds=1), until + _LONG))
    last = cases.c.id.not_in(select(later.c.sender_case))
    return [cases.c.id.in_(select(inside.c.sender_case)), last]


def _stepped(
    steps: Steps, *, times: tuple[datetime, datetime] | None = None, ids: Collection[int] | None = None
) -> Subquery:
    """The lines of steps, each with the case (`sender_case`) whose sender is told of it."""
    columns = (events.c.id, events.c.event, events.c.at, events.c.case_id, events.c.detail)
    own = select(*columns, events.c.case_id.label("sender_case")).where(events.c.event.in_(steps.own))
    shared = (
        select(*columns, case_merges.c.case_id.label("sender_case"))
        .join(case_merges, case_merges.c.lead_id == events.c.case_id)
        .where(events.c.event.in_(steps.shared), events.c.at >= case_merges.c.merged_at)
    )
    if times is not None:
        own, shared = own.where(events.c.at.between(*times)), shared.where(events.c.at.between(*times))
    if ids is not None:
        own, shared = own.where(events.c.case_id.in_(ids)), shared.where(case_merges.c.case_id.in_(ids))
    return own.union_all(shared).subquery()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = _inside(wanted.regions)
    if wanted.items:
        named = cases.c.item.in_([each for each in wanted.items if each])
        found.append(or_(named, cases.c.item.is_(None)) if None in wanted.items else named)
    if wanted.states:
        found.append(func.coalesce(_lead.c.state, cases.c.state).in_(wanted.states))
    return found


def _inside(regions: Collection[str] | None) -> list[ColumnElement[bool]]:
    """By where the complainant says it is, or else by who has it."""
    where = func.coalesce(cases.c.region, cases.c.owner_region)
    return [] if regions is None else [where.in_(regions)]
