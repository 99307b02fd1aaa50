"""Working days: the notices as published, counting across holidays, and never a guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import CalendarEnded, Registry

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)

# The year's days off on a weekday and the weekends worked, counted from the notices themselves.
TOTALS = [(2024, 8, 251), (2025, 5, 248), (2026, 6, 248)]

KNOWN = [
    (date(2025, 1, 26), True, "Sunday worked before Spring Festival 2025"),
    (date(2025, 1, 28), False, "New Year's Eve 2025, a Tuesday"),
    (date(2025, 2, 4), False, "last day of Spring Festival 2025, a Tuesday"),
    (date(2025, 2, 5), True, "the day after"),
    (date(2025, 2, 8), True, "Saturday worked after it"),
    (date(2025, 9, 28), True, "Sunday worked before National Day 2025"),
    (date(2025, 10, 8), False, "Wednesday, last day of National Day 2025"),
    (date(2025, 10, 11), True, "Saturday worked after it"),
    (date(2026, 1, 4), True, "Sunday worked after New Year 2026"),
    (date(2026, 2, 14), True, "Saturday worked before Spring Festival 2026"),
    (date(2026, 2, 23), False, "Monday, last day of Spring Festival 2026"),
    (date(2026, 2, 28), True, "Saturday worked after it"),
    (date(2026, 3, 7), False, "an ordinary Saturday"),
    (date(2026, 9, 20), True, "Sunday worked before National Day 2026"),
    (date(2026, 9, 25), False, "Mid-autumn 2026, a Friday"),
    (date(2026, 10, 7), False, "Wednesday, last day of National Day 2026"),
    (date(2024, 2, 29), True, "leap day, a Thursday"),
]


@pytest.mark.parametrize(("day", "works", "why"), KNOWN, ids=str)
def test_days_of_the_notices(real: Registry, day: date, works: bool, why: str) -> None:
    assert real.calendar.is_working_day(day) is works, why


@pytest.mark.parametrize(("year", "worked_weekends", "working_days"), TOTALS)
def test_totals_of_a_year(real: Registry, year: int, worked_weekends: int, working_days: int) -> None:
    working = list(real.calendar.years[year].working_days())
    assert len(working) == working_days
    assert sum(day.isoweekday() >= 6 for day in working) == worked_weekends


@given(days, st.integers(1, 60))
def test_adding_and_counting_undo_each_other(real: Registry, day: date, count: int) -> None:
    try:
        end = real.calendar.add_working_days(day, count)
    except CalendarEnded as ended:
        assert ended.year == 2027
        assert real.calendar.working_days_between(day, LAST) < count
        return
    assert real.calendar.is_working_day(end)
    assert real.calendar.working_days_between(day, end) == count
    assert real.calendar.working_days_between(end, day) == -count


@given(days, days)
def test_counting_agrees_with_looking_at_every_day(real: Registry, one: date, other: date) -> None:
    start, end = sorted((one, other))
    between = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    assert real.calendar.working_days_between(start, end) == sum(map(real.calendar.is_working_day, between))


@pytest.mark.parametrize(
    ("day", "count", "missing"),
    [
        (date(2026, 12, 31), 1, 2027),
        (date(2026, 12, 25), 5, 2027),
        (date(2027, 1, 1), 0, 2027),
        (date(2030, 6, 1), 1, 2027),
        (date(2023, 12, 29), 1, 2023),
    ],
)
def test_a_year_without_a_notice_is_never_guessed(
    real: Registry, day: date, count: int, missing: int
) -> None:
    with pytest.raises(CalendarEnded, match=f"{missing}年") as ended:
        real.calendar.add_working_days(day, count)
    assert ended.value.year == missing


def test_the_last_days_of_the_last_year_are_still_known(real: Registry) -> None:
    assert real.calendar.add_working_days(date(2026, 12, 25), 4) == LAST
    assert real.calendar.add_working_days(LAST, 0) == LAST
    with pytest.raises(ValueError, match="-1"):
        real.calendar.add_working_days(LAST, -1)
