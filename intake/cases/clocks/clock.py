"""A running limit of one case: when it is due, and how it stands at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from intake.cases.clocks.changes import Extension, Pause
from intake.cases.clocks.due import end_of_calendar_days, end_of_hours, end_of_working_days, rolled
from intake.cases.clocks.standstill import spans
from registry import ClockProfile, ClockRule, WorkingCalendar


class ClockState(StrEnum):
    """How a clock stands. Computed, never stored: what is late is a matter of when one looks."""

    RUNNING = "running"
    PAUSED = "paused"
    WARNED = "warned"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock of a profile, from its start event on. All instants are aware.

    Raises KeyError (in every method) when the profile has no such clock, and CalendarEnded when an
    answer needs a year whose holidays are not announced.
    """

    profile: ClockProfile
    clock_id: str
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    stopped_at: datetime | None = None

    @property
    def rule(self) -> ClockRule:
        """What the law says of this clock."""
        return self.profile.clock(self.clock_id)

    def due_at(self, calendar: WorkingCalendar, now: datetime) -> datetime:
        """When the limit ends, in local time. While the clock stands still: if it went on at `now`."""
        rule, pauses = self.rule, spans(self.pauses, self.stopped_at or now)
        limit = rule.limit + sum(extension.amount for extension in self.extensions)
        if rule.unit == "hours":
            return end_of_hours(self.started_at, limit, pauses)
        if rule.unit == "working_days":
            return end_of_working_days(self.started_at, limit, pauses, calendar)
        due = end_of_calendar_days(self.started_at, limit, pauses)
        return rolled(due, pauses, calendar) if self.profile.roll_to_working_day else due

    def remaining(self, calendar: WorkingCalendar, now: datetime) -> timedelta:
        """How long until the limit ends, or ended before the clock stopped; negative when late."""
        return self.due_at(calendar, now) - (self.stopped_at or now)

    def state(
        self, calendar: WorkingCalendar, now: datetime, warn_before: timedelta = timedelta()
    ) -> ClockState:
        """How the clock stands at `now`, warned from `warn_before` before its end on.

        What happens at 24:00 sharp of the last day is still in time.
        """
        remaining = self.remaining(calendar, now)
        in_time = remaining >= timedelta()
        if self.stopped_at is not None:
            return ClockState.MET if in_time else ClockState.MET_LATE
        if not in_time:
            return ClockState.OVERDUE
        if any(pause.holds(now) for pause in self.pauses):
            return ClockState.PAUSED
        return ClockState.WARNED if remaining <= warn_before else ClockState.RUNNING
