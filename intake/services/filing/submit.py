"""File a complaint. When a receipt is returned, the complaint and its files are on disk."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from intake import metrics
from intake.cases import complaint as rules
from intake.cases import receipt
from intake.cases.errors import ComplaintRefused, IdempotencyConflict, NotFound
from intake.cases.model import Complaint, Receipt
from intake.cases.states import State
from intake.services.casework.step import next_case_number
from intake.services.context import Context
from intake.services.filing import drafts, follow, making, room
from intake.services.filing.making import Decided, Filing, HandedOver
from intake.store.cases import cases as store
from intake.store.filing import drafts as draft_store
from intake.store.filing import waiting
from intake.store.filing.drafts import StoredDraft
from intake.words import gettext as _

log = structlog.get_logger()

_ATTEMPTS = 5  # a draft that changes while it is being filed is read again


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with a complaint that came whole: the member of staff who typed it for somebody (the record
    tells), or the partner who handed it over. `at_once`: it never waits in a crowd. `said`: what the sender
    sent, when the complaint made from it may be another one day; by it a repeated request is known."""

    keyed_in_by: int | None = None
    handed_over: HandedOver | None = None
    at_once: bool = False
    said: bytes = b""


NOTHING_BESIDE = Beside()


class _ChangedMeanwhileError(Exception):
    """The draft was edited, or filed by another request, after it was read."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A filing as it is sent off. `plain`: the complaint as JSON. `draft`: id and version of the draft
    that it is; `follows`: the token of the case it shall go along with, see `follow`. `at_once`: its case is
    made now, crowd or not."""

    filing: Filing
    plain: bytes
    code: str
    draft: tuple[int, int] | None = None
    follows: str = ""
    at_once: bool = False


def submit_draft(ctx: Context, token: str) -> Receipt:
    """File the draft. Doing it again, at once or later, gives the same receipt.

    Raises NotFound (no such draft) or ComplaintRefused (`.faults`: field → what is wrong).
    """
    for _attempt in range(_ATTEMPTS):
        stored = _stored_draft(ctx, token)
        code = receipt.make(ctx.keys.receipt, f"draft:{token}")
        if stored.filed:
            return _receipt_again(ctx, code)
        answers = drafts.answers_of(ctx, stored)
        sent = _sent(ctx, rules.from_answers(answers), "web", code)
        _check(ctx, sent)
        follows = str(answers.get("follow") or "")
        sent = replace(
            sent,
            filing=replace(sent.filing, draft_id=stored.id),
            draft=(stored.id, stored.version),
            follows=follows,
            at_once=bool(follows),
        )
        try:
            return _file(ctx, sent)
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
    code = receipt.make(ctx.keys.receipt, seed(source, idempotency or secrets.token_hex(32)))
    sent = _sent(ctx, rules.tidied(complaint), source, code, beside)
    try:
        _check(ctx, sent)
        return _file(ctx, sent)
    except (_ChangedMeanwhileError, ComplaintRefused) as why:
        # What was acknowledged is so again, whatever the content of the lists has become since.
        if again := _receipt_before(ctx, code, sent.filing.request_hash):
            return again
        raise why if isinstance(why, ComplaintRefused) else NotFound(_("这件投诉已不在系统中。")) from None


def again(ctx: Context, source: str, idempotency: str, said: bytes) -> Receipt | None:
    """The receipt of what was filed by this key with the same `said` beside it; None: nothing was.

    Raises IdempotencyConflict.
    """
    code = receipt.make(ctx.keys.receipt, seed(source, idempotency))
    return _receipt_before(ctx, code, _request_hash(ctx, said))


def seed(source: str, idempotency: str) -> str:
    """What the receipt code is made from of a complaint that came whole."""
    return f"whole:{source}:{idempotency}"


def _sent(
    ctx: Context, complaint: Complaint, source: str, code: str, beside: Beside = NOTHING_BESIDE
) -> _Sent:
    plain = room.plain(complaint)
    filing = Filing(
        complaint,
        source,
        code_hash=receipt.keyed_hash(ctx.keys.receipt, code),
        request_hash=_request_hash(ctx, beside.said or plain),
        keyed_in_by=beside.keyed_in_by,
        handed_over=beside.handed_over,
    )
    return _Sent(filing, plain, code, at_once=beside.at_once or beside.keyed_in_by is not None)


