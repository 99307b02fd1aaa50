"""Carry waiting filings through: what a quiet time does in the request, in the order in which they came.

The row goes in the transaction that makes its case, so each becomes one case, whoever is killed when. Many at
a time share a transaction; when that fails each has one of its own, and a bad one holds up nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.services.filing import making, room
from intake.services.filing.making import Decided
from intake.store.filing import waiting
from intake.store.filing.waiting import WaitingFiling
from intake.words import gettext as _

log = structlog.get_logger()

TOGETHER = 32  # in one transaction
LEASE = timedelta(seconds=30)  # far longer than these take; then the worker counts as dead
_LATER = timedelta(minutes=5)  # after which one that failed is tried again
_STREAM = timedelta(seconds=2)  # since the last that came: filings still come in
RUSH = 20  # that came within a second: about what is carried through while they come
_SECOND = timedelta(seconds=1)
PATIENCE = timedelta(minutes=5)  # as long as one waits for those who file; half of what the doctor calls late

Pair = tuple[WaitingFiling, Decided]


class StillWaiting(CaseworkError):
    """It was filed, and its case could not be made just now."""

    def __init__(self, number: str) -> None:
        told = _("您的投诉已经收到，编号 {number}，正在转交。请过几分钟再查，不用重新提交。")
        super().__init__(told.format(number=number))


def work_off(ctx: Context, stopped: Callable[[], bool] = lambda: False) -> int:
    """Carry a group through; how many of them are cases now. None are left to take when it is 0."""
    now = ctx.now()
    with ctx.database.writing() as connection:
        taken = waiting.take(connection, TOGETHER, now, LEASE)
    try:
        ready = [pair for each in taken if not stopped() and (pair := _ready(ctx, each))]
        if ready:
            _carry(ctx, ready)
    except Exception:
        _let_go(ctx, taken, now + LEASE)
        raise
    return len(taken)


def coming(ctx: Context) -> bool:
    """Whether filings still come in so fast that they wait: those who file go first, until one has waited
    for PATIENCE."""
    return _came_within(ctx, _STREAM, after=0)


def rushing(ctx: Context) -> bool:
    """Whether they come in so fast that none should be carried through meanwhile; no longer than PATIENCE."""
    return _came_within(ctx, _SECOND, after=RUSH)


def _came_within(ctx: Context, span: timedelta, after: int) -> bool:
    """Whether the one came within that span that so many came after, and nobody who is due waits long."""
    now = ctx.now()
    with ctx.database.reading() as connection:
        late, since = waiting.filed_before_last(connection, after), waiting.due_since(connection, now)
    return late is not None and now - late < span and (since is None or now - since < PATIENCE)


def lag(ctx: Context) -> tuple[int, timedelta]:
    """How many wait, and how long the first of them has."""
    with ctx.database.reading() as connection:
        ends = waiting.ends(connection)
        count = waiting.length(connection) if ends else 0
    return count, max(ctx.now() - ends[0], timedelta(0)) if ends else timedelta(0)


def at_once(ctx: Context, code_hash: str) -> None:
    """Carry through the filing of this code if it waits: whoever asks for it is told of a case.

    Raises StillWaiting.
    """
    with ctx.database.reading() as connection:
        kept = waiting.by_code_hash(connection, code_hash)
    if kept is None:
        return
    pair = _ready(ctx, kept)
    if pair is None or not _alone(ctx, pair):
        raise StillWaiting(kept.number)


def of_source(ctx: Context, source: str, numbers: Collection[str]) -> None:
    """The same for those of these numbers that a system filed; one that fails goes on waiting."""
    with ctx.database.reading() as connection:
        kept = waiting.by_numbers(connection, source, numbers)
    for each in kept:
        if pair := _ready(ctx, each):
            _alone(ctx, pair)


def _ready(ctx: Context, kept: WaitingFiling) -> Pair | None:
    """The filing and where it goes; None, and a line in the log, when that cannot be told."""
    try:
        return kept, making.decide(ctx, room.opened(ctx, kept))
    except Exception as fault:
        _failed(ctx, kept, fault)
        return None


def _carry(ctx: Context, pairs: Sequence[Pair]) -> None:
    try:
        _make(ctx, pairs)
    except Exception as fault:  # which of them it was shows when each is alone
        log.warning("waiting filings not carried through together", fault=type(fault).__name__)
        for pair in pairs:
            _alone(ctx, pair)


def _alone(ctx: Context, pair: Pair) -> bool:
    """Carry one through; False, and a line in the log, when it cannot be now. A database that is away or full
    is everybody's trouble: its fault is raised."""
    try:
        _make(ctx, [pair])
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        if isinstance(fault, DBAPIError) and fault.connection_invalidated:
            raise
        _failed(ctx, pair[0], fault)
        return False
    return True


def _make(ctx: Context, pairs: Sequence[Pair]) -> None:
    """Their cases, in one transaction with the end of their waiting; those that another carried through
    meanwhile are cases already."""
    with ctx.database.writing() as connection:
        held = waiting.hold(connection, [kept.number for kept, _decided in pairs])
        tried = [
            making.make(ctx, connection, decided, kept.number, kept.filed_at)
            for kept, decided in pairs
            if kept.number in held
        ]
        if made := [each for each in tried if each]:
            making.record(connection, made)
        waiting.remove(connection, held)
    for new in (each.new for each in made):
        log.info("case made", case=new.number, state=new.state, region=new.owner.region)


def _let_go(ctx: Context, taken: Sequence[WaitingFiling], until: datetime) -> None:
    """Those that were not come to: a fault that is over in a moment must not keep them for the lease. Where
    the database is away they wait for that."""
    try:
        with ctx.database.writing() as connection:
            waiting.let_go(connection, [each.number for each in taken], until, ctx.now())
    except SQLAlchemyError as fault:
        log.warning("waiting filings not let go", fault=type(fault).__name__)


def _failed(ctx: Context, kept: WaitingFiling, fault: Exception) -> None:
    log.error("waiting filing not carried through", case=kept.number, fault=type(fault).__name__)
    with ctx.database.writing() as connection:
        waiting.postpone(connection, kept.number, ctx.now() + _LATER)
