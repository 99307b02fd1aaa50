"""Workers say that they are at work, so that a silent one is noticed."""

from __future__ import annotations

import platform
import time
from datetime import timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from intake.services.context import Context
from intake.store.sharing import worker_beats

log = structlog.get_logger()

JOBS = ("carry", "send", "index", "sweep", "publish", "follow")  # what `run` and `work` do in the background
SILENT = timedelta(minutes=15)  # a sweep rests for five between rounds, and a large one takes its time
_PAUSE = 30.0  # seconds between two signs: rounds may be much shorter
_FORGET = timedelta(days=7)
_last: dict[str, float] = {}  # job → when this process said so, on the monotonic clock


def beat(ctx: Context, job: str) -> None:
    """Say that this job finished a round. Never raises: the job matters more than the sign."""
    now = time.monotonic()
    if now - _last.get(job, -_PAUSE) < _PAUSE:
        return
    try:
        with ctx.database.writing() as connection:
            worker_beats.beat(connection, platform.node()[:100], job, ctx.now())
            worker_beats.forget_before(connection, ctx.now() - _FORGET)
    except SQLAlchemyError as fault:
        log.warning("no sign of life written", job=job, fault=type(fault).__name__)
    else:
        _last[job] = now


def ages(ctx: Context) -> dict[str, timedelta | None]:
    """How long ago each job was at work on any host; None: never."""
    with ctx.database.reading() as connection:
        seen = worker_beats.newest(connection)
    return {job: max(ctx.now() - seen[job], timedelta(0)) if job in seen else None for job in JOBS}
