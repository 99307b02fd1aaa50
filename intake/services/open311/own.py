"""What another system may know of the complaints that it filed: what the receipt code tells its holder.

Never the complainant's words, contact or exact place; of a text only what was reviewed and published.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases.events import Event
from intake.cases.model import Case
from intake.cases.ownership import place_name
from intake.cases.privacy import SHARED, TOLD, Together, public_view, told
from intake.cases.routing import Certificate
from intake.cases.states import OVER, State
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import carry
from intake.services.open311.catalogue import OTHER, service_name
from intake.services.open311.jurisdiction import codes_within
from intake.services.open311.records import (
    CLOSED,
    LONGEST,
    OPEN,
    Asked,
    Cited,
    ServiceRequest,
    Update,
    clipped,
)
from intake.store.cases import cases
from intake.store.partners import open311 as store

_DIGITS, _LONGEST_NUMBER = frozenset("0123456789-"), 32
_STEPS = store.Steps(TOLD, SHARED)
_ENDING = frozenset({Event.CASE_CLOSED, Event.CASE_WITHDRAWN, Event.CASE_ANSWERED_ELSEWHERE})


@dataclass(frozen=True, slots=True)
class _Kept:
    """A case, the one it goes along with, the number of its published result, and when the last step that
    its sender is told of happened: `updated_at` would tell of the others."""

    case: Case
    lead: Case | None
    result: str
    last_step: datetime

    @property
    def shown(self) -> Case:
        """The case whose progress its complainant is told."""
        return self.lead or self.case


def listed(ctx: Context, source: str, asked: Asked) -> list[ServiceRequest]:
    """A page of what the system filed, newest first."""
    with ctx.database.reading() as connection:
        return _told(ctx, connection, store.listed(connection, source, _wanted(ctx, asked)))


def numbered(ctx: Context, source: str, ids: Collection[str]) -> list[ServiceRequest]:
    """Those of these numbers that the system filed, newest first."""
    numbers = {each for each in ids if is_number(each)}
    carry.of_source(ctx, source, numbers)
    with ctx.database.reading() as connection:
        return _told(ctx, connection, store.numbered(connection, source, numbers))


def updates(ctx: Context, source: str, asked: Asked) -> list[Update]:
    """What happened to the system's cases, oldest first.

    The words of the steps only, not the answer: senders like FixMyStreet show updates to everybody.
    """
    regions = codes_within(ctx, asked.within)
    feed = store.Feed(asked.times, _STEPS, regions, asked.size, asked.offset)
    with ctx.database.reading() as connection:
        return [_update(ctx, each) for each in store.told(connection, source, feed)]


def is_number(text: str) -> bool:
    """Whether it may be the number of a case; anything else is not asked of the database."""
    return 0 < len(text) <= _LONGEST_NUMBER and _DIGITS.issuperset(text)


def update_id(ctx: Context, number: str, event_id: int) -> str:
    """A line of the record as others know it: lines are numbered through, which would tell how many there
    are."""
    return hmac.digest(ctx.keys.receipt, f"update:{number}:{event_id}".encode(), hashlib.sha256).hex()[:24]


def _wanted(ctx: Context, asked: Asked) -> store.Wanted:
    return store.Wanted(
        times=asked.times,
        steps=_STEPS if asked.by_change else None,
        items=[None if each == OTHER else each for each in asked.items],
        states=[state for state in State if _status(state) in asked.statuses],
        regions=codes_within(ctx, asked.within),
        limit=asked.size,
        offset=asked.offset,
    )


def _told(
    ctx: Context, connection: Connection, found: Sequence[tuple[int, int | None]]
) -> list[ServiceRequest]:
    wanted = {each for pair in found for each in pair if each is not None}
    by_id = {case.id: case for case in cases.by_ids(connection, wanted)}
    ids = [case_id for case_id, _lead in found]
    results, steps = store.results_of(connection, ids), store.last_steps(connection, ids, _STEPS)
    kept = (
        _Kept(by_id[each], by_id.get(lead or 0), results.get(each, ""), steps.get(each, by_id[each].filed_at))
        for each, lead in found
    )
    return [_request(ctx, each) for each in kept]


def _request(ctx: Context, kept: _Kept) -> ServiceRequest:
    case, shown = kept.case, kept.shown
    together = Together(kept.lead, (), kept.lead.filed_at) if kept.lead else None
    view = public_view(case, (), track.holder(ctx, shown.owner), (), together)
    region = case.certificate.region or case.complaint.location.region or ""
    result = ctx.registry.results.get(kept.result)
    public = result is not None and result.withdrawn is None
    return ServiceRequest(
        id=case.number,
        status=_status(shown.state),
        status_notes=clipped("：".join(filter(None, (view.state_words, view.answer)))),
        state=case.state,
        service_code=case.complaint.item or OTHER,
        service_name=service_name(ctx, case.complaint.item),
        description=clipped(result.complaint.strip()) if result and public else "",
        agency=view.holder,
        notice=view.next_words[:LONGEST],
        requested_at=case.filed_at,
        updated_at=kept.last_step,
        expected_at=view.due_at,
        region=region,
        place=place_name(region, ctx.registry),
        media="",
        result=kept.result if public else "",
        cited=cited(case.certificate),
    )


def cited(made: Certificate) -> Cited:
    """The published facts of a certificate; not the complainant's own words that matched."""
    return Cited(
        item=made.item or "",
        matter=made.matter or "",
        release=made.release or "",
        department=made.department,
        organ=made.organ or "",
        rule=made.rule,
        decided=made.decided,
        legal_basis=made.legal_basis,
    )


def _update(ctx: Context, found: store.Told) -> Update:
    entry = told(found.line)
    return Update(
        id=update_id(ctx, found.number, found.event_id),
        request_id=found.number,
        status=CLOSED if found.line.event in _ENDING else OPEN,
        updated_at=entry.at,
        description="：".join(filter(None, (entry.words, entry.detail))),
    )


def _status(state: State) -> str:
    return CLOSED if state in OVER else OPEN
