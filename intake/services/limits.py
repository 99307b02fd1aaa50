"""How often who may do what, counted together by all processes.

Each process counts for itself, and once a second exchanges with the others, through the database, what it
counted. So a limit costs a request nothing, and what comes within one second may pass in each process before
they know of each other. Log-ins, proofs and keys are counted exactly elsewhere (`throttle`, `store.proofs`).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

import structlog
from sqlalchemy.exc import SQLAlchemyError

from intake.cases.errors import CaseworkError
from intake.services.context import Context
from intake.store.sharing import rate_counts
from intake.store.sharing.rate_counts import Counted

log = structlog.get_logger()

_PAUSE = 1.0  # seconds between exchanges


@dataclass(frozen=True, slots=True)
class _Span:
    """Who did what (in words that do not leave this process), and when: span `number` of so many seconds."""

    subject: str
    seconds: int
    number: int

    @property
    def end(self) -> int:
        """When it counts no more: a span also counts, less and less, during the next one."""
        return (self.number + 2) * self.seconds


@dataclass(slots=True)
class _Count:
    known: int = 0  # of all processes, as of the last exchange
    fresh: int = 0  # of this one since then


@dataclass(frozen=True, slots=True)
class Seen:
    """Counts of the last span and of the current one, and how many seconds the current one still lasts."""

    before: int
    current: int
    left: float

    def recent(self, seconds: int) -> float:
        """How many in the last `seconds`, those of the last span taken as evenly spread."""
        return self.before * self.left / seconds + self.current


class Limits:
    """The counts of one process."""

    def __init__(self) -> None:
        self._counts: dict[_Span, _Count] = {}
        self._lock = Lock()
        self._exchanging = Lock()
        self._next = 0.0
        self._cleared = False

    def clear(self) -> None:
        """Begin anew, for everybody."""
        with self._lock:
            self._counts.clear()
        self._next, self._cleared = 0.0, True

    def take(self, ctx: Context, subject: str, most: int, seconds: int, amount: int = 1) -> bool:
        """Count it, unless that made more than `most` in the last `seconds`; returns whether it did."""
        self._exchange_sometimes(ctx)
        with self._lock:
            if self._seen(ctx, subject, seconds).recent(seconds) + amount > most:
                return False
            span = _Span(subject, seconds, int(ctx.now().timestamp() // seconds))
            self._counts.setdefault(span, _Count()).fresh += amount
            return True

    def seen(self, ctx: Context, subject: str, seconds: int) -> Seen:
        """What was counted so far, as far as this process knows."""
        with self._lock:
            return self._seen(ctx, subject, seconds)

    def exchange(self, ctx: Context) -> None:
        """Tell what this process counted, learn what the others did, forget what is over."""
        now = ctx.now()
        with self._lock:
            for span in [span for span in self._counts if span.end <= now.timestamp()]:
                del self._counts[span]
            told = {span: count.fresh for span, count in self._counts.items() if count.fresh}
        if self._cleared:
            _forget_all(ctx)
            self._cleared = False
        if told:
            self._learn(_exchanged(ctx, told), told)

    def _exchange_sometimes(self, ctx: Context) -> None:
        now = ctx.now().timestamp()
        if now < self._next <= now + _PAUSE or not self._exchanging.acquire(blocking=False):
            return
        try:
            self._next = now + _PAUSE
            self.exchange(ctx)
        except (SQLAlchemyError, CaseworkError) as fault:  # refuses nobody: counted alone meanwhile
            log.warning("limits not exchanged", fault=type(fault).__name__)
        finally:
            self._exchanging.release()

    def _seen(self, ctx: Context, subject: str, seconds: int) -> Seen:
        now = ctx.now().timestamp()
        number = int(now // seconds)
        before, current = (self._total(_Span(subject, seconds, each)) for each in (number - 1, number))
        return Seen(before, current, (number + 1) * seconds - now)

    def _total(self, span: _Span) -> int:
        count = self._counts.get(span)
        return count.known + count.fresh if count else 0

    def _learn(self, totals: dict[_Span, int], told: dict[_Span, int]) -> None:
        with self._lock:
            for span, total in totals.items():
                count = self._counts.setdefault(span, _Count())
                count.known, count.fresh = total, count.fresh - told[span]


def _exchanged(ctx: Context, told: dict[_Span, int]) -> dict[_Span, int]:
    """Add to the counts of all; returns what they are then."""
    rows = {span: _row(ctx, span, count) for span, count in told.items()}
    with ctx.database.writing() as connection:
        totals = rate_counts.add(connection, list(rows.values()))
        rate_counts.delete_expired(connection, ctx.now())
    return {span: totals[row.subject, row.span] for span, row in rows.items()}


def _forget_all(ctx: Context) -> None:
    with ctx.database.writing() as connection:
        rate_counts.delete_all(connection)


def _row(ctx: Context, span: _Span, count: int) -> Counted:
    words = f"{span.seconds} {span.subject}".encode()
    subject = hmac.digest(ctx.keys.session, words, hashlib.sha256).hex()
    return Counted(subject, span.number, count, datetime.fromtimestamp(span.end, UTC))