def _request_hash(ctx: Context, said: bytes) -> str:
    return hmac.digest(ctx.keys.receipt, b"request:" + said, hashlib.sha256).hex()


def _check(ctx: Context, sent: _Sent) -> None:
    faults = rules.faults(sent.filing.complaint, ctx.registry)
    if faults:
        raise ComplaintRefused(faults)


def _file(ctx: Context, sent: _Sent) -> Receipt:
    """File all or nothing. Raises _ChangedMeanwhileError, having done nothing.

    In a crowd it waits for its turn to be routed; not what staff type, who go on with the case, nor what
    goes along with another case, nor a table's row, which is settled with its case.
    """
    with ctx.database.filing.joined() as crowded:
        waits = room.wanted(ctx, crowded=crowded) and not sent.at_once
        filed = _let_wait(ctx, sent) if waits else _carry_through(ctx, sent)
    metrics.count_submission(sent.filing.source)
    return filed


def _let_wait(ctx: Context, sent: _Sent) -> Receipt:
    entered = room.enter(ctx, sent.filing, sent.plain, sent.draft)
    if entered is None:
        raise _ChangedMeanwhileError
    return Receipt(sent.code, entered[0], None, entered[1])


def _carry_through(ctx: Context, sent: _Sent) -> Receipt:
    """Filings that come at once share one commit; whoever goes along with another case files alone, as that
    case's row must be held before anything is recorded."""
    decided = making.decide(ctx, sent.filing)
    if sent.follows:
        with ctx.database.writing() as connection:
            new = _keep(ctx, sent, decided, connection)
    else:
        new = ctx.database.writing_together(partial(_keep, ctx, sent, decided))
    log.info("case filed", case=new.number, source=new.source, state=new.state, region=new.owner.region)
    return Receipt(sent.code, new.number, decided.certificate, new.filed_at)


def _keep(ctx: Context, sent: _Sent, decided: Decided, connection: Connection) -> store.NewCase:
    """Case, contact, files, record. Raises _ChangedMeanwhileError."""
    now: datetime = ctx.now()
    number = next_case_number(ctx, connection)
    if waiting.by_code_hash(connection, sent.filing.code_hash):
        raise _ChangedMeanwhileError
    if sent.draft and not draft_store.forget_answers(connection, *sent.draft, now):
        raise _ChangedMeanwhileError
    made = making.make(ctx, connection, decided, number, now)
    if made is None:
        raise _ChangedMeanwhileError
    lead = follow.chosen(ctx, connection, made.id, sent.follows) if sent.follows else None
    making.record(connection, [made])
    if lead:
        follow.join(ctx, connection, made.id, lead)
    return made.new


def _stored_draft(ctx: Context, token: str) -> StoredDraft:
    with ctx.database.reading() as connection:
        stored = drafts.find(ctx, connection, token)
    if stored is None:
        raise NotFound(_("找不到这份草稿，可能放置太久已被清除。"))
    return stored


def _receipt_again(ctx: Context, code: str) -> Receipt:
    """Looked for among those that wait first: it may become a case meanwhile, and never the other way."""
    code_hash = receipt.keyed_hash(ctx.keys.receipt, code)
    with ctx.database.reading() as connection:
        kept = waiting.by_code_hash(connection, code_hash)
        case = None if kept else store.by_code_hash(connection, code_hash)
    if kept:
        return Receipt(code, kept.number, None, kept.filed_at)
    if case is None:
        raise NotFound(_("这件投诉已不在系统中。"))
    return Receipt(code, case.number, case.certificate, case.filed_at, case.state is State.MERGED)


def _receipt_before(ctx: Context, code: str, request_hash: str) -> Receipt | None:
    """The receipt of what was filed under this code. Raises IdempotencyConflict when that was another
    complaint."""
    known, code_hash = None, receipt.keyed_hash(ctx.keys.receipt, code)
    with ctx.database.reading() as connection:
        if kept := waiting.by_code_hash(connection, code_hash):
            known = kept.request_hash
        elif case := store.by_code_hash(connection, code_hash):
            known = store.request_hash(connection, case.id)
    if known is None:
        return None
    if not hmac.compare_digest(known, request_hash):
        raise IdempotencyConflict(_("这个 Idempotency-Key 已用于另一件内容不同的投诉。"))
    return _receipt_again(ctx, code)
