"""Cases as inspections ask for them: page by page, with what they were merged with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from intake.cases.model import Closing, Owner, Verdict
from intake.cases.states import State
from intake.store.cases.case_filters import Wanted, conditions
from intake.store.cases.merges_table import case_merges
from intake.store.tables import cases

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Inspected:
    """One case with its texts as they were written; whoever shows them takes identities out."""

    id: int
    number: str
    state: State
    owner: Owner
    title: str
    text: str
    region: str | None
    matter: str | None
    answer: str | None
    verdict: Verdict | None
    closing: Closing | None
    filed_at: datetime


def batches(connection: Connection, wanted: Wanted, most: int, start: int = 0) -> Iterator[list[Inspected]]:
    """At most so many of the wanted cases, oldest first, from a place in the list on, in batches."""
    order = (cases.c.filed_at, cases.c.id)
    for offset in range(start, start + most, _BATCH):
        limit = min(_BATCH, start + most - offset)
        ids = select(cases.c.id).where(*conditions(wanted)).order_by(*order).limit(limit).offset(offset)
        rows = connection.execute(_listing().where(cases.c.id.in_(ids)).order_by(*order))
        found = [_inspected(row) for row in rows]
        if found:
            yield found
        if len(found) < limit:
            return


def repeats(connection: Connection, case_ids: Sequence[int]) -> dict[int, list[str]]:
    """The numbers of the cases that these go along with, and of those that go along with them."""
    found = defaultdict(list)
    one, other = case_merges.c.case_id, case_merges.c.lead_id
    for here, there in ((one, other), (other, one)):
        joined = case_merges.join(cases, cases.c.id == there)
        rows = connection.execute(
            select(here.label("here"), cases.c.number).select_from(joined).where(here.in_(case_ids))
        )
        for row in rows:
            found[row.here].append(row.number)
    return {case: sorted(numbers) for case, numbers in found.items()}


def _listing() -> Select[*tuple[Any, ...]]:
    c = cases.c
    return select(
        c.id,
        c.number,
        c.state,
        c.owner_region,
        c.owner_department,
        c.title,
        c.text,
        c.region,
        c.matter,
        c.answer,
        c.verdict,
        c.closing,
        c.filed_at,
    )


def _inspected(row: Row[*tuple[Any, ...]]) -> Inspected:
    return Inspected(
        id=row.id,
        number=row.number,
        state=State(row.state),
        owner=Owner(row.owner_region, row.owner_department),
        title=row.title,
        text=row.text,
        region=row.region,
        matter=row.matter,
        answer=row.answer,
        verdict=Verdict(row.verdict) if row.verdict else None,
        closing=Closing(row.closing) if row.closing else None,
        filed_at=row.filed_at,
    )
