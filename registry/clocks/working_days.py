"""Working days by the State Council's yearly holiday notices; a year without a notice is never guessed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

_SATURDAY: Final = 5


class CalendarEnded(Exception):
    """An answer would need a year whose holidays are not recorded. `year` is the missing one."""

    def __init__(self, year: int) -> None:
        super().__init__(f"没有{year}年的节假日安排，算不出工作日；请按国务院通知补上 calendar/{year}.yaml")
        self.year = year


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a notice: its days off, first to last, and the weekends worked in exchange (调休)."""

    name: str
    first: date
    last: date
    workdays: tuple[date, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, in order; none when `last` lies before `first`."""
        length = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=offset) for offset in range(length))


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The holidays of one year; `notice` is the number of the State Council's notice, or empty."""

    year: int
    notice: str
    holidays: tuple[Holiday, ...]

    def working_days(self) -> Iterator[date]:
        """The year's working days, in order."""
        off = {day for holiday in self.holidays for day in holiday.days}
        worked = {day for holiday in self.holidays for day in holiday.workdays}
        day = date(self.year, 1, 1)
        while day.year == self.year:
            if day in worked or (day not in off and day.weekday() < _SATURDAY):
                yield day
            day += timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """The recorded years, without a gap. Every answer stays inside them or raises CalendarEnded."""

    years: Mapping[int, CalendarYear] = field(hash=False)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day. Raises CalendarEnded outside the recorded years."""
        self._require(day)
        index = bisect_left(self._days, day)
        return index < len(self._days) and self._days[index] == day

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself does not count; `day` when `count` is 0.

        Raises CalendarEnded when that lies beyond the recorded years, ValueError for a negative count.
        """
        if count < 0:
            raise ValueError(count)
        self._require(day)
        if count == 0:
            return day
        index = bisect_right(self._days, day) + count - 1
        if index >= len(self._days):
            raise CalendarEnded(max(self.years) + 1)
        return self._days[index]

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier.

        `working_days_between(day, add_working_days(day, n)) == n`. Raises CalendarEnded.
        """
        self._require(start)
        self._require(end)
        return bisect_right(self._days, end) - bisect_right(self._days, start)

    def _require(self, day: date) -> None:
        if day.year not in self.years:
            last = max(self.years, default=day.year)
            raise CalendarEnded(min(day.year, last + 1))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        years = sorted(self.years)
        return tuple(day for year in years for day in self.years[year].working_days())
