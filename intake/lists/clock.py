"""By when a decided list must be public: 20 working days (政府信息公开条例 art. 26; policy, article 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry import WorkingCalendar

WORKING_DAYS = 20
SOURCE = "《政府信息公开条例》第26条"


@dataclass(frozen=True, slots=True)
class PublishingClock:
    """`left`: working days until the last day; negative: that many too late."""

    decided_on: date
    due_on: date
    left: int

    @property
    def late(self) -> bool:
        """Whether the last day is over."""
        return self.left < 0


def due_on(calendar: WorkingCalendar, decided_on: date) -> date:
    """The last day for publication. Raises CalendarEnded rather than guess."""
    return calendar.add_working_days(decided_on, WORKING_DAYS)


def clock(calendar: WorkingCalendar, decided_on: date, today: date) -> PublishingClock:
    """How the clock stands today. Raises CalendarEnded."""
    due = due_on(calendar, decided_on)
    left = calendar.working_days_between(today, due)
    # on the days off right after the last day no working day has passed, and yet it is over
    return PublishingClock(decided_on, due, min(left, -1) if today > due else left)
