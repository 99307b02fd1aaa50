"""Which clocks of a case a step starts, stops, holds and lets go on. Pure: the store keeps the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from intake.cases import house
from intake.cases.clocks import Clock, Pause, merging
from intake.cases.events import Event
from intake.cases.states import State, Transition
from registry import ClockProfile, ClockRule

Profiles = Mapping[str, ClockProfile]
# Profiles that every case has beside its own.
_GENERAL = ("objection", "review", "second-review", "disclosure")
# What must be published runs on after the answer: only publication ends it.
_OUTLIVES_THE_ANSWER = "disclosure"
# A window is a time in which somebody may do something, not one by which they must.
WINDOW = ("objection", "object")
_TOLD = "desk:case:complainant_told"
_OUT_OF_HAND = (State.ANSWERED, State.CLOSED)
_GONE = (State.WITHDRAWN, State.MERGED)


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A clock and the row that keeps it; None for one just started."""

    clock: Clock
    id: int | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Profile and clock."""
        return self.clock.profile.id, self.clock.clock_id

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped; it may stand still."""
        return self.clock.stopped_at is None

    @property
    def is_duty(self) -> bool:
        """Whether it is the time of an organ by which something must be done."""
        return self.clock.rule.binds == "organ" and self.key != WINDOW


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event that leaves the case in its state: a milestone of the procedure."""

    state: State
    event: Event

    @property
    def before(self) -> State:
        """The state it finds."""
        return self.state

    @property
    def after(self) -> State:
        """The state it leaves."""
        return self.state


@dataclass(frozen=True, slots=True)
class Moment:
    """A step on a case: the transition, when, the case's profile and when earlier events were.

    `beside`: a profile whose clocks this step may start although it is neither the case's nor every case's.
    """

    transition: Transition | Milestone
    at: datetime
    profile: str | None
    filed_at: datetime
    profiles: Profiles
    beside: str = ""

    @property
    def takes_on(self) -> bool:
        """Whether an organ takes the case on here; the tracking page tells the complainant at once."""
        return self.transition.before is State.ROUTED and self.transition.after is State.ACCEPTED

    @property
    def events(self) -> frozenset[str]:
        """The events that the profiles may know."""
        told = (Event.CASE_ACCEPTED.value, _TOLD) if self.takes_on else ()
        return frozenset({self.transition.event.value, *told})

    @property
    def procedure(self) -> ClockProfile | None:
        """The profile chosen at acceptance."""
        return self.profiles[self.profile] if self.profile else None


def is_procedure(profile: ClockProfile) -> bool:
    """Whether a case can be accepted under it; other profiles come beside every case, or are no case's."""
    begins = {Event.CASE_FILED.value, Event.CASE_ROUTED.value, Event.CASE_ACCEPTED.value}
    return profile.id not in _GENERAL and any(begins & set(rule.start) for rule in profile.clocks)


def after(moment: Moment, clocks: Iterable[CaseClock]) -> tuple[CaseClock, ...]:
    """Every clock of the case as it is after the step."""
    before = tuple(clocks)
    kept = tuple(_changed(each, moment) for each in before)
    running = {each.key for each in kept if each.runs}
    started = (*_by_law(moment, before), *_house(moment, running))
    return (*kept, *(each for each in started if each.key not in running))


def _changed(each: CaseClock, moment: Moment) -> CaseClock:
    if not each.runs:
        return _taken_up(each, moment)
    clock = each.clock
    if moment.transition.after is State.MERGED:
        return replace(each, clock=merging.laid_down(_going_on(clock, moment.at), moment.at))
    if _stops(each, moment):
        return replace(each, clock=replace(_going_on(clock, moment.at), stopped_at=moment.at))
    return replace(each, clock=_held(each, moment))


def _taken_up(each: CaseClock, moment: Moment) -> CaseClock:
    """A clock that merging stopped runs on when the case is its own again, unless its state is another."""
    unmerged = moment.transition.event is Event.CASE_UNMERGED
    going = merging.taken_up(each.clock, moment.at) if unmerged else None
    if going is None or _stops(replace(each, clock=going), moment):
        return each
    return replace(each, clock=going)


