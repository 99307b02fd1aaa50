"""Clocks made from short words: local times as 2026-03-02 09:00, UTC with a Z, pauses as from>until."""

from __future__ import annotations

from datetime import UTC, datetime

from intake.cases.clocks import Clock, Extension, Pause, extend
from intake.cases.clocks.local_time import LOCAL_TIME
from registry import Registry


def at(text: str) -> datetime:
    zone = UTC if text.endswith("Z") else LOCAL_TIME
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=zone)


def pauses(text: str) -> tuple[Pause, ...]:
    ends = (part.partition(">") for part in text.split(";") if part)
    return tuple(Pause(at(began), at(ended) if ended else None, "听证") for began, _, ended in ends)


def clock(registry: Registry, name: str, started: str, paused: str = "") -> Clock:
    """A clock by its profile and id, as in petition/conclude."""
    profile, _, clock_id = name.partition("/")
    return Clock(registry.clock_profiles[profile], clock_id, at(started), pauses(paused))


def extended(registry: Registry, running: Clock, amount: int) -> Clock:
    """The clock, extended on its first day by its approver."""
    granted = running.started_at
    approved = Extension(amount, "王局长", "案情复杂", granted, granted)
    return extend(running, approved, registry.calendar)
