"""The clocks of cases: started, stopped, held and extended. Lateness is computed from them, never stored."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from intake.cases.clocks import Clock, Extension, Pause
from intake.cases.running import CaseClock, Profiles
from intake.store.cases.casework_tables import case_clocks, clock_extensions
from intake.store.tables import users

_START = insert(case_clocks)  # made once: building such a statement anew costs more than running it


def of_case(connection: Connection, case_id: int, profiles: Profiles) -> tuple[CaseClock, ...]:
    """Every clock the case has had, in the order they were started. Raises KeyError: a profile is gone."""
    extended = _extensions(connection, case_id)
    rows = connection.execute(
        select(case_clocks).where(case_clocks.c.case_id == case_id).order_by(case_clocks.c.id)
    )
    return tuple(
        CaseClock(
            Clock(
                profile=profiles[row.profile],
                clock_id=row.clock,
                started_at=row.started_at,
                pauses=tuple(map(_pause, row.pauses)),
                extensions=tuple(extended[row.id]),
                stopped_at=row.stopped_at,
            ),
            row.id,
        )
        for row in rows
    )


def keep(connection: Connection, case_id: int, each: CaseClock, due_at: datetime | None) -> None:
    """Insert a clock, or set what may change of one that is kept; while it runs the sweep looks anew."""
    clock = each.clock
    values = {
        "due_at": due_at,
        "stopped_at": clock.stopped_at,
        "look_at": clock.started_at if each.runs else None,
        "pauses": [[_text(p.began), _text(p.ended), p.reason] for p in clock.pauses],
    }
    if each.id is not None:
        connection.execute(update(case_clocks).where(case_clocks.c.id == each.id).values(**values))
        return
    profile, name = each.key
    started = {"case_id": case_id, "profile": profile, "clock": name, "started_at": clock.started_at}
    connection.execute(_START, started | values)


def keep_extension(connection: Connection, clock_id: int, approver_id: int, extension: Extension) -> None:
    """Keep one extension of a clock."""
    connection.execute(
        insert(clock_extensions).values(
            clock_id=clock_id,
            amount=extension.amount,
            approver_id=approver_id,
            reason=extension.reason,
            granted_at=extension.granted_at,
            told_at=extension.told_at,
        )
    )


def _extensions(connection: Connection, case_id: int) -> defaultdict[int, list[Extension]]:
    rows = connection.execute(
        select(clock_extensions, users.c.name)
        .join(case_clocks, case_clocks.c.id == clock_extensions.c.clock_id)
        .join(users, users.c.id == clock_extensions.c.approver_id)
        .where(case_clocks.c.case_id == case_id)
        .order_by(clock_extensions.c.id)
    )
    found: defaultdict[int, list[Extension]] = defaultdict(list)
    for row in rows:
        extension = Extension(row.amount, row.name, row.reason, row.granted_at, row.told_at)
        found[row.clock_id].append(extension)
    return found


def _pause(stored: list[str | None]) -> Pause:
    began, ended, reason = stored
    return Pause(
        datetime.fromisoformat(began or ""), datetime.fromisoformat(ended) if ended else None, reason or ""
    )


def _text(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
