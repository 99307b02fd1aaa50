"""Which cases a list holds: within reach and as filtered, as one question to the database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.sql import ColumnElement

from intake.cases.ownership import NO_OFFICE
from intake.cases.states import State
from intake.store.cases.kinds_table import case_kinds
from intake.store.desk.people_table import case_desks, unit_members
from intake.store.query_plans import unindexed
from intake.store.tables import cases, users

Conditions = list[ColumnElement[bool]]


class Order(StrEnum):
    """Which case stands first: the one due first, the one that waits longest, the one that came last."""

    DUE = "due"
    RECEIVED = "received"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Span:
    """Instants later than `after`, up to and including `until`; None: without that end."""

    after: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The cases of an organ (one region, a department), or, `department` None, those that a coordinating
    office of `regions` reaches: what lies there unless restricted, and what it sent away. `entrusted`: a user
    who reaches a restricted case only when it is assigned to them; None: somebody who may handle them all.
    `everywhere`: of an office above all others, which need not be asked where: it reaches every case but what
    accuses it too, which no office sent."""

    regions: Sequence[str]
    department: str | None = None
    entrusted: int | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to list; None everywhere: not asked.

    `assignee` is a log-in name, `unit_of` somebody whose unit is asked for, `places` are region codes; a
    `source` ending in a colon is how one begins. `kind`: a kind of pollution and the matters that count under
    it unless the desk says otherwise. `begins`: how its number begins.
    """

    reach: Reach
    states: Sequence[State] | None = None
    assignee: str | None = None
    unassigned: bool = False
    unit_of: int | None = None
    due: Sequence[Span] = ()
    filed: Sequence[Span] = ()
    places: Sequence[str] | None = None
    department: str | None = None
    source: str | None = None
    kind: tuple[str, Sequence[str]] | None = None
    matters: Sequence[str] | None = None
    begins: str | None = None
    numbers: Sequence[str] | None = None
    unrestricted: bool = False
    order: Order = Order.RECEIVED


def conditions(wanted: Wanted) -> Conditions:
    """What a row of `cases` must fulfil. The person's reach is part of the question, never of the answer."""
    return [_reach(wanted.reach), *_standing(wanted), *_origin(wanted)]


def _standing(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Where it stands: state, person, limit."""
    if wanted.states is not None:
        yield cases.c.state.in_(wanted.states)
    if wanted.assignee is not None:
        person = select(users.c.id).where(users.c.login == wanted.assignee)
        yield cases.c.assignee_id == person.scalar_subquery()
    if wanted.unit_of is not None:
        unit = select(unit_members.c.unit_id).where(unit_members.c.user_id == wanted.unit_of)
        lies = select(case_desks.c.case_id).where(case_desks.c.unit_id.in_(unit))
        yield cases.c.id.in_(lies)
    if wanted.unassigned:
        yield cases.c.assignee_id.is_(None)
    for span in wanted.due:
        yield from _within(cases.c.next_due_at, span)
    if wanted.department is not None:
        yield cases.c.owner_department == wanted.department
    if wanted.unrestricted:
        yield cases.c.restricted.is_(False)


def _origin(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """What it is: place, source, matter, number, when it came."""
    for span in wanted.filed:
        yield from _within(cases.c.filed_at, span)
    if wanted.places is not None:
        yield cases.c.region.in_(wanted.places)
    if wanted.source is not None:
        prefix = wanted.source.endswith(":")
        yield cases.c.source.startswith(wanted.source) if prefix else cases.c.source == wanted.source
    if wanted.kind is not None:
        yield _of_kind(*wanted.kind)
    if wanted.numbers is not None:
        yield cases.c.number.in_(wanted.numbers)
    if wanted.matters is not None:
        yield cases.c.matter.in_(wanted.matters)
    if wanted.begins is not None:
        yield cases.c.number.startswith(wanted.begins, autoescape=True)


def _of_kind(kind: str, matters: Sequence[str]) -> ColumnElement[bool]:
    """Under the kinds that the desk gave it; without any, by its matter."""
    given = select(case_kinds.c.kind).where(case_kinds.c.case_id == cases.c.id)
    by_matter = and_(cases.c.matter.in_(matters), ~given.exists())
    return or_(given.where(case_kinds.c.kind == kind).exists(), by_matter)


def _within(column: ColumnElement[Any], span: Span) -> Iterator[ColumnElement[bool]]:
    if span.after is not None:
        yield column > span.after
    if span.until is not None:
        yield column <= span.until


def _reach(reach: Reach) -> ColumnElement[bool]:
    """`permissions.within_reach` as a question to the database."""
    if reach.everywhere:
        return cases.c.office_region != NO_OFFICE
    lies_there = cases.c.owner_region.in_(reach.regions)
    if reach.department is not None:
        return and_(lies_there, cases.c.owner_department == reach.department, *_entrusted(reach))
    office = cases.c.office_region if len(reach.regions) == 1 else unindexed(cases.c.office_region)
    sent = office.in_(reach.regions)
    return or_(sent, and_(lies_there, cases.c.restricted.is_(False)))


def _entrusted(reach: Reach) -> Conditions:
    if reach.entrusted is None:
        return []
    return [or_(cases.c.restricted.is_(False), cases.c.assignee_id == reach.entrusted)]
