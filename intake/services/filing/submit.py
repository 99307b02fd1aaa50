"""File a complaint. When a receipt is returned, the complaint and its files are on disk."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial

import structlog
from sqlalchemy import Connection

from intake import metrics
from intake.cases import complaint as rules
from intake.cases import receipt, states
from intake.cases.errors import ComplaintRefused, IdempotencyConflict, NotFound
from intake.cases.events import Event, Recorded
from intake.cases.model import Complaint, Owner, Receipt
from intake.cases.ownership import NO_OFFICE, first_owner, holder_name, office
from intake.cases.routing import Certificate
from intake.cases.running import Moment
from intake.cases.states import State, Transition
from intake.services.casework import clockwork
from intake.services.casework.step import next_case_number
from intake.services.context import Context
from intake.services.filing import drafts, follow, suggest
from intake.store import cases as store
from intake.store import drafts as draft_store
from intake.store import events
from intake.store.drafts import StoredDraft
from intake.words import gettext as _
from intake.words import speaking
from registry.languages import CHINESE

log = structlog.get_logger()

Also = Callable[[Connection, int], tuple[Recorded, ...]]  # keeps more with a case; what to record of it
_ATTEMPTS = 5  # a draft that changes while it is being filed is read again


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a complaint that came whole: the member of staff who typed it for somebody (the record
    tells), and what else is kept with a new case in its transaction."""

    keyed_in_by: int | None = None
    also: Also | None = None


NOTHING_BESIDE = Beside()


class _ChangedMeanwhileError(Exception):
    """The draft was edited, or filed by another request, after it was read."""


@dataclass(frozen=True, slots=True)
class _Filing:
    """Everything about a filing that is settled before the transaction begins. `follows`: the token of the
    case it shall go along with, see `follow`."""

    complaint: Complaint
    source: str
    code: str
    code_hash: str
    request_hash: str
    certificate: Certificate
    owner: Owner
    transition: Transition
    keyed_in_by: int | None = None
    follows: str = ""
    also: Also | None = None


def submit_draft(ctx: Context, token: str) -> Receipt:
    """File the draft. Doing it again, at once or later, gives the same receipt.

    Raises NotFound (no such draft) or ComplaintRefused (`.faults`: field → what is wrong).
    """
    for _attempt in range(_ATTEMPTS):
        stored = _stored_draft(ctx, token)
        code = receipt.make(ctx.keys.receipt, f"draft:{token}")
        if stored.case_id is not None:
            return _receipt_again(ctx, code)
        answers = drafts.answers_of(ctx, stored)
        filing = _prepare(ctx, rules.from_answers(answers), "web", code)
        filing = replace(filing, follows=str(answers.get("follow") or ""))
        try:
            return _file(ctx, filing, stored)
        except _ChangedMeanwhileError:
            continue
    raise NotFound(_("这份草稿正在别处修改，请稍后再提交。"))


