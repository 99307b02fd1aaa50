"""When a unit is warned of its report, and when its public edition is due; no working day is guessed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from registry import Obligation, Profile, WorkingCalendar

LATE = 0  # the rung of a report that is overdue
_NEWS: Final = timedelta(days=31)  # after that a missing report is told by the board alone


def rung(calendar: WorkingCalendar, due: Obligation, today: date) -> int | None:
    """The warning that is reached: one of the profile's `warn_days`, or LATE in the month after the last day.

    None: not yet, or no news any more. Raises CalendarEnded when the calendar does not reach the last day.
    """
    if today > due.due:
        return LATE if today - due.due <= _NEWS else None
    left = calendar.working_days_between(today, due.due)
    return min((days for days in due.profile.warn_days if left <= days), default=None)


def publish_by(calendar: WorkingCalendar, profile: Profile, formed_on: date) -> date:
    """The last day to publish: so many working days after it was formed (政府信息公开条例 art. 26).

    Raises CalendarEnded.
    """
    return calendar.add_working_days(formed_on, profile.publish_days)


def days_late(due: date, done: date | None, today: date) -> int:
    """How many calendar days after the last day it was done, or is still not; 0 in time."""
    return max(0, ((done or today) - due).days)
