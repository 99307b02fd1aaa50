"""Lists of cases: counted up to a bound, page by page, or all of them in batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, ScalarSelect, Select, func, literal, select, union_all
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Owner, Verdict
from intake.cases.states import State
from intake.store.cases.case_filters import Conditions, Order, Wanted, conditions
from intake.store.tables import cases, users

COUNTED = 1000  # a list is counted no further, so that counting stays as quick with a million cases
_BEGINNING = 80  # characters of a text that a list needs
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One case in a list; `text` is only its beginning."""

    number: str
    version: int
    state: State
    owner: Owner
    title: str
    text: str
    region: str | None
    address: str
    item: str | None
    matter: str | None
    assignee: str | None
    source: str
    restricted: bool
    verdict: Verdict | None
    filed_at: datetime
    next_due_at: datetime | None


def counts(connection: Connection, wanted: Mapping[str, Wanted]) -> dict[str, int]:
    """How many cases each list holds, in one question; COUNTED + 1 for any more than COUNTED."""
    if not wanted:
        return {}
    row = connection.execute(select(*(_counted(each).label(name) for name, each in wanted.items()))).one()
    return dict(zip(wanted, row, strict=True))


def page(connection: Connection, wanted: Wanted, limit: int, offset: int) -> tuple[Listed, ...]:
    """Some of the wanted cases in their order; those without a due date come after those with one."""
    if wanted.order is not Order.DUE:
        return _page(connection, wanted, [], limit, offset)
    dated, undated = cases.c.next_due_at.is_not(None), cases.c.next_due_at.is_(None)
    found = _page(connection, wanted, [dated], limit, offset)
    if len(found) == limit:
        return found
    before = offset - len(found) and connection.execute(select(_counted(wanted, dated))).scalar_one()
    rest = replace(wanted, order=Order.RECEIVED)
    return found + _page(connection, rest, [undated], limit - len(found), max(0, offset - before))


def each(connection: Connection, wanted: Wanted) -> Iterator[Listed]:
    """Every wanted case, longest-waiting first, fetched in batches."""
    reading = connection.execution_options(yield_per=_BATCH)
    for row in reading.execute(_listing().where(*conditions(wanted)).order_by(cases.c.filed_at, cases.c.id)):
        yield _listed(row)


def following(connection: Connection, wanted: Wanted, number: str) -> str | None:
    """The case to take up after this one: the next of the list, or its first when there is none behind it."""
    at = connection.execute(select(cases).where(cases.c.number == number)).one_or_none()
    behind = [_behind(wanted.order, at)] if at else []
    for further in (behind, []):
        found = _page(connection, wanted, [cases.c.number != number, *further], 1, 0)
        if found:
            return found[0].number
    return None


def _behind(order: Order, at: Row[*tuple[Any, ...]]) -> ColumnElement[bool]:
    due_at: datetime | None = at.next_due_at
    filed_at: datetime = at.filed_at
    if order is Order.DUE:
        return cases.c.next_due_at >= due_at if due_at else cases.c.next_due_at.is_not(None)
    return cases.c.filed_at <= filed_at if order is Order.NEWEST else cases.c.filed_at >= filed_at


def _page(
    connection: Connection, wanted: Wanted, further: Conditions, limit: int, offset: int
) -> tuple[Listed, ...]:
    """The ids first, so that the database sorts numbers and not texts."""
    order = _ORDERS[wanted.order]
    some = _ids(wanted, further, limit + offset).limit(limit).offset(offset).subquery()
    rows = connection.execute(_listing().where(cases.c.id.in_(select(some.c.id))).order_by(*order))
    return tuple(map(_listed, rows))


def _ids(wanted: Wanted, further: Conditions, most: int) -> Select[*tuple[Any, ...]]:
    """The ids in order. By receipt, the first of each state are found in its index and then put together:
    sorting all that was ever closed would take longer with every year."""
    states = wanted.states or ()
    if wanted.order is Order.DUE or len(states) < 2:
        return _of_states(wanted, further)
    each = (_of_states(replace(wanted, states=(state,)), further).limit(most).subquery() for state in states)
    found = union_all(*(select(part) for part in each)).subquery()
    newest = wanted.order is Order.NEWEST
    keys = (found.c.filed_at, found.c.id)
    return select(found.c.id).order_by(*(key.desc() if newest else key for key in keys))


def _of_states(wanted: Wanted, further: Conditions) -> Select[*tuple[Any, ...]]:
    listed = select(cases.c.id, cases.c.filed_at).where(*conditions(wanted), *further)
    return listed.order_by(*_ORDERS[wanted.order])


_ORDERS: Mapping[Order, tuple[ColumnElement[Any], ...]] = {
    Order.DUE: (cases.c.next_due_at.asc(), cases.c.id.asc()),
    Order.RECEIVED: (cases.c.filed_at.asc(), cases.c.id.asc()),
    Order.NEWEST: (cases.c.filed_at.desc(), cases.c.id.desc()),
}


def _counted(wanted: Wanted, *further: ColumnElement[bool]) -> ScalarSelect[int]:
    some = select(literal(1)).select_from(cases).where(*conditions(wanted), *further).limit(COUNTED + 1)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def _listing() -> Select[*tuple[Any, ...]]:
    return select(
        cases.c.number,
        cases.c.version,
        cases.c.state,
        cases.c.owner_region,
        cases.c.owner_department,
        cases.c.title,
        func.substr(cases.c.text, 1, _BEGINNING).label("text"),
        cases.c.region,
        cases.c.address,
        cases.c.item,
        cases.c.matter,
        cases.c.source,
        cases.c.restricted,
        cases.c.verdict,
        cases.c.filed_at,
        cases.c.next_due_at,
        users.c.name.label("assignee"),
    ).select_from(cases.outerjoin(users))


def _listed(row: Row[*tuple[Any, ...]]) -> Listed:
    return Listed(
        number=row.number,
        version=row.version,
        state=State(row.state),
        owner=Owner(row.owner_region, row.owner_department),
        title=row.title,
        text=row.text,
        region=row.region,
        address=row.address,
        item=row.item,
        matter=row.matter,
        assignee=row.assignee,
        source=row.source,
        restricted=row.restricted,
        verdict=Verdict(row.verdict) if row.verdict else None,
        filed_at=row.filed_at,
        next_due_at=row.next_due_at,
    )
