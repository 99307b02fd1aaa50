"""Change the key that seals fields, while the service runs.

`rotate` may be killed at any point: the old keys stay until `retire`, and the next `rotate` goes on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from intake.cases.errors import CaseworkError
from intake.cases.events import Event, Recorded
from intake.services.context import Context
from intake.store import sealed
from intake.store.records import events
from intake.words import gettext as _

GRACE = timedelta(hours=1)  # questions of forms are sealed too and are good for this long
_BATCH = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rotation:
    """Whether a new key was made (else an unfinished rotation went on), and how many values were checked."""

    new_key: bool
    values: int


def rotate(ctx: Context, progress: Progress = lambda _done, _total: None) -> Rotation:
    """Put a new key on top, unless an earlier rotation is unfinished, and seal everything with it."""
    new_key = not _older(ctx)
    if new_key:
        ctx.keys.fields.add()
        _record(ctx, Event.KEY_ADDED, ctx.keys.fields.count())
    done = _seal_all(ctx, progress)
    _record(ctx, Event.FIELDS_SEALED_ANEW, done)
    return Rotation(new_key, done)


def retire(ctx: Context) -> int:
    """Drop all keys but the newest; returns how many. Raises CaseworkError while one may still be needed."""
    fields = ctx.keys.fields
    old = fields.count() - 1
    if not old:
        return 0
    with ctx.database.reading() as connection:
        added = events.last_time(connection, Event.KEY_ADDED)
    if added is None or ctx.now() < added + GRACE:
        raise CaseworkError(_("新密钥启用不到一小时，可能还有正在用旧密钥的请求。请稍后再试。"))
    needed = _older(ctx)
    if needed:
        raise CaseworkError(_("还有 {count} 处用旧密钥加密。请先运行 keys rotate。").format(count=needed))
    fields.keep_newest()
    _record(ctx, Event.KEYS_RETIRED, old)
    return old


def _older(ctx: Context) -> int:
    """How many values an older key sealed."""
    with ctx.database.reading() as connection:
        return sum(not ctx.keys.fields.is_newest(each) for each in sealed.values(connection, _BATCH))


def _seal_all(ctx: Context, progress: Progress) -> int:
    with ctx.database.reading() as connection:
        total = sealed.count(connection)
    done = 0
    for column in sealed.COLUMNS:
        after = -1
        while (batch := _seal_batch(ctx, column, after)) is not None:
            after, seen = batch
            done += seen
            progress(done, total)
    return done


def _seal_batch(ctx: Context, column: sealed.SealedColumn, after: int) -> tuple[int, int] | None:
    with ctx.database.writing() as connection:
        return sealed.rewrite(connection, column, after, _BATCH, lambda value: _anew(ctx, value))


def _anew(ctx: Context, value: bytes) -> bytes:
    fields = ctx.keys.fields
    return value if fields.is_newest(value) else fields.encrypt(fields.decrypt(value))


def _record(ctx: Context, event: Event, count: int) -> None:
    with ctx.database.writing() as connection:
        events.record(connection, Recorded(event, ctx.now(), detail={"count": str(count)}))
