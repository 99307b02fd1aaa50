"""After the faults: acknowledged = stored = routed = notified = findable, to the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, text

from benchmarks.faults.filing import Acknowledged
from intake.cases.notices import Audience, Delivery
from intake.cases.states import State
from intake.services import health
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.filing import carry
from intake.services.notices import deliver
from intake.services.records import audit
from intake.services.search import case_index
from intake.store.cases.casework_tables import case_clocks
from intake.store.notices.outbox_table import outbox
from intake.store.tables import cases, contacts, events


@dataclass(frozen=True)
class Reckoning:
    """What was counted, and every fault in words; none means that nothing was lost."""

    counted: dict[str, Any]
    faults: list[str]


def settle(ctx: Context) -> Context:
    """Let what is due be done: filings and outbox past the leases of workers that were killed, and the
    index."""
    later = replace(ctx, now=lambda: ctx.now() + deliver.LEASE * 2)
    while carry.work_off(later):
        pass
    deliver.drain(later, deliver.open_post(ctx.settings.notices))
    while case_index.catch_up(ctx):
        pass
    return later


def reckon(ctx: Context, kept: Acknowledged, mails: Iterable[str], sender_kills: int) -> Reckoning:
    """Hold what was acknowledged against database, mail server and index. `mails`: the Message-ID of every
    letter that came; `sender_kills`: processes killed that may have been sending."""
    faults = [f"odd answer: {each}" for each in kept.odd]
    numbers = {number for number, _code in kept.receipts.values()}
    if len(numbers) != len(kept.receipts):
        faults.append("two complaints were told the same number")
    if still := carry.lag(ctx)[0]:
        faults.append(f"{still} still wait to become cases")
    faults += _not_findable_by_code(ctx, kept)
    faults += _not_whole(ctx, numbers)
    times = Counter(mails)
    faults += _not_notified(ctx, set(times))
    repeats = sum(times.values()) - len(times)
    if repeats > sender_kills:
        faults.append(f"{repeats} letters came again, more than {sender_kills} deaths explain")
    faults += _record_and_index(ctx, numbers)
    stored = _count(ctx)
    counted = {"acknowledged": len(numbers), "stored": stored, "letters": len(times), "repeated": repeats}
    return Reckoning(counted | {"unanswered": kept.unanswered}, faults)


def _not_findable_by_code(ctx: Context, kept: Acknowledged) -> list[str]:
    views = {number: track.by_code(ctx, code) for number, code in kept.receipts.values()}
    return [
        f"{n} not found by its code" for n, view in views.items() if view is None or view.case_number != n
    ]


def _not_whole(ctx: Context, numbers: set[str]) -> list[str]:
    """Each stored with its owner, clock, contact and two lines of the record; each once."""
    with ctx.database.reading() as connection:
        rows = connection.execute(
            select(cases.c.id, cases.c.number, cases.c.state, cases.c.owner_region)
        ).all()
        recorded = Counter(connection.execute(select(events.c.case_id)).scalars())
        clocked = set(connection.execute(select(case_clocks.c.case_id)).scalars())
        known = set(connection.execute(select(contacts.c.case_id)).scalars())
    faults = [f"{number} is not stored" for number in numbers - {row.number for row in rows}]
    for row in rows:
        if not row.owner_region or State(row.state) is State.RECEIVED:
            faults.append(f"{row.number} is not routed")
        if recorded[row.id] != 2 or row.id not in known:
            faults.append(f"{row.number} is stored in part")
        if row.id not in clocked and State(row.state) in (State.ROUTED, State.TO_BE_DECIDED):
            faults.append(f"{row.number} has no deadline")
    return faults


def _not_notified(ctx: Context, keys: set[str]) -> list[str]:
    """Every notice to a complainant was sent and came; every case has one."""
    with ctx.database.reading() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.audience == Audience.COMPLAINANT)).all()
        every = set(connection.execute(select(cases.c.id)).scalars())
    faults = [f"notice {row.key}: {row.delivery}" for row in rows if row.delivery != Delivery.SENT]
    came = " ".join(keys)
    faults += [f"letter {row.key} never came" for row in rows if row.key not in came]
    return faults + [f"case id {each}: nobody told" for each in every - {row.case_id for row in rows}]


def _record_and_index(ctx: Context, numbers: set[str]) -> list[str]:
    faults = [str(fault) for fault in (audit.verify(ctx).fault,) if fault]
    compared = case_index.compare(ctx)
    if not compared.sound:
        faults.append(f"index of cases: {compared}")
    kept = {number for number, _version in case_index._kept(ctx)}
    faults += [f"{number} is not found by search" for number in numbers - kept]
    faults += [f"health: {part} {state}" for part, state in health.check(ctx).items() if state != health.OK]
    return faults + _sqlite_sound(ctx)


def _sqlite_sound(ctx: Context) -> list[str]:
    if not ctx.database.is_sqlite:
        return []
    with ctx.database.reading() as connection:
        said = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    return ([] if said == "ok" else [str(said)]) + [f"row without its owner: {each}" for each in orphans]


def _count(ctx: Context) -> int:
    with ctx.database.reading() as connection:
        return len(connection.execute(select(cases.c.id)).all())
