"""When a limit ends.

Counting follows 《民法典》第201条: the day on which a limit begins does not count (开始的当日不计入),
and a limit in hours begins at the moment itself. A limit in days ends at 24:00 local time of its last
day. A day counts when the clock runs in its last moment, so a pause from the 3rd to the 5th takes out
the 3rd and the 4th, and a pause within one day takes out nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from intake.cases.clocks.local_time import end_of, local
from intake.cases.clocks.standstill import Span
from registry import WorkingCalendar

_DAY = timedelta(days=1)


def end_of_hours(started_at: datetime, hours: int, pauses: tuple[Span, ...]) -> datetime:
    """The moment when the clock has run that many hours."""
    begun = local(started_at)
    due = begun + timedelta(hours=hours)
    for pause in pauses:
        if pause.ended > begun and pause.began < due:
            due += pause.ended - max(pause.began, begun)
    return due


def end_of_calendar_days(started_at: datetime, days: int, pauses: tuple[Span, ...]) -> datetime:
    """24:00 of the last day, weekends and holidays counted."""
    return end_of(_last_day(local(started_at).date(), days, _running(pauses)))


def end_of_working_days(
    started_at: datetime, days: int, pauses: tuple[Span, ...], calendar: WorkingCalendar
) -> datetime:
    """24:00 of the last day, only working days counted. Raises CalendarEnded."""
    runs = _running(pauses)
    start = local(started_at).date()
    return end_of(_last_day(start, days, lambda day: runs(day) and calendar.is_working_day(day)))


def rolled(due: datetime, pauses: tuple[Span, ...], calendar: WorkingCalendar) -> datetime:
    """24:00 of the first working day from the last day on (《民法典》第203条). Raises CalendarEnded."""
    last, runs = (due - _DAY).date(), _running(pauses)
    while not calendar.is_working_day(last):
        last = _last_day(last, 1, runs)
    return end_of(last)


def _running(pauses: tuple[Span, ...]) -> Callable[[date], bool]:
    return lambda day: not any(pause.holds_end_of(day) for pause in pauses)


def _last_day(start: date, days: int, counts: Callable[[date], bool]) -> date:
    day = start
    while days:
        day += _DAY
        days -= counts(day)
    return day
