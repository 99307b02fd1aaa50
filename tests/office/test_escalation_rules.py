"""The ladder by the calendar: when each rung is reached, and that no rung is missed or sent twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.cases.clocks.local_time import LOCAL_TIME
from intake.cases.escalation import Step, Timetable, climb, ladder
from registry import Registry

WARN, AFTER = (3, 1), (1, 2, 3, 5, 10)
BEGAN = datetime(2026, 9, 1, tzinfo=LOCAL_TIME)


def organ() -> tuple[Step, ...]:
    """The whole ladder."""
    return ladder("organ", WARN, AFTER)


@pytest.mark.parametrize(
    ("due", "reached"),
    [
        # a plain week: the limit ends on a Monday at 24:00
        (
            "2026-11-24 00:00",
            ["11-18 00:00", "11-20 00:00", "11-24 00:00", "11-25 00:00", "11-26 00:00", "11-27 00:00"],
        ),
        # Mid-Autumn before, National Day after, and the Saturday worked in its place
        (
            "2026-10-01 00:00",
            ["09-24 00:00", "09-29 00:00", "10-01 00:00", "10-09 00:00", "10-10 00:00", "10-11 00:00"],
        ),
        # the last day is itself a day off
        (
            "2026-11-23 00:00",
            ["11-18 00:00", "11-20 00:00", "11-23 00:00", "11-24 00:00", "11-25 00:00", "11-26 00:00"],
        ),
        # in hours, ending in the middle of a day
        (
            "2026-11-24 15:30",
            ["11-19 00:00", "11-23 00:00", "11-24 15:30", "11-26 00:00", "11-27 00:00", "11-28 00:00"],
        ),
        # 2027's holidays are not announced: Monday to Friday count, and nothing is forgotten
        (
            "2027-01-23 00:00",
            ["01-19 00:00", "01-21 00:00", "01-23 00:00", "01-26 00:00", "01-27 00:00", "01-28 00:00"],
        ),
    ],
)
def test_when_rungs_are_reached(due: str, reached: list[str], registry: Registry) -> None:
    ends = datetime.fromisoformat(due).replace(tzinfo=LOCAL_TIME)
    times = [Timetable(registry.calendar, BEGAN).of(step, ends) for step in organ()]
    assert times == sorted(times)
    assert [each.strftime("%m-%d %H:%M") for each in times[:6]] == reached


@pytest.mark.parametrize(
    ("binds", "unverified", "rungs"),
    [
        (
            "organ",
            False,
            "warned_3 warned_1 due unit_head department_head office letter upward",
        ),
        ("organ", True, "warned_3 warned_1 due"),
        ("citizen", False, "due"),
        ("partner", False, "due"),
    ],
)
def test_which_ladder(binds: str, unverified: bool, rungs: str) -> None:
    assert " ".join(each.name for each in ladder(binds, WARN, AFTER, unverified=unverified)) == rungs


DUE = datetime(2026, 11, 24, tzinfo=LOCAL_TIME)


@pytest.mark.parametrize(
    ("now", "told", "send", "passed", "look_at"),
    [
        ("11-10", "", None, "", "11-18"),
        ("11-18", "", "warned_3", "", "11-20"),
        ("11-18", "warned_3", None, "", "11-20"),
        ("11-24", "warned_3 warned_1", "due", "", "11-25"),
        ("11-26", "", "department_head", "warned_3 warned_1 due unit_head", "11-27"),
        ("12-31", "", "upward", "warned_3 warned_1 due unit_head department_head office letter", None),
        ("12-31", "warned_3 warned_1 due unit_head department_head office letter upward", None, "", None),
        # reported upward early, because nobody acknowledged the letter: only that is left out
        ("12-31", "warned_3 warned_1 due unit_head department_head office letter", "upward", "", None),
        # a warning newly set up is not sent after the end
        ("11-25", "warned_1 due", "unit_head", "warned_3", "11-26"),
        ("11-24", "warned_1 due", None, "warned_3", "11-25"),
    ],
)
def test_a_look(
    now: str, told: str, send: str | None, passed: str, look_at: str | None, registry: Registry
) -> None:
    at = datetime.fromisoformat(f"2026-{now}").replace(tzinfo=LOCAL_TIME)
    found = climb(organ(), DUE, BEGAN, told.split(), Timetable(registry.calendar, at))
    assert (found.send.name if found.send else None) == send
    assert " ".join(each.name for each in found.passed) == passed
    assert (found.look_at.strftime("%m-%d") if found.look_at else None) == look_at


def test_a_limit_shorter_than_its_warning_is_not_warned_of_as_it_begins(registry: Registry) -> None:
    began = DUE - timedelta(hours=30)
    found = climb(organ(), DUE, began, (), Timetable(registry.calendar, began + timedelta(minutes=1)))
    assert found.send is None
    assert [each.name for each in found.passed] == ["warned_3", "warned_1"]


@given(
    jumps=st.lists(st.integers(1, 20 * 24), min_size=1, max_size=30),
    hours=st.integers(1, 100 * 24),
    dues=st.integers(0, 23),
)
def test_every_rung_at_most_once_and_none_late_is_silent(
    jumps: list[int], hours: int, dues: int, registry: Registry
) -> None:
    """Whatever the sweeps' times: rungs rise, come once, and after the end something was sent."""
    due = BEGAN + timedelta(hours=hours, minutes=dues)
    now, told, sent = BEGAN.astimezone(UTC), set[str](), list[str]()
    names = [each.name for each in organ()]
    for jump in jumps:
        now += timedelta(hours=jump)
        found = climb(organ(), due, BEGAN, told, Timetable(registry.calendar, now))
        assert found.look_at is None or found.look_at > now
        told |= {each.name for each in found.passed}
        if found.send:
            assert found.send.name not in told
            told.add(found.send.name)
            sent.append(found.send.name)
    assert sent == sorted(sent, key=names.index)
    assert now < due or names.index(sent[-1]) >= names.index("due")
