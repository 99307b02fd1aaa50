"""An update that another system posts: what its complainant adds. It moves no case and closes none."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import ComplaintRefused, IdempotencyConflict, NotFound
from intake.cases.events import Event
from intake.cases.model import Case
from intake.services.citizens import citizen
from intake.services.citizens.code import held_of
from intake.services.context import Context
from intake.services.filing import carry
from intake.services.open311.filing import media_faults, with_media
from intake.services.open311.own import is_number, update_id
from intake.services.open311.records import LONGEST
from intake.store.cases import cases, merges
from intake.store.partners import open311 as store
from intake.words import gettext as _

_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """An update as it was sent; `external_id` is the sender's own number of it."""

    request_id: str
    description: str
    external_id: str = ""
    media: Sequence[str] = ()


def post(ctx: Context, source: str, sent: Sent) -> str:
    """Add it to a case that the system filed; returns the id that the feed gives it too.

    The same `external_id` counts once. Raises NotFound, ComplaintRefused (by parameter), BadInput,
    BadTransition (the case is over) or IdempotencyConflict.
    """
    said, external_id = _text(sent), tidy(sent.external_id)
    carry.of_source(ctx, source, [sent.request_id])
    with ctx.database.writing() as connection:
        case = _own(connection, source, sent.request_id)
        merges.hold(connection, case.id)
        event_id = _once(ctx, connection, case, external_id, said)
    return update_id(ctx, case.number, event_id)


def _text(sent: Sent) -> str:
    said = tidy(sent.description)
    faults = media_faults(sent.media)
    if not said:
        faults["description"] = _("请写下要补充的情况；只改状态的更新不受理。")
    if len(said) > LONGEST:
        faults["description"] = _("最多 {count} 个字。").format(count=LONGEST)
    if len(sent.external_id) > _LONGEST_ID:
        faults["update_id"] = _("最多 {count} 个字。").format(count=_LONGEST_ID)
    if faults:
        raise ComplaintRefused(faults)
    return with_media(said, sent.media)


def _own(connection: Connection, source: str, number: str) -> Case:
    """The case, if this system filed it; that of another is as unknown as none."""
    case = cases.by_number(connection, number) if is_number(number) else None
    if case is None or case.source != source:
        raise NotFound(_("没有这个 service_request_id，或者它不是这个密钥转来的。"))
    return case


def _once(ctx: Context, connection: Connection, case: Case, external_id: str, said: str) -> int:
    """Add it unless it was added before; returns the line of the record that it became."""
    fingerprint = _fingerprint(ctx, case, said)
    known = store.posted(connection, case.source, external_id) if external_id else None
    if known:
        if not hmac.compare_digest(known.fingerprint, fingerprint):
            raise _taken()
        return known.event_id
    citizen.add_to(ctx, connection, held_of(connection, case), said)
    event_id = store.last_line(connection, case.id, Event.INFORMATION_ADDED)
    kept = not external_id or store.keep_posted(
        connection, case.source, external_id, store.Posted(event_id, fingerprint)
    )
    if not kept:
        raise _taken()
    return event_id


def _taken() -> IdempotencyConflict:
    return IdempotencyConflict(_("这个 update_id 已用于另一条更新。"))


def _fingerprint(ctx: Context, case: Case, said: str) -> str:
    return hmac.digest(ctx.keys.receipt, f"update:{case.id}:{said}".encode(), hashlib.sha256).hex()
