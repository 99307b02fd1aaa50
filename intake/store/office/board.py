"""What the board counts, summed up in the database: by place, by department, and by part of a period.

Every question reads only open cases, or what happened in a period, and is answered from an index.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    Connection,
    Integer,
    Select,
    String,
    Subquery,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.sql import ColumnElement

from intake.cases.events import Event
from intake.cases.states import REVIEWING, State
from intake.store.cases.case_filters import Span, Wanted, conditions
from intake.store.cases.casework_tables import case_clocks, case_ratings, case_reviews
from intake.store.cases.kinds_table import case_kinds
from intake.store.tables import cases, events

Facts = Select[*tuple[Any, ...]]
_KEYS = ("region", "department", "part")
_PLACE = (cases.c.region.label("region"), cases.c.owner_department.label("department"))


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of what was counted, by its name: of one place, one department or one part; None: not known."""

    by: str
    key: str | None
    part: int | None
    counted: dict[str, int]


def sums(connection: Connection, facts: Facts) -> list[Sums]:
    """One row of facts a case or event, summed up three ways: `by` is region, department or part.

    First by all three at once: what is left then is little.
    """
    each = _grouped(facts.subquery("facts"), _KEYS).cte("grouped")
    counted = [column for column in each.c if column.name not in _KEYS]
    rows = connection.execute(union_all(*(_rolled_up(each, by, counted) for by in _KEYS)))
    names = [column.name for column in counted]
    return [Sums(row[0], row[1], row[2], dict(zip(names, row[3:], strict=True))) for row in rows]


def held(wanted: Wanted, near: tuple[Span, Span], assignable: Sequence[State]) -> Facts:
    """The wanted cases as they stand. `near`: due dates that are past, and that are soon."""
    overdue, soon = near
    return select(
        *_PLACE,
        literal(0).label("part"),
        literal(1).label("open"),
        _flag("overdue", _within(cases.c.next_due_at, overdue)),
        _flag("soon", _within(cases.c.next_due_at, soon)),
        _flag("unassigned", cases.c.assignee_id.is_(None) & cases.c.state.in_(assignable)),
        _flag("objected", cases.c.state == State.OBJECTED),
        _flag("under_review", cases.c.state.in_(REVIEWING)),
        _flag("without_lead", cases.c.state == State.WITHOUT_LEAD),
    ).where(*conditions(wanted))


def filed(wanted: Wanted, starts: Sequence[datetime]) -> Facts:
    """The wanted cases by the part of the period in which they came; a part begins at each of `starts`."""
    part = _part(cases.c.filed_at, starts)
    return select(*_PLACE, part, literal(1).label("filed")).where(*conditions(wanted))


def happened(
    wanted: Wanted, named: Mapping[str, Sequence[Event]], starts: Sequence[datetime], until: datetime
) -> Facts:
    """Events of the wanted cases from the first of `starts` on, counted under the names given."""
    what = [event for group in named.values() for event in group]
    return (
        select(
            *_PLACE,
            _part(events.c.at, starts),
            *(_flag(name, events.c.event.in_(group)) for name, group in named.items()),
        )
        .select_from(events.join(cases, cases.c.id == events.c.case_id))
        .where(events.c.event.in_(what), events.c.at >= starts[0], events.c.at < until)
        .where(*conditions(wanted))
    )


def sent_back(wanted: Wanted, starts: Sequence[datetime], until: datetime) -> Facts:
    """Answers that did not stand in a review, so that the case was taken up again."""
    at = case_reviews.c.answered_at
    return (
        select(*_PLACE, _part(at, starts), literal(1).label("reopened"))
        .select_from(case_reviews.join(cases, cases.c.id == case_reviews.c.case_id))
        .where(at >= starts[0], at < until, case_reviews.c.upheld.is_(False), *conditions(wanted))
    )


def rated(wanted: Wanted, since: datetime, until: datetime) -> Facts:
    """What complainants said in the period; `part` is the number of stars."""
    stars = case_ratings.c.stars
    return (
        select(*_PLACE, stars.label("part"), literal(1).label("ratings"), stars.label("stars"))
        .select_from(case_ratings.join(cases, cases.c.id == case_ratings.c.case_id))
        .where(case_ratings.c.at >= since, case_ratings.c.at < until, *conditions(wanted))
    )


def kept_clocks(wanted: Wanted, clocks: Sequence[tuple[str, str]], since: datetime, until: datetime) -> Facts:
    """Clocks of these kinds (profile, clock) that stopped in the period, and those that stopped too late."""
    kind = case_clocks.c.profile + "/" + case_clocks.c.clock
    stopped = case_clocks.c.stopped_at
    return (
        select(
            *_PLACE,
            literal(0).label("part"),
            literal(1).label("stopped"),
            _flag("late", stopped > case_clocks.c.due_at),
        )
        .select_from(case_clocks.join(cases, cases.c.id == case_clocks.c.case_id))
        .where(stopped >= since, stopped < until, kind.in_(["/".join(each) for each in clocks]))
        .where(*conditions(wanted))
    )


def by_matter(connection: Connection, wanted: Wanted) -> dict[str | None, int]:
    """How many of the wanted cases have each matter, without those whose kinds the desk set."""
    given = select(case_kinds.c.kind).where(case_kinds.c.case_id == cases.c.id).exists()
    counted = select(cases.c.matter, func.count().label("times"))
    rows = connection.execute(counted.where(*conditions(wanted), ~given).group_by(cases.c.matter))
    return {row.matter: row.times for row in rows}


def by_given_kind(connection: Connection, wanted: Wanted) -> dict[str, int]:
    """How many of the wanted cases the desk put under each kind; one case may count under several."""
    rows = connection.execute(
        select(case_kinds.c.kind, func.count().label("times"))
        .select_from(case_kinds.join(cases, cases.c.id == case_kinds.c.case_id))
        .where(*conditions(wanted))
        .group_by(case_kinds.c.kind)
    )
    return {row.kind: row.times for row in rows}


def _grouped(facts: Subquery, keys: Sequence[str]) -> Facts:
    counted = [column for column in facts.c if column.name not in keys]
    totals = (func.sum(column).cast(Integer).label(column.name) for column in counted)
    by = [facts.c[key] for key in keys]
    return select(*by, *totals).group_by(*by)


def _rolled_up(each: CTE, by: str, counted: Sequence[ColumnElement[Any]]) -> Facts:
    keyed = by != "part"
    key = each.c[by] if keyed else null().cast(String)
    part = null().cast(Integer) if keyed else each.c.part
    totals = (func.sum(column).cast(Integer) for column in counted)
    return select(literal(by), key, part, *totals).group_by(each.c[by])


def _flag(name: str, condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0).label(name)


def _within(column: ColumnElement[Any], span: Span) -> ColumnElement[bool]:
    until = column <= span.until
    return until if span.after is None else until & (column > span.after)


def _part(column: ColumnElement[Any], starts: Sequence[datetime]) -> ColumnElement[int]:
    """Which part of the period, from 0."""
    later = [(column < start, number) for number, start in enumerate(starts[1:])]
    number = case(*later, else_=len(starts) - 1) if later else literal(0)
    return number.label("part")