def submit(
    ctx: Context,
    complaint: Complaint,
    source: str,
    idempotency: str | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> Receipt:
    """File a complaint that came whole.

    `source` names the sender (e.g. "api:<partner id>", `Partner.source`) and scopes `idempotency`.

    Raises ComplaintRefused, or IdempotencyConflict when the key came before with another complaint.
    """
    seed = f"{source}:{idempotency or secrets.token_hex(32)}"
    code, wanted = receipt.make(ctx.keys.receipt, f"whole:{seed}"), rules.tidied(complaint)
    # First of all: what was acknowledged is so again, whatever the content has become since.
    if idempotency and (before := _receipt_before(ctx, code, _fingerprint(ctx, wanted))):
        return before
    prepared = _prepare(ctx, wanted, source, code)
    filing = replace(prepared, keyed_in_by=beside.keyed_in_by, also=beside.also)
    try:
        return _file(ctx, filing, None)
    except _ChangedMeanwhileError:
        again = _receipt_before(ctx, code, filing.request_hash)
    if again is None:
        raise NotFound(_("这件投诉已不在系统中。"))
    return again


def _prepare(ctx: Context, complaint: Complaint, source: str, code: str) -> _Filing:
    faults = rules.faults(complaint, ctx.registry)
    if faults:
        raise ComplaintRefused(faults)
    with speaking(CHINESE):  # it is kept
        certificate = suggest.preview(ctx, complaint)
    owner, action = first_owner(certificate, ctx.registry, ctx.today())
    return _Filing(
        complaint=complaint,
        source=source,
        code=code,
        code_hash=receipt.keyed_hash(ctx.keys.receipt, code),
        request_hash=_fingerprint(ctx, complaint),
        certificate=certificate,
        owner=owner,
        transition=states.step(State.RECEIVED, action),
    )


def _file(ctx: Context, filing: _Filing, draft: StoredDraft | None) -> Receipt:
    """File all or nothing. Raises _ChangedMeanwhileError, having done nothing.

    Filings that come at once share one commit; whoever goes along with another case files alone, as that
    case's row must be held before anything is recorded.
    """
    if filing.follows:
        with ctx.database.writing() as connection:
            new = _keep(ctx, filing, draft, connection)
    else:
        new = ctx.database.writing_together(partial(_keep, ctx, filing, draft))
    metrics.count_submission(filing.source)
    log.info("case filed", case=new.number, source=filing.source, state=new.state, region=new.owner.region)
    return Receipt(filing.code, new.number, filing.certificate, new.filed_at)


def _keep(ctx: Context, filing: _Filing, draft: StoredDraft | None, connection: Connection) -> store.NewCase:
    """Case, contact, files, record. Raises _ChangedMeanwhileError."""
    new = _new_case(ctx, connection, filing)
    case_id = store.insert_case(connection, new)
    if case_id is None:
        raise _ChangedMeanwhileError
    if filing.complaint.contact:
        store.seal_contact(connection, ctx.keys.fields, case_id, filing.complaint.contact)
    if draft and not draft_store.file_draft(connection, draft, case_id, new.filed_at):
        raise _ChangedMeanwhileError
    _start_clocks(ctx, connection, filing, new, case_id)
    lead = follow.chosen(ctx, connection, case_id, filing.follows) if filing.follows else None
    _record(ctx, connection, filing, new, case_id)
    if lead:
        follow.join(ctx, connection, case_id, lead)
    return new


def _new_case(ctx: Context, connection: Connection, filing: _Filing) -> store.NewCase:
    now = ctx.now()
    answering = office(filing.certificate, ctx.registry, ctx.today())
    return store.NewCase(
        number=next_case_number(ctx, connection),
        code_hash=filing.code_hash,
        request_hash=filing.request_hash,
        state=filing.transition.after,
        owner=filing.owner,
        complaint=filing.complaint,
        certificate=filing.certificate,
        source=filing.source,
        filed_at=now,
        office_region=answering.region if answering else NO_OFFICE,
        restricted=bool(filing.certificate.accused),
    )


def _start_clocks(
    ctx: Context, connection: Connection, filing: _Filing, new: store.NewCase, case_id: int
) -> None:
    profiles = clockwork.profiles(ctx)
    moment = Moment(filing.transition, new.filed_at, None, new.filed_at, profiles)
    store.set_next_due(connection, case_id, clockwork.turn(ctx, connection, case_id, moment, ()))


def _record(ctx: Context, connection: Connection, filing: _Filing, new: store.NewCase, case_id: int) -> None:
    """What the router decided is kept here for good, as `certificate` follows later decisions."""
    decided = filing.certificate
    facts = {
        "organ": holder_name(filing.owner, ctx.registry, ctx.today()),
        "department": decided.department_id or "",
        "item": decided.item or "",
        "rule": decided.rule,
        "confidence": f"{decided.confidence:.4f}",
    }
    routed = Recorded(filing.transition.event, new.filed_at, case_id, detail=facts)
    more = filing.also(connection, case_id) if filing.also else ()
    events.record(connection, *_how_it_came(filing, new, case_id), *more, routed)


def _how_it_came(filing: _Filing, new: store.NewCase, case_id: int) -> tuple[Recorded, ...]:
    filed = Recorded(Event.CASE_FILED, new.filed_at, case_id)
    if filing.keyed_in_by is None:
        return (filed,)
    facts = {"source": filing.source}
    return filed, Recorded(Event.CASE_KEYED_IN, new.filed_at, case_id, filing.keyed_in_by, detail=facts)


def _stored_draft(ctx: Context, token: str) -> StoredDraft:
    with ctx.database.reading() as connection:
        stored = drafts.find(ctx, connection, token)
    if stored is None:
        raise NotFound(_("找不到这份草稿，可能放置太久已被清除。"))
    return stored


def _receipt_again(ctx: Context, code: str) -> Receipt:
    with ctx.database.reading() as connection:
        case = store.by_code_hash(connection, receipt.keyed_hash(ctx.keys.receipt, code))
    if case is None:
        raise NotFound(_("这件投诉已不在系统中。"))
    return Receipt(code, case.number, case.certificate, case.filed_at, case.state is State.MERGED)


def _receipt_before(ctx: Context, code: str, request_hash: str) -> Receipt | None:
    """The receipt of what was filed under this code. Raises IdempotencyConflict when that was another
    complaint."""
    with ctx.database.reading() as connection:
        case = store.by_code_hash(connection, receipt.keyed_hash(ctx.keys.receipt, code))
        if case is None:
            return None
        if not hmac.compare_digest(store.request_hash(connection, case.id), request_hash):
            raise IdempotencyConflict(_("这个 Idempotency-Key 已用于另一件内容不同的投诉。"))
    return Receipt(code, case.number, case.certificate, case.filed_at, case.state is State.MERGED)


def _fingerprint(ctx: Context, complaint: Complaint) -> str:
    plain = json.dumps(asdict(complaint), sort_keys=True).encode()
    return hmac.digest(ctx.keys.receipt, b"request:" + plain, hashlib.sha256).hex()
