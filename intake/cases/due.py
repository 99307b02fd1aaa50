"""How near a case's due date is, in bounds to list by and in words to read. Lateness is never stored."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from intake.cases.clocks.local_time import end_of, local
from intake.words import counted
from intake.words import gettext as _
from registry import CalendarEnded, WorkingCalendar

SOON = 3  # working days
_MOMENT = timedelta.resolution


class Due(StrEnum):
    """How near it is."""

    TODAY = "today"
    OVERDUE = "overdue"
    SOON = "soon"


def bounds(near: Due, now: datetime, calendar: WorkingCalendar) -> tuple[datetime | None, datetime]:
    """Due dates as near as that: later than the first (None: any), up to and including the second.

    What is due at this very moment is still in time, as in `clocks`.
    """
    today = local(now).date()
    if near is Due.OVERDUE:
        return None, now - _MOMENT
    if near is Due.TODAY:
        return now - _MOMENT, end_of(today)
    return end_of(today), end_of(_working_days_on(today, calendar))


def last_day(due_at: datetime) -> date:
    """The last day of a limit: 24:00 of a day belongs to that day."""
    return local(due_at - _MOMENT).date()


def due_words(due_at: datetime | None, now: datetime, calendar: WorkingCalendar) -> str:
    """今天到期, 还有 3 个工作日, 已超 2 天; empty without a due date.

    Days late are calendar days; where the calendar has ended, so are the days left.
    """
    if due_at is None:
        return ""
    today, last = local(now).date(), last_day(due_at)
    if due_at < now:
        late = (today - last).days
        return counted("已超 {days} 天", late).format(days=late) if late else _("今天已超时")
    if last == today:
        return _("今天到期")
    working = _working_days_between(today, last, calendar)
    if not working:
        left = (last - today).days
        return counted("还有 {days} 天", left).format(days=left)
    return counted("还有 {days} 个工作日", working).format(days=working)


def _working_days_on(today: date, calendar: WorkingCalendar) -> date:
    try:
        return calendar.add_working_days(today, SOON)
    except CalendarEnded:
        return today + timedelta(days=SOON)


def _working_days_between(today: date, last: date, calendar: WorkingCalendar) -> int:
    try:
        return calendar.working_days_between(today, last)
    except CalendarEnded:
        return 0
