"""How near a due date is, in words and in bounds: by the State Council's calendar, to the moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from intake.cases.clocks.local_time import LOCAL_TIME
from intake.cases.due import Due, bounds, due_words
from registry import Registry, WorkingCalendar

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=LOCAL_TIME)  # a Monday


def at(text: str) -> datetime:
    """A local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL_TIME)


def holding(moment: datetime, calendar: WorkingCalendar) -> list[Due]:
    """Within which bounds a moment lies."""
    spans = {near: bounds(near, NOW, calendar) for near in Due}
    return [
        near
        for near, (after, until) in spans.items()
        if (after is None or moment > after) and moment <= until
    ]


@pytest.mark.parametrize(
    ("due", "words", "near"),
    [
        ("2026-11-24T00:00", "今天到期", Due.TODAY),  # 24:00 of today
        ("2026-11-23T10:00", "今天到期", Due.TODAY),  # this very moment is in time
        ("2026-11-23T09:59", "今天已超时", Due.OVERDUE),
        ("2026-11-23T00:00", "已超 1 天", Due.OVERDUE),
        ("2026-11-20T00:00", "已超 4 天", Due.OVERDUE),
        ("2026-11-25T00:00", "还有 1 个工作日", Due.SOON),
        ("2026-11-27T00:00", "还有 3 个工作日", Due.SOON),
        ("2026-11-28T00:00", "还有 4 个工作日", None),
        ("2026-11-30T00:00", "还有 4 个工作日", None),  # a Sunday's end
        ("2030-01-01T00:00", "还有 1134 天", None),  # no calendar that far: days are counted, not guessed
    ],
)
def test_how_near_it_is(due: str, words: str, near: Due | None, registry: Registry) -> None:
    moment = at(due)
    assert due_words(moment, NOW, registry.calendar) == words
    spans = {each: bounds(each, NOW, registry.calendar) for each in Due}
    holding = [
        each for each, (after, until) in spans.items() if (not after or moment > after) and moment <= until
    ]
    assert holding == ([near] if near else [])


@given(some.integers(-400, 400), some.integers(0, 86399))
def test_no_due_date_is_near_in_two_ways(days: int, seconds: int) -> None:
    moment, calendar = NOW + timedelta(days=days, seconds=seconds), WorkingCalendar({})
    held = holding(moment, calendar)
    assert len(held) <= 1
    late = due_words(moment, NOW, calendar).startswith(("已超", "今天已超时"))
    assert late == (held == [Due.OVERDUE])
