"""Cases: insert once, change only from the version that was seen."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update
from sqlalchemy.sql import ColumnElement

from intake.cases.model import Case, Closing, Complaint, Contact, Location, Owner, Verdict
from intake.cases.routing import Certificate
from intake.cases.states import State
from intake.store.base import UPSERTS
from intake.store.field_keys import FieldKeys
from intake.store.search import index_marks
from intake.store.tables import cases, contacts, counters

# Made once: building such a statement anew costs more than running it.
_COUNT = {
    name: make(counters)
    .on_conflict_do_update(
        index_elements=[counters.c.name], set_={"value": counters.c.value + make(counters).excluded.value}
    )
    .returning(counters.c.value)
    for name, make in UPSERTS.items()
}
_FILE_ONCE = {
    name: make(cases).on_conflict_do_nothing(index_elements=[cases.c.code_hash]).returning(cases.c.id)
    for name, make in UPSERTS.items()
}
_SET_DUE = update(cases).where(cases.c.id == bindparam("case")).values(next_due_at=bindparam("due"))
_SEAL_CONTACT = insert(contacts)


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case about to be kept. `code_hash` decides whether it was before. `made_at` is later than `filed_at`
    where it had to wait."""

    number: str
    code_hash: str
    request_hash: str
    state: State
    owner: Owner
    complaint: Complaint
    certificate: Certificate
    source: str
    filed_at: datetime
    made_at: datetime
    office_region: str
    restricted: bool


def next_number(connection: Connection, series: str, count: int = 1) -> int:
    """Count a named series up from 1, by `count` at once: the last of these. The count is given back if the
    transaction fails."""
    counted = {"name": series, "value": count}
    return int(connection.execute(_COUNT[connection.dialect.name], counted).scalar_one())


def insert_case(connection: Connection, new: NewCase) -> int | None:
    """File a case; returns its id, or None when one with the same `code_hash` is there already."""
    case_id: int | None = connection.execute(
        _FILE_ONCE[connection.dialect.name], _row(new)
    ).scalar_one_or_none()
    if case_id is not None:
        index_marks.add(connection, [case_id], new.made_at)
    return case_id


def change(connection: Connection, case: Case, now: datetime, values: Mapping[str, Any]) -> bool:
    """Set columns of a case if nobody changed it since `case` was read; False when somebody did."""
    result = connection.execute(
        update(cases)
        .where(cases.c.id == case.id, cases.c.version == case.version)
        .values(version=case.version + 1, updated_at=now, **values)
    )
    if result.rowcount != 1:
        return False
    index_marks.add(connection, [case.id], now)
    return True


def set_next_due(connection: Connection, case_id: int, due: datetime | None) -> None:
    """Set by when an organ must act next, on a case that this transaction has just made or changed."""
    connection.execute(_SET_DUE, {"case": case_id, "due": due})


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


def by_ids(connection: Connection, ids: Collection[int]) -> list[Case]:
    """The cases of these ids, newest first."""
    rows = connection.execute(
        _whole().where(cases.c.id.in_(ids)).order_by(cases.c.filed_at.desc(), cases.c.id)
    )
    return [_case(row) for row in rows]


def request_hash(connection: Connection, case_id: int) -> str:
    """What the request that filed the case hashed to."""
    return connection.execute(select(cases.c.request_hash).where(cases.c.id == case_id)).scalar_one()


def seal_contact(connection: Connection, seal: FieldKeys, case_id: int, contact: Contact) -> None:
    """Keep a contact, encrypted. Chinese goes without saying: while servers are updated one by one, those of
    the release before, which know no languages, open it too."""
    fields = astuple(contact)
    plain = json.dumps(fields[:-1] if contact.in_chinese else fields).encode()
    connection.execute(_SEAL_CONTACT, {"case_id": case_id, "sealed": seal.encrypt(plain)})


def open_contact(connection: Connection, seal: FieldKeys, case_id: int) -> Contact | None:
    """The contact of a case, or None when the complainant is anonymous."""
    sealed = connection.execute(select(contacts.c.sealed).where(contacts.c.case_id == case_id)).scalar()
    return Contact(*json.loads(seal.decrypt(sealed))) if sealed else None


def open_contacts(connection: Connection, seal: FieldKeys, ids: Collection[int]) -> dict[int, Contact]:
    """The contacts of these cases, by case; the anonymous are not in it."""
    rows = connection.execute(
        select(contacts.c.case_id, contacts.c.sealed).where(contacts.c.case_id.in_(ids))
    )
    return {row.case_id: Contact(*json.loads(seal.decrypt(row.sealed))) for row in rows}


def _row(new: NewCase) -> dict[str, Any]:
    said, place = new.complaint, new.complaint.location
    return {
        "number": new.number,
        "code_hash": new.code_hash,
        "request_hash": new.request_hash,
        "version": 1,
        "state": new.state,
        "owner_region": new.owner.region,
        "owner_department": new.owner.department,
        "source": new.source,
        "filed_at": new.filed_at,
        "updated_at": new.made_at,
        "title": said.title,
        "text": said.text,
        "region": place.region,
        "address": place.address,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "occurred_at": said.occurred_at,
        "ongoing": said.ongoing,
        "item": said.item,
        "matter": new.certificate.matter,
        "certificate": new.certificate.to_json(),
        "office_region": new.office_region,
        "restricted": new.restricted,
    }


def _one(connection: Connection, condition: ColumnElement[bool]) -> Case | None:
    row = connection.execute(_whole().where(condition)).one_or_none()
    return _case(row) if row else None


def _whole() -> Select[*tuple[Any, ...]]:
    return select(cases, contacts.c.case_id.is_not(None).label("has_contact")).select_from(
        cases.outerjoin(contacts)
    )


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
