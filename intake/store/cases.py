"""Cases: insert once, change only from the version that was seen, list within reach."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Case, Closing, Complaint, Contact, Location, Owner, Verdict
from intake.cases.routing import Certificate
from intake.cases.states import State
from intake.store.field_keys import FieldKeys
from intake.store.tables import cases, contacts, counters, users


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case about to be filed. `code_hash` decides whether it was filed before."""

    number: str
    code_hash: str
    request_hash: str
    state: State
    owner: Owner
    complaint: Complaint
    certificate: Certificate
    source: str
    filed_at: datetime
    office_region: str
    restricted: bool


def next_number(connection: Connection, series: str) -> int:
    """Count up a named series from 1; the count is given back if the transaction fails."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(counters).values(name=series, value=1)
    counted = statement.on_conflict_do_update(
        index_elements=[counters.c.name], set_={"value": counters.c.value + 1}
    ).returning(counters.c.value)
    return connection.execute(counted).scalar_one()


def insert_case(connection: Connection, new: NewCase) -> int | None:
    """File a case; returns its id, or None when one with the same `code_hash` is there already."""
    said, place = new.complaint, new.complaint.location
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(cases).values(
        number=new.number,
        code_hash=new.code_hash,
        request_hash=new.request_hash,
        version=1,
        state=new.state,
        owner_region=new.owner.region,
        owner_department=new.owner.department,
        source=new.source,
        filed_at=new.filed_at,
        updated_at=new.filed_at,
        title=said.title,
        text=said.text,
        region=place.region,
        address=place.address,
        latitude=place.latitude,
        longitude=place.longitude,
        occurred_at=said.occurred_at,
        ongoing=said.ongoing,
        item=said.item,
        matter=new.certificate.matter,
        certificate=new.certificate.to_json(),
        office_region=new.office_region,
        restricted=new.restricted,
    )
    once = statement.on_conflict_do_nothing(index_elements=[cases.c.code_hash]).returning(cases.c.id)
    return connection.execute(once).scalar_one_or_none()


def change(connection: Connection, case: Case, now: datetime, values: Mapping[str, Any]) -> bool:
    """Set columns of a case if nobody changed it since `case` was read; False when somebody did."""
    result = connection.execute(
        update(cases)
        .where(cases.c.id == case.id, cases.c.version == case.version)
        .values(version=case.version + 1, updated_at=now, **values)
    )
    return result.rowcount == 1


def set_next_due(connection: Connection, case_id: int, due: datetime | None) -> None:
    """Set by when an organ must act next, on a case that this transaction has just made or changed."""
    connection.execute(update(cases).where(cases.c.id == case_id).values(next_due_at=due))


def by_number(connection: Connection, number: str) -> Case | None:
    """The case of that number."""
    return _one(connection, cases.c.number == number)


def by_code_hash(connection: Connection, code_hash: str) -> Case | None:
    """The case whose receipt code hashes to this."""
    return _one(connection, cases.c.code_hash == code_hash)


def by_id(connection: Connection, case_id: int) -> Case:
    """The case of that id. Raises LookupError."""
    found = _one(connection, cases.c.id == case_id)
    if found is None:
        raise LookupError(case_id)
    return found


def request_hash(connection: Connection, case_id: int) -> str:
    """What the request that filed the case hashed to."""
    return connection.execute(select(cases.c.request_hash).where(cases.c.id == case_id)).scalar_one()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases to list: those of an organ (one region, a department), or, `department` None, those that a
    coordinating office of `regions` reaches: what lies there unless restricted, and what it sent away."""

    regions: Sequence[str]
    department: str | None = None
    states: Sequence[State] = ()
    assignee_id: int | None = None
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One case in a list."""

    number: str
    state: State
    owner: Owner
    title: str
    text: str
    region: str | None
    address: str
    matter: str | None
    assignee: str | None
    filed_at: datetime
    next_due_at: datetime | None


def count(connection: Connection, wanted: Wanted) -> int:
    """How many cases are wanted."""
    return connection.execute(select(func.count()).select_from(cases).where(*_filters(wanted))).scalar_one()


def list_cases(connection: Connection, wanted: Wanted, limit: int, offset: int) -> tuple[Listed, ...]:
    """The wanted cases, longest-waiting first unless `newest_first`."""
    order = cases.c.filed_at.desc() if wanted.newest_first else cases.c.filed_at.asc()
    page = _listing().where(*_filters(wanted)).order_by(order, cases.c.id).limit(limit).offset(offset)
    return tuple(
        Listed(
            number=row.number,
            state=State(row.state),
            owner=Owner(row.owner_region, row.owner_department),
            title=row.title,
            text=row.text,
            region=row.region,
            address=row.address,
            matter=row.matter,
            assignee=row.assignee,
            filed_at=row.filed_at,
            next_due_at=row.next_due_at,
        )
        for row in connection.execute(page)
    )


def seal_contact(connection: Connection, seal: FieldKeys, case_id: int, contact: Contact) -> None:
    """Keep a contact, encrypted."""
    plain = json.dumps(astuple(contact)).encode()
    connection.execute(insert(contacts).values(case_id=case_id, sealed=seal.encrypt(plain)))


def open_contact(connection: Connection, seal: FieldKeys, case_id: int) -> Contact | None:
    """The contact of a case, or None when the complainant is anonymous."""
    sealed = connection.execute(select(contacts.c.sealed).where(contacts.c.case_id == case_id)).scalar()
    return Contact(*json.loads(seal.decrypt(sealed))) if sealed else None


def _one(connection: Connection, condition: ColumnElement[bool]) -> Case | None:
    statement = select(cases, contacts.c.case_id.is_not(None).label("has_contact")).select_from(
        cases.outerjoin(contacts)
    )
    row = connection.execute(statement.where(condition)).one_or_none()
    return _case(row) if row else None


def _case(row: Row[*tuple[Any, ...]]) -> Case:
    return Case(
        id=row.id,
        number=row.number,
        version=row.version,
        state=State(row.state),
        owner=Owner(row.owner_region, row.owner_department),
        complaint=Complaint(
            text=row.text,
            title=row.title,
            location=Location(row.region, row.address, row.latitude, row.longitude),
            item=row.item,
            occurred_at=row.occurred_at,
            ongoing=row.ongoing,
        ),
        certificate=Certificate.from_json(row.certificate),
        source=row.source,
        filed_at=row.filed_at,
        updated_at=row.updated_at,
        has_contact=row.has_contact,
        assignee_id=row.assignee_id,
        answer=row.answer,
        verdict=Verdict(row.verdict) if row.verdict else None,
        closing=Closing(row.closing) if row.closing else None,
        office_region=row.office_region,
        restricted=row.restricted,
        profile=row.profile,
        next_due_at=row.next_due_at,
    )


def _listing() -> Select[*tuple[Any, ...]]:
    return select(
        cases.c.number,
        cases.c.state,
        cases.c.owner_region,
        cases.c.owner_department,
        cases.c.title,
        cases.c.text,
        cases.c.region,
        cases.c.address,
        cases.c.matter,
        cases.c.filed_at,
        cases.c.next_due_at,
        users.c.name.label("assignee"),
    ).select_from(cases.outerjoin(users))


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    filters = [_reach(wanted)]
    if wanted.states:
        filters.append(cases.c.state.in_(wanted.states))
    if wanted.assignee_id is not None:
        filters.append(cases.c.assignee_id == wanted.assignee_id)
    return filters


def _reach(wanted: Wanted) -> ColumnElement[bool]:
    """`permissions.within_reach` as a question to the database."""
    lies_there = cases.c.owner_region.in_(wanted.regions)
    if wanted.department is not None:
        return and_(lies_there, cases.c.owner_department == wanted.department)
    sent = cases.c.office_region.in_(wanted.regions)
    return or_(sent, and_(lies_there, cases.c.restricted.is_(False)))