def _stops(each: CaseClock, moment: Moment) -> bool:
    """Whether its own event has come, its state is left, or what it waited for is out of the way."""
    to, rule = moment.transition.after, each.clock.rule
    if each.clock.profile.id == house.PROFILE:
        holding = each.clock.clock_id == house.HANDLE and to in house.STILL
        return house.CLOCK_OF.get(to) != each.clock.clock_id and not holding
    if moment.events & set(rule.stop) or to in _GONE:
        return True
    if each.key == WINDOW and (moment.takes_on or to is State.TO_BE_DECIDED):
        return True
    if rule.binds == "citizen" and moment.events & set(rule.start):
        return True  # a new answer: the time to ask for its review begins anew
    outlives = rule.binds == "citizen" or each.clock.profile.id == _OUTLIVES_THE_ANSWER
    return to in _OUT_OF_HAND and not outlives


def _held(each: CaseClock, moment: Moment) -> Clock:
    """The clock with the pause that begins or ends here, if one does."""
    clock = each.clock
    opens, closes = _standstill(each, moment)
    if closes:
        return _going_on(clock, moment.at)
    still = bool(clock.pauses) and clock.pauses[-1].ended is None
    if opens and not still:
        return replace(clock, pauses=(*clock.pauses, Pause(moment.at, None, moment.transition.event)))
    return clock


def _standstill(each: CaseClock, moment: Moment) -> tuple[bool, bool]:
    """Whether a pause begins here, and whether one ends."""
    if each.key == (house.PROFILE, house.HANDLE):
        still = moment.transition.after in house.STILL
        return still, not still
    stands = each.clock.rule.standstills
    return (
        any(stand.opens in moment.events for stand in stands),
        any(stand.closes in moment.events for stand in stands),
    )


def _going_on(clock: Clock, at: datetime) -> Clock:
    if not clock.pauses or clock.pauses[-1].ended is not None:
        return clock
    return replace(clock, pauses=(*clock.pauses[:-1], replace(clock.pauses[-1], ended=at)))


def _by_law(moment: Moment, before: tuple[CaseClock, ...]) -> Iterator[CaseClock]:
    for profile, rule in _rules(moment):
        if moment.events & set(rule.start):
            yield _start(profile, rule, moment.at)
        elif profile is moment.procedure and moment.takes_on:
            yield from _late_start(profile, rule, moment, before)


def _late_start(
    profile: ClockProfile, rule: ClockRule, moment: Moment, before: tuple[CaseClock, ...]
) -> Iterator[CaseClock]:
    """The procedure is known only at acceptance: what had begun before runs from when it began."""
    if {*moment.events, Event.CASE_ROUTED.value} & set(rule.stop):
        return
    if Event.CASE_FILED.value in rule.start:
        yield _start(profile, rule, moment.filed_at)
    elif Event.CASE_ROUTED.value in rule.start:
        yield _start(profile, rule, arrived_at(before) or moment.filed_at)


def arrived_at(clocks: Iterable[CaseClock]) -> datetime | None:
    """When the case came to the organ that has it."""
    windows = [each.clock.started_at for each in clocks if each.key == WINDOW]
    return max(windows) if windows else None


def _rules(moment: Moment) -> Iterator[tuple[ClockProfile, ClockRule]]:
    names = filter(None, (*_GENERAL, moment.beside, moment.profile))
    for profile in (moment.profiles[name] for name in names):
        yield from ((profile, rule) for rule in profile.clocks)


def _house(moment: Moment, running: set[tuple[str, str]]) -> Iterator[CaseClock]:
    name = house.CLOCK_OF.get(moment.transition.after)
    if name is None or (house.PROFILE, name) in running:
        return
    if name == house.HANDLE and house.handled_by_law(moment.procedure) and _limited(running, moment):
        return
    own = moment.profiles[house.PROFILE]
    yield _start(own, own.clock(name), moment.at)


def _limited(running: set[tuple[str, str]], moment: Moment) -> bool:
    """Whether the law's own limit runs, or starts with this step; after a review it may not."""
    return moment.takes_on or any(profile == moment.profile for profile, _clock in running)


def _start(profile: ClockProfile, rule: ClockRule, at: datetime) -> CaseClock:
    return CaseClock(Clock(profile, rule.id, at))
