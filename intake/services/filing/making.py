"""The case of a filing: decided where it goes, kept with its contact, files, clocks and record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from intake.cases import states
from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Owner
from intake.cases.ownership import NO_OFFICE, first_owner, holder_name, office
from intake.cases.routing import Certificate
from intake.cases.running import Moment
from intake.cases.states import State, Transition
from intake.services.casework import clockwork
from intake.services.context import Context
from intake.services.filing import suggest
from intake.store.cases import cases as store
from intake.store.filing import drafts
from intake.store.partners import handovers
from intake.store.records import events
from intake.words import speaking
from registry.languages import CHINESE


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Which partner handed a case over under which number of its own, by which key and account."""

    partner_id: int
    number: str
    partner: str
    key: str
    staff_id: int


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything about a filing that is settled when it comes. `keyed_in_by`: the member of staff who typed
    it for somebody."""

    complaint: Complaint
    source: str
    code_hash: str
    request_hash: str
    draft_id: int | None = None
    keyed_in_by: int | None = None
    handed_over: HandedOver | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A filing and where it goes."""

    filing: Filing
    certificate: Certificate
    owner: Owner
    transition: Transition


@dataclass(frozen=True, slots=True)
class Made:
    """A case just kept, and what is to be recorded of it."""

    id: int
    new: store.NewCase
    lines: tuple[Recorded, ...]


def decide(ctx: Context, filing: Filing) -> Decided:
    """Route it."""
    with speaking(CHINESE):  # it is kept
        certificate = suggest.preview(ctx, filing.complaint)
    owner, action = first_owner(certificate, ctx.registry, ctx.today())
    return Decided(filing, certificate, owner, states.step(State.RECEIVED, action))


def make(
    ctx: Context, connection: Connection, decided: Decided, number: str, filed_at: datetime
) -> Made | None:
    """Keep the case and all that is beside it, but not the record: see `record`. None: it is kept already.

    Its clocks run from `filed_at`, whenever this is done.
    """
    filing, new = decided.filing, _new_case(ctx, decided, number, filed_at)
    case_id = store.insert_case(connection, new)
    if case_id is None:
        return None
    if filing.complaint.contact:
        store.seal_contact(connection, ctx.keys.fields, case_id, filing.complaint.contact)
    if filing.draft_id:
        drafts.tie(connection, filing.draft_id, case_id)
    _start_clocks(ctx, connection, decided, new, case_id)
    return Made(case_id, new, _lines(ctx, connection, decided, new, case_id))


def record(connection: Connection, made: Iterable[Made]) -> None:
    """Record them all; others wait for the end of the record from here to the commit."""
    events.record(connection, *(line for each in made for line in each.lines))


def _new_case(ctx: Context, decided: Decided, number: str, filed_at: datetime) -> store.NewCase:
    filing, answering = decided.filing, office(decided.certificate, ctx.registry, ctx.today())
    return store.NewCase(
        number=number,
        code_hash=filing.code_hash,
        request_hash=filing.request_hash,
        state=decided.transition.after,
        owner=decided.owner,
        complaint=filing.complaint,
        certificate=decided.certificate,
        source=filing.source,
        filed_at=filed_at,
        made_at=ctx.now(),
        office_region=answering.region if answering else NO_OFFICE,
        restricted=bool(decided.certificate.accused),
    )


def _start_clocks(
    ctx: Context, connection: Connection, decided: Decided, new: store.NewCase, case_id: int
) -> None:
    profiles = clockwork.profiles(ctx)
    moment = Moment(decided.transition, new.filed_at, None, new.filed_at, profiles)
    store.set_next_due(connection, case_id, clockwork.turn(ctx, connection, case_id, moment, ()))


def _lines(
    ctx: Context, connection: Connection, decided: Decided, new: store.NewCase, case_id: int
) -> tuple[Recorded, ...]:
    """What the router decided is kept here for good, as `certificate` follows later decisions."""
    made = decided.certificate
    facts = {
        "organ": holder_name(decided.owner, ctx.registry, ctx.today()),
        "department": made.department_id or "",
        "item": made.item or "",
        "rule": made.rule,
        "confidence": f"{made.confidence:.4f}",
    }
    routed = Recorded(decided.transition.event, new.made_at, case_id, detail=facts)
    filed = Recorded(Event.CASE_FILED, new.filed_at, case_id)
    return (filed, *_how_it_came(connection, decided.filing, new, case_id), routed)


def _how_it_came(
    connection: Connection, filing: Filing, new: store.NewCase, case_id: int
) -> tuple[Recorded, ...]:
    if filing.keyed_in_by is not None:
        facts = {"source": filing.source}
        return (Recorded(Event.CASE_KEYED_IN, new.filed_at, case_id, filing.keyed_in_by, detail=facts),)
    if by := filing.handed_over:
        handovers.keep(connection, case_id, by.partner_id, by.number, new.filed_at)
        facts = {"partner": by.partner, "key": by.key}
        return (Recorded(Event.CASE_HANDED_OVER, new.filed_at, case_id, by.staff_id, detail=facts),)
    return ()
