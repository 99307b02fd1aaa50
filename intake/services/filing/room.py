"""The waiting room: in a crowd a filing is kept whole and sealed in one row, and its receipt given; `carry`
makes the case of it soon after."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from intake.cases.model import Complaint, Contact, Location
from intake.services.casework.step import day_series
from intake.services.context import Context
from intake.services.filing.making import Filing, HandedOver
from intake.store.filing import waiting
from intake.store.filing.waiting import NewFiling, WaitingFiling
from registry.languages import CHINESE

_FORMAT = 1  # of what is sealed; another when a field means something else or may not be left out


class UnknownFormat(Exception):
    """What is sealed was written by another version, and not everything that was said can be read."""


def wanted(ctx: Context, *, crowded: bool) -> bool:
    """Whether filings are to wait now."""
    chosen = ctx.settings.casework.filing_queue
    return chosen == "always" or (crowded and chosen == "auto")


def enter(
    ctx: Context, filing: Filing, plain: bytes, draft: tuple[int, int] | None
) -> tuple[str, datetime] | None:
    """Keep it until its case is made; its number and time, on disk when this returns. None: it was filed
    before, or its draft (id and version) changed. `plain`: the complaint as JSON."""
    now = ctx.now()
    new = NewFiling(
        series=day_series(now),
        code_hash=filing.code_hash,
        request_hash=filing.request_hash,
        source=filing.source,
        filed_at=now,
        sealed=_sealed(ctx, filing, plain),
        draft=draft,
    )
    number = ctx.database.writing_rows(waiting.keep, new)
    return (number, now) if number else None


def opened(ctx: Context, kept: WaitingFiling) -> Filing:
    """The filing as it came. Raises UnknownFormat."""
    complaint, handed_over = _read(ctx.keys.fields.decrypt(kept.sealed))
    return Filing(
        complaint=complaint,
        source=kept.source,
        code_hash=kept.code_hash,
        request_hash=kept.request_hash,
        draft_id=kept.draft_id,
        handed_over=handed_over,
    )


def plain(complaint: Complaint) -> bytes:
    """The complaint as JSON. Chinese goes without saying, so that what was filed before languages were kept
    hashes as it did when it is sent again."""
    said = asdict(complaint)
    if said["contact"] and said["contact"]["language"] == CHINESE:
        del said["contact"]["language"]
    return json.dumps(said, sort_keys=True).encode()


def _sealed(ctx: Context, filing: Filing, plain: bytes) -> bytes:
    handed_over = json.dumps(asdict(filing.handed_over) if filing.handed_over else None).encode()
    written = b'{"format":%d,"complaint":%b,"handed_over":%b}' % (_FORMAT, plain, handed_over)
    return ctx.keys.fields.encrypt(written)


def _read(written: bytes) -> tuple[Complaint, HandedOver | None]:
    """A field that is not known here is never passed over: somebody said something by it."""
    kept = json.loads(written)
    if not isinstance(kept, dict) or kept.get("format") != _FORMAT:
        raise UnknownFormat("another number")
    try:
        by = kept["handed_over"]
        return _complaint(**kept["complaint"]), HandedOver(**by) if by else None
    except (KeyError, TypeError):
        raise UnknownFormat("other fields") from None


def _complaint(location: dict[str, Any], contact: dict[str, Any] | None, **said: Any) -> Complaint:
    who = Contact(**contact) if contact else None
    return Complaint(location=Location(**location), contact=who, **said)
