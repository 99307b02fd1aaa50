"""Milestones of a procedure: what happens outside the desk and turns a clock of the law when it is noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from intake.cases.events import Event
from intake.cases.running import CaseClock, Profiles
from intake.cases.states import REVIEWING, WORKING, State
from registry import ClockRule

_OPEN: Final = (*WORKING, State.WAITING, State.REFERRED, State.IN_LITIGATION)
_DONE: Final = (State.ANSWERED, State.CLOSED)

# Milestone → the states in which it can be noted.
MILESTONES: Mapping[Event, tuple[State, ...]] = {
    Event.COMPLAINANT_TOLD: (State.ROUTED, *_OPEN),
    Event.FIRST_FEEDBACK: (State.ROUTED, *_OPEN),
    Event.ENFORCEMENT_DECIDED: _OPEN,
    Event.ENFORCEMENT_OPENED: _OPEN,
    Event.ENFORCEMENT_CONCLUDED: _OPEN,
    Event.MEDIATION_ENDED: _OPEN,
    Event.HEARING_OPENED: REVIEWING,
    Event.HEARING_CLOSED: REVIEWING,
    Event.DISCLOSURE_FORMED: _DONE,
    Event.DISCLOSURE_PUBLISHED: _DONE,
}
# Profiles beside the case's own that know milestones.
_BESIDE: Final = ("review", "second-review", "disclosure")


@dataclass(frozen=True, slots=True)
class Noted:
    """A milestone on record: when it happened, by which document; who noted it."""

    event: Event
    happened_at: datetime
    document: str
    note: str
    staff_name: str


def offered(
    state: State, profile: str | None, clocks: Iterable[CaseClock], profiles: Profiles
) -> tuple[Event, ...]:
    """What can be noted now: whatever would start, stop, hold or let go on a clock, in table order.

    A clock that has run once is not started again.
    """
    had = tuple(clocks)
    turning = set(_turning(profile, had, profiles))
    return tuple(event for event, states in MILESTONES.items() if state in states and event.value in turning)


def _turning(profile: str | None, had: tuple[CaseClock, ...], profiles: Profiles) -> Iterator[str]:
    known = {each.key for each in had}
    for name in filter(None, (*_BESIDE, profile)):
        for rule in profiles[name].clocks:
            if (name, rule.id) not in known:
                yield from rule.start
    for each in had:
        if each.runs:
            yield from each.clock.rule.stop
            yield from _standstill(each.clock.rule, each)


def _standstill(rule: ClockRule, each: CaseClock) -> Iterator[str]:
    still = bool(each.clock.pauses) and each.clock.pauses[-1].ended is None
    for stand in rule.standstills:
        yield stand.closes if still else stand.opens
