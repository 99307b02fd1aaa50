"""When each limit ends, to the minute: a table of cases over real holidays, and what holds for every clock.

The due dates of the table were computed by a second program from a second source of the holidays.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from clock_making import at, clock, extended
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.clocks import Clock, Pause
from intake.cases.clocks.local_time import LOCAL_TIME
from registry import CalendarEnded, Registry, load

REAL = load(Path(__file__).parents[2] / "content")
with (Path(__file__).parent / "clock_due.csv").open(encoding="utf-8", newline="") as table:
    CASES = list(csv.DictReader(table))
LATER = at("2026-12-31 23:00")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['clock']}: {case['why']}")
def test_due(registry: Registry, case: dict[str, str]) -> None:
    running = clock(registry, case["clock"], case["started"], case["pauses"])
    if case["extended"]:
        running = extended(registry, running, int(case["extended"]))
    due = running.due_at(registry.calendar, LATER)
    assert (due, due.tzinfo) == (at(case["due"]), LOCAL_TIME)


def test_the_table_holds_every_clock_and_enough_cases(registry: Registry) -> None:
    every = {
        f"{profile.id}/{rule.id}" for profile in registry.clock_profiles.values() for rule in profile.clocks
    }
    assert every == {case["clock"] for case in CASES}
    assert len(CASES) >= 60


NEEDS_2027 = [
    ("objection/object", "2026-12-25 09:00", ""),
    ("local-hotline/complain", "2026-12-18 09:00", ""),
    ("disclosure/publish", "2026-12-31 23:59", ""),
    ("objection/object", "2026-12-31 16:00Z", ""),
    ("objection/object", "2026-12-21 09:00", "2026-12-23 09:00>2026-12-29 09:00"),
    ("disclosure/publish", "2026-11-23 09:00", "2026-11-30 09:00>2027-02-01 09:00"),
]


@pytest.mark.parametrize(("name", "started", "paused"), NEEDS_2027)
def test_a_limit_that_needs_2027_is_not_guessed(
    registry: Registry, name: str, started: str, paused: str
) -> None:
    with pytest.raises(CalendarEnded) as ended:
        clock(registry, name, started, paused).due_at(registry.calendar, LATER)
    assert ended.value.year == 2027


ROLLING = [
    ("2026-04-30 09:00", "2026-06-01", "Saturday and Sunday pass"),
    ("2026-09-05 09:00", "2026-10-08", "the whole of National Day passes"),
    ("2026-01-15 09:00", "2026-02-14", "a worked Saturday is a working day"),
    ("2026-03-02 09:00", "2026-04-01", "an ordinary Wednesday stays"),
]


@pytest.mark.parametrize(("started", "last_day", "why"), ROLLING)
def test_a_profile_may_let_the_last_day_roll(
    registry: Registry, started: str, last_day: str, why: str
) -> None:
    asked = clock(registry, "review/ask", started)
    rolling = replace(asked, profile=replace(asked.profile, roll_to_working_day=True))
    end = rolling.due_at(registry.calendar, LATER) - timedelta(days=1)
    assert end.date().isoformat() == last_day, why
    assert end + timedelta(days=1) >= asked.due_at(registry.calendar, LATER)


def test_no_profile_rolls_unless_its_data_say_so(registry: Registry) -> None:
    """No statute read so far lets an organ's own limit slip over a holiday."""
    assert not any(profile.roll_to_working_day for profile in registry.clock_profiles.values())


def test_an_instant_without_a_zone_is_refused(registry: Registry) -> None:
    naive = replace(clock(registry, "petition/tell", "2026-03-02 09:00"), started_at=datetime(2026, 3, 2, 9))  # noqa: DTZ001 - what is refused
    with pytest.raises(ValueError, match="naive"):
        naive.due_at(registry.calendar, LATER)


# --- what holds for every clock, from 2024 to mid 2026, so that no limit needs 2027

moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
gaps = st.timedeltas(timedelta(), timedelta(days=12))
names = st.sampled_from(sorted({case["clock"] for case in CASES}))


@st.composite
def paused_around(draw: Callable[..., object], start: datetime) -> tuple[Pause, ...]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        began = start + draw(st.timedeltas(timedelta(days=-5), timedelta(days=40)))
        found.append(Pause(began, began + draw(gaps), "听证"))
    return tuple(found)


def due(name: str, started_at: datetime, paused: tuple[Pause, ...] = ()) -> datetime:
    profile, _, clock_id = name.partition("/")
    return Clock(REAL.clock_profiles[profile], clock_id, started_at, paused).due_at(REAL.calendar, LATER)


@given(st.data(), names, moments)
def test_a_pause_never_brings_the_end_nearer(data: st.DataObject, name: str, start: datetime) -> None:
    paused = data.draw(paused_around(start))
    ends = [due(name, start, paused[:count]) for count in range(len(paused) + 1)]
    assert all(before <= after for before, after in pairwise(ends))
    assert ends[0] > start


@given(st.data(), names, moments, gaps)
def test_who_starts_later_ends_no_earlier(
    data: st.DataObject, name: str, start: datetime, gap: timedelta
) -> None:
    paused = data.draw(paused_around(start))
    assert due(name, start, paused) <= due(name, start + gap, paused)


@given(st.data(), names, moments)
def test_a_limit_never_ends_while_the_clock_stands_still(
    data: st.DataObject, name: str, start: datetime
) -> None:
    paused = data.draw(paused_around(start))
    last_moment = due(name, start, paused) - timedelta(microseconds=1)
    assert not any(pause.began <= last_moment < pause.ended for pause in paused if pause.ended)


@given(names, moments, st.integers(-12, 14))
def test_the_zone_an_instant_is_given_in_does_not_matter(name: str, start: datetime, hours: int) -> None:
    elsewhere = start.astimezone(timezone(timedelta(hours=hours)))
    assert due(name, start) == due(name, elsewhere)


@given(names, moments)
def test_limits_in_days_end_at_midnight_here(name: str, start: datetime) -> None:
    profile, _, clock_id = name.partition("/")
    end = due(name, start)
    if REAL.clock_profiles[profile].clock(clock_id).unit == "hours":
        assert (end - start) % timedelta(hours=1) == timedelta()
    else:
        assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)
