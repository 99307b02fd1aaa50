"""Cleaned files go on the disk before the transaction that ties them to a draft or a case."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from intake.cases.errors import EvidenceRefused
from intake.services.context import Context
from intake.words import gettext as _

log = structlog.get_logger()


def put(ctx: Context, content: bytes) -> str:
    """Store a file; returns its name. Refused (EvidenceRefused) when the disk is so full that complaints
    themselves would be in danger."""
    full = ctx.files.room() - len(content) < ctx.settings.limits.keep_free
    try:
        if not full:
            return ctx.files.write(content)
    except OSError as fault:
        log.error("evidence not stored", fault=type(fault).__name__, number=fault.errno)
    else:
        log.error("evidence refused: disk nearly full")
    raise EvidenceRefused(_("系统暂时存不下这份材料。您可以先提交文字，或者稍后再传。"))


def drop(ctx: Context, names: Iterable[str]) -> None:
    """Delete files that nothing refers to any more. Where the store is away they wait for `tidy`."""
    for name in names:
        try:
            ctx.files.remove(name)
        except OSError as fault:
            log.warning("file not removed", fault=type(fault).__name__)
