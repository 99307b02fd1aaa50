"""Delete what is past its time: drafts and their files, ended sessions, proofs, notices, imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog

from intake import security_log
from intake.services.context import Context
from intake.services.filing import shelf
from intake.services.filing.drafts import oldest_kept
from intake.services.filing.throttle import WINDOW
from intake.services.lists import pending
from intake.store.desk import desk_drafts
from intake.store.filing import drafts, proofs
from intake.store.notices import outbox
from intake.store.partners import partners
from intake.store.staff import accounts

log = structlog.get_logger()

_IN_FLIGHT = timedelta(days=1)  # a file this old that nothing refers to was left by a crash
_NOTICES_KEPT = timedelta(days=365)  # that somebody was told, and when, may be asked about later
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many files went: of expired drafts, and left behind by crashes."""

    expired: int
    orphaned: int


def tidy(ctx: Context) -> Tidied:
    """Safe at any time, beside running servers."""
    now = ctx.now()
    with ctx.database.writing() as connection:
        expired = drafts.delete_untouched(connection, oldest_kept(ctx))
        desk_drafts.drop_untouched(connection, oldest_kept(ctx))
        accounts.delete_expired(connection, now, now - WINDOW)
        partners.delete_expired_tokens(connection, now)
        proofs.delete_expired(connection, now)
        outbox.delete_finished(connection, now - _NOTICES_KEPT)
    shelf.drop(ctx, expired)
    kept = timedelta(days=ctx.settings.operations.security_log_days)
    security_log.drop_before(ctx.settings.data_dir / "logs", now - kept)
    return Tidied(len(expired), _tidy_files(ctx))


def _tidy_files(ctx: Context) -> int:
    """Files wait for another time while their store is away: nobody's start hangs on this."""
    try:
        pending.drop_old(ctx)
        return _remove_orphans(ctx)
    except OSError as fault:
        log.warning("files not tidied", fault=type(fault).__name__)
        return 0


def _remove_orphans(ctx: Context) -> int:
    old = sorted(ctx.files.names_before((ctx.now() - _IN_FLIGHT).timestamp()))
    removed = 0
    for start in range(0, len(old), _BATCH):
        batch = old[start : start + _BATCH]
        with ctx.database.reading() as connection:
            known = drafts.known_files(connection, batch)
        orphans = set(batch) - known
        shelf.drop(ctx, orphans)
        removed += len(orphans)
    return removed
