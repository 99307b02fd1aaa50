"""A complaint being written: kept encrypted on the server, under a secret only the browser holds."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from sqlalchemy import Connection

from intake.cases import complaint as rules
from intake.cases.complaint import tidy
from intake.cases.errors import EvidenceRefused, NotFound
from intake.cases.model import Complaint, Evidence
from intake.services.context import Context
from intake.services.filing import evidence, shelf
from intake.store.filing import drafts as store
from intake.store.filing.drafts import StoredDraft
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Draft:
    """`answers` is what was saved, any JSON.

    A `submitted` draft keeps no answers; submitting it again gives its receipt.
    """

    answers: Mapping[str, Any]
    evidence: tuple[Evidence, ...]
    submitted: bool


def start(ctx: Context) -> str:
    """Make an empty draft; returns its token (43 URL-safe characters) for an HttpOnly cookie."""
    token = secrets.token_urlsafe(32)
    with ctx.database.writing() as connection:
        store.insert_draft(connection, token_hash(token), _seal(ctx, {}), ctx.now())
    return token


def load(ctx: Context, token: str) -> Draft | None:
    """The draft, or None for an unknown or expired token (any string is safe)."""
    with ctx.database.reading() as connection:
        stored = find(ctx, connection, token)
        if stored is None:
            return None
        files = store.evidence_of_draft(connection, stored.id)
    return Draft(answers_of(ctx, stored), files, stored.filed)


def save(ctx: Context, token: str, answers: Mapping[str, Any]) -> None:
    """Replace the answers. Keys read at submission: text title item region address latitude longitude
    occurred_at ongoing anonymous name phone email; others are kept for the form's own use.

    Raises NotFound for an unknown, expired or submitted draft.
    """
    with ctx.database.writing() as connection:
        _change(ctx, connection, token, _seal(ctx, answers))


def complaint_of(answers: Mapping[str, Any]) -> Complaint:
    """The complaint these answers make. Never raises: values of the wrong type count as not given."""
    return rules.from_answers(answers)


def faults_of(ctx: Context, answers: Mapping[str, Any]) -> dict[str, str]:
    """What would make `submit_draft` refuse these answers: field → what is wrong."""
    return rules.faults(rules.from_answers(answers), ctx.registry)


def add_evidence(ctx: Context, token: str, filename: str, stream: BinaryIO) -> Evidence:
    """Check, clean and store one file. Raises EvidenceRefused (say `.message`) or NotFound.

    `filename` is not kept: the type is found by content, and names may tell who sent it.
    """
    with ctx.database.reading() as connection:
        _room_for_more(ctx, connection, _open_draft(ctx, connection, token))
    cleaned = evidence.clean(stream, ctx.settings.limits)
    name = shelf.put(ctx, cleaned.content)
    try:
        return _attach(ctx, token, name, cleaned)
    except BaseException:
        shelf.drop(ctx, [name])
        raise


def remove_evidence(ctx: Context, token: str, evidence_id: str) -> None:
    """Delete one file of the draft; unknown ids are ignored."""
    with ctx.database.writing() as connection:
        stored = _change(ctx, connection, token)
        removed = store.delete_evidence(connection, stored.id, tidy(evidence_id))
    if removed:
        shelf.drop(ctx, [evidence_id])


def discard(ctx: Context, token: str) -> None:
    """Delete an unsubmitted draft and its files; does nothing for others."""
    with ctx.database.writing() as connection:
        files = store.delete_draft(connection, token_hash(token))
    shelf.drop(ctx, files)


def find(ctx: Context, connection: Connection, token: str) -> StoredDraft | None:
    """The stored draft of a token, filed or not, if it is not expired."""
    return store.find(connection, token_hash(token), oldest_kept(ctx))


def answers_of(ctx: Context, stored: StoredDraft) -> dict[str, Any]:
    """The answers of a draft; none once it is filed."""
    answers: dict[str, Any] = json.loads(ctx.keys.fields.decrypt(stored.sealed)) if stored.sealed else {}
    return answers


def oldest_kept(ctx: Context) -> datetime:
    """Drafts last touched before this are gone."""
    return ctx.now() - timedelta(days=ctx.settings.draft_days)


def token_hash(token: str) -> str:
    """What is stored of a token. Tokens are random, so a plain hash tells nothing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _open_draft(ctx: Context, connection: Connection, token: str) -> StoredDraft:
    stored = find(ctx, connection, token)
    if stored is None or stored.filed:
        raise _gone()
    return stored


def _change(ctx: Context, connection: Connection, token: str, sealed: bytes | None = None) -> StoredDraft:
    """Count a change and hold the draft's row: from here to the commit nobody else can file it."""
    stored = _open_draft(ctx, connection, token)
    if not store.touch(connection, stored.id, ctx.now(), sealed):
        raise _gone()
    return stored


def _gone() -> NotFound:
    return NotFound(_("找不到这份草稿，可能已经提交，或放置太久已被清除。"))


def _room_for_more(ctx: Context, connection: Connection, stored: StoredDraft) -> int:
    count = len(store.evidence_of_draft(connection, stored.id))
    most = ctx.settings.limits.files
    if count >= most:
        raise EvidenceRefused(_("最多上传 {count} 个文件，请先删掉一个。").format(count=most))
    return count


def _attach(ctx: Context, token: str, name: str, cleaned: evidence.Cleaned) -> Evidence:
    with ctx.database.writing() as connection:
        stored = _change(ctx, connection, token)
        number = _room_for_more(ctx, connection, stored) + 1
        file = Evidence(name, cleaned.kind, cleaned.name(number), cleaned.mime, len(cleaned.content))
        store.insert_evidence(connection, stored.id, file, cleaned.sha256, ctx.now())
    return file


def _seal(ctx: Context, answers: Mapping[str, Any]) -> bytes:
    return ctx.keys.fields.encrypt(json.dumps(dict(answers)).encode())
