"""Who is told of a running limit, and when: ladders as data, and which rung a clock has reached.

Policy, article 8: the coordinating office reminds a slow department and, if need be, reports it upward.
Article 9: a department follows its matters down to unit and person. How many days lie between the rungs is
silent there, so it is a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from intake.cases.clocks.local_time import end_of, local
from registry import CalendarEnded, WorkingCalendar

_DAY: Final = timedelta(days=1)
_INSTANT: Final = timedelta(microseconds=1)
_SUNDAY_TO_SATURDAY: Final = 5  # date.weekday() from here on is a weekend


class Rung(StrEnum):
    """One rung of the ladder; a warning's name ends in its working days: warned_3."""

    WARNED = "warned"
    DUE = "due"
    UNIT_HEAD = "unit_head"
    DEPARTMENT_HEAD = "department_head"
    OFFICE = "office"
    LETTER = "letter"
    UPWARD = "upward"


# After the end of the limit, in this order; the setting `escalate_days` says how many working days after.
AFTER: Final = (Rung.UNIT_HEAD, Rung.DEPARTMENT_HEAD, Rung.OFFICE, Rung.LETTER, Rung.UPWARD)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of one ladder: `days` working days from the end of the limit, negative before it."""

    rung: Rung
    days: int

    @property
    def name(self) -> str:
        """What it is kept under; each is sent once for a limit."""
        return f"{self.rung}_{-self.days}" if self.rung is Rung.WARNED else self.rung.value


@dataclass(frozen=True, slots=True)
class Climb:
    """What one look at a clock finds: the rung to send, those passed over, and when to look again."""

    send: Step | None
    passed: tuple[Step, ...]
    look_at: datetime | None


def ladder(
    binds: str, warn_days: Sequence[int], escalate_days: Sequence[int], *, unverified: bool = False
) -> tuple[Step, ...]:
    """The rungs of a limit, lowest first.

    Only what an organ must do is warned of and escalated. When a complainant or another authority is late,
    the person who waits is told, once. A limit that nobody has verified in the law only reminds its person.
    """
    due = Step(Rung.DUE, 0)
    if binds != "organ":
        return (due,)
    warnings = tuple(Step(Rung.WARNED, -days) for days in warn_days)
    after = tuple(Step(rung, days) for rung, days in zip(AFTER, escalate_days, strict=True))
    return (*warnings, due, *(() if unverified else after))


def climb(
    steps: Sequence[Step], due: datetime, began: datetime, told: Collection[str], at: Timetable
) -> Climb:
    """Where a clock stands on its ladder at `at.now`; `told` names the rungs sent or passed over before.

    After a long silence only the highest rung reached is sent. A warning that would lie before the clock
    began is never sent: nobody was late in seeing it.
    """
    times = [(each, at.of(each, due)) for each in steps]
    reached = [each for each, time in times if time <= at.now and each.name not in told]
    timely = [each for each in reached if each.days >= 0 or at.of(each, due) > began]
    coming = [time for _each, time in times if time > at.now]
    highest = timely[-1] if timely and not _overtaken(timely[-1], steps, told) else None
    passed = tuple(each for each in reached if each is not highest)
    return Climb(highest, passed, min(coming, default=None))


@dataclass(frozen=True, slots=True)
class Timetable:
    """When rungs are reached, by the working calendar, seen from `now`."""

    calendar: WorkingCalendar
    now: datetime

    def of(self, step: Step, due: datetime) -> datetime:
        """The moment a rung is reached.

        A warning comes at 0:00 of the working day that many before the last day; what follows, when that many
        working days after the last day have gone by.
        """
        last = (local(due) - _INSTANT).date()
        if step.days == 0:
            return due
        if step.days < 0:
            return end_of(_moved(last, -step.days, -_DAY, self._works) - _DAY)
        return end_of(_moved(last, step.days, _DAY, self._works))

    def after(self, days: int) -> datetime:
        """When that many working days from today on have gone by."""
        return end_of(_moved(local(self.now).date(), days, _DAY, self._works))

    def _works(self, day: date) -> bool:
        """Whether offices work. Reminders are no limits of the law: where a year's holidays are not announced
        yet, they go by Monday to Friday rather than fail."""
        try:
            return self.calendar.is_working_day(day)
        except CalendarEnded:
            return day.weekday() < _SUNDAY_TO_SATURDAY


def _overtaken(step: Step, steps: Sequence[Step], told: Collection[str]) -> bool:
    """Whether something higher was sent before, when the end of the limit lay earlier."""
    higher = steps[steps.index(step) + 1 :]
    return any(each.name in told for each in higher)


def _moved(day: date, count: int, by: timedelta, works: Callable[[date], bool]) -> date:
    while count:
        day += by
        count -= works(day)
    return day
