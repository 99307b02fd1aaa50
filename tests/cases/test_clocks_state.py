"""How a clock stands at a moment, what extends it and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from clock_making import at, clock, extended, pauses

from intake.cases.clocks import ClockState, Extension, ExtensionRefused, extend
from intake.cases.clocks.standstill import spans
from intake.cases.events import Event
from registry import Registry

CONCLUDE = ("petition/conclude", "2026-01-05 10:00")  # due 2026-03-07 00:00
SECOND = ("second-review/answer", "2026-06-01 09:00")  # due 2026-07-02 00:00
THREE_DAYS = timedelta(days=3)

# clock, pauses, when it stopped, now → state
STANDS = [
    (CONCLUDE, "", "", "2026-01-05 10:00", ClockState.RUNNING),
    (CONCLUDE, "", "", "2026-03-03 23:59", ClockState.RUNNING),
    (CONCLUDE, "", "", "2026-03-04 00:00", ClockState.WARNED),
    (CONCLUDE, "", "", "2026-03-06 23:59", ClockState.WARNED),
    (CONCLUDE, "", "", "2026-03-06 15:59Z", ClockState.WARNED),
    (CONCLUDE, "", "", "2026-03-07 00:00", ClockState.WARNED),
    (CONCLUDE, "", "", "2026-03-07 00:01", ClockState.OVERDUE),
    (CONCLUDE, "", "", "2026-03-06 16:01Z", ClockState.OVERDUE),
    (CONCLUDE, "", "2026-03-07 00:00", "2026-05-01 10:00", ClockState.MET),
    (CONCLUDE, "", "2026-03-07 00:01", "2026-05-01 10:00", ClockState.MET_LATE),
    (SECOND, "2026-06-10 09:00>", "", "2026-06-10 09:00", ClockState.PAUSED),
    (SECOND, "2026-06-10 09:00>", "", "2026-12-10 09:00", ClockState.PAUSED),
    (SECOND, "2026-07-01 23:00>", "", "2026-07-20 09:00", ClockState.PAUSED),
    (SECOND, "2026-06-10 09:00>2026-06-20 09:00", "", "2026-06-20 09:00", ClockState.RUNNING),
    (SECOND, "2026-06-10 09:00>2026-06-20 09:00", "", "2026-07-11 23:59", ClockState.WARNED),
    (SECOND, "2026-06-10 09:00>2026-06-20 09:00", "", "2026-07-12 00:01", ClockState.OVERDUE),
    (SECOND, "2026-07-05 09:00>", "", "2026-07-06 09:00", ClockState.OVERDUE),
    (SECOND, "2026-06-10 09:00>", "2026-06-15 09:00", "2026-12-10 09:00", ClockState.MET),
]


@pytest.mark.parametrize(("which", "paused", "stopped", "now", "state"), STANDS)
def test_how_a_clock_stands(
    registry: Registry, which: tuple[str, str], paused: str, stopped: str, now: str, state: ClockState
) -> None:
    running = replace(clock(registry, *which, paused), stopped_at=at(stopped) if stopped else None)
    assert running.state(registry.calendar, at(now), THREE_DAYS) is state


def test_what_remains_is_counted_to_the_end_and_stands_still_with_the_clock(registry: Registry) -> None:
    dispatch = clock(registry, "local-hotline/dispatch", "2026-11-23 10:00", "2026-11-23 12:00>")
    left = [dispatch.remaining(registry.calendar, at(f"2026-11-{day} 15:00")) for day in (23, 24, 30)]
    assert left == [timedelta(hours=22)] * 3
    sent = replace(dispatch, stopped_at=at("2026-11-23 15:00"))
    assert sent.due_at(registry.calendar, at("2026-11-30 15:00")) == at("2026-11-24 13:00")
    assert sent.remaining(registry.calendar, at("2026-11-30 15:00")) == timedelta(hours=22)
    conclude = clock(registry, *CONCLUDE)
    assert conclude.remaining(registry.calendar, at("2026-03-08 00:00")) == timedelta(days=-1)


def granted(amount: int, on: str, **changed: object) -> Extension:
    whole = Extension(amount, "王局长", "案情复杂", at(on), at(on))
    return replace(whole, **changed)


REFUSED = [
    ("petition/conclude", granted(31, "2026-02-01 10:00"), "30"),
    ("petition/conclude", granted(0, "2026-02-01 10:00"), "可以延长的天数"),
    ("petition/conclude", granted(-5, "2026-02-01 10:00"), "可以延长的天数"),
    ("petition/conclude", granted(10, "2026-02-01 10:00", approver=" "), "批准人"),
    ("petition/conclude", granted(10, "2026-02-01 10:00", reason=""), "理由"),
    ("petition/conclude", granted(10, "2026-02-01 10:00", told_at=None), "告知"),
    ("petition/conclude", granted(10, "2026-03-07 00:01"), "已经过了"),
    ("petition/tell", granted(1, "2026-01-06 10:00"), "不能延长"),
    ("objection/object", granted(1, "2026-01-06 10:00"), "不能延长"),
]


@pytest.mark.parametrize(("name", "extension", "why"), REFUSED)
def test_an_extension_that_the_law_does_not_allow_is_refused(
    registry: Registry, name: str, extension: Extension, why: str
) -> None:
    with pytest.raises(ExtensionRefused, match=why):
        extend(clock(registry, name, "2026-01-05 10:00"), extension, registry.calendar)


def test_extensions_add_up_to_the_most_and_no_further(registry: Registry) -> None:
    twice = extended(registry, extended(registry, clock(registry, *CONCLUDE), 20), 10)
    assert twice.due_at(registry.calendar, at("2026-03-01 09:00")) == at("2026-04-06 00:00")
    assert [extension.amount for extension in twice.extensions] == [20, 10]
    with pytest.raises(ExtensionRefused, match="：0"):
        extended(registry, twice, 1)


def test_the_least_extension_is_one_day(registry: Registry) -> None:
    longer = extended(registry, clock(registry, *CONCLUDE), 1)
    assert longer.due_at(registry.calendar, at("2026-03-01 09:00")) == at("2026-03-08 00:00")
    last = extended(registry, extended(registry, longer, 28), 1)
    assert [extension.amount for extension in last.extensions] == [1, 28, 1]


SPANS = [
    ("", ""),
    ("2026-06-10 09:00>2026-06-12 09:00", "10 09-12 09"),
    # in order, whatever the order they came in
    ("2026-06-15 09:00>2026-06-16 09:00;2026-06-10 09:00>2026-06-12 09:00", "10 09-12 09,15 09-16 09"),
    # touching, overlapping, one within the other: one
    ("2026-06-10 09:00>2026-06-12 09:00;2026-06-12 09:00>2026-06-14 09:00", "10 09-14 09"),
    ("2026-06-10 09:00>2026-06-13 09:00;2026-06-12 09:00>2026-06-14 09:00", "10 09-14 09"),
    ("2026-06-10 09:00>2026-06-14 09:00;2026-06-11 09:00>2026-06-12 09:00", "10 09-14 09"),
    ("2026-06-10 09:00>2026-06-12 09:00;2026-06-12 10:00>2026-06-14 09:00", "10 09-12 09,12 10-14 09"),
    # still open; begun after the moment it is looked at
    ("2026-06-10 09:00>", "10 09-20 00"),
    ("2026-06-21 09:00>", "21 09-21 09"),
    ("2026-06-10 01:00Z>2026-06-12 01:00Z", "10 09-12 09"),
]


@pytest.mark.parametrize(("paused", "told"), SPANS)
def test_pauses_as_spans(paused: str, told: str) -> None:
    found = spans(pauses(paused), at("2026-06-20 00:00"))
    assert ",".join(f"{each.began:%d %H}-{each.ended:%d %H}" for each in found) == told


@pytest.mark.parametrize(
    ("day", "still"),
    [("2026-06-09", False), ("2026-06-10", True), ("2026-06-11", True), ("2026-06-12", False)],
)
def test_a_span_holds_the_ends_of_its_days_but_the_last(day: str, still: bool) -> None:
    (span,) = spans(pauses("2026-06-10 09:00>2026-06-12 23:59"), at("2026-06-20 00:00"))
    assert span.holds_end_of(date.fromisoformat(day)) is still


@pytest.mark.parametrize(
    ("minute", "holds"), [("08:59", False), ("09:00", True), ("09:59", True), ("10:00", False)]
)
def test_a_pause_holds_from_its_beginning_to_before_its_end(minute: str, holds: bool) -> None:
    (pause,) = pauses("2026-06-10 09:00>2026-06-10 10:00")
    assert pause.holds(at(f"2026-06-10 {minute}")) is holds


def test_an_extension_in_the_last_moment_counts_and_one_without_duty_of_notice_needs_none(
    registry: Registry,
) -> None:
    running = clock(registry, *CONCLUDE)
    late = extend(running, granted(30, "2026-03-07 00:00"), registry.calendar)
    assert late.state(registry.calendar, at("2026-04-05 23:00")) is ClockState.RUNNING
    opening = clock(registry, "violation-report/open", "2026-08-17 08:00")
    assert extend(opening, granted(15, "2026-08-20 08:00", told_at=None), registry.calendar).extensions


def test_what_is_done_cannot_be_extended(registry: Registry) -> None:
    done = replace(clock(registry, *CONCLUDE), stopped_at=at("2026-02-01 09:00"))
    with pytest.raises(ExtensionRefused, match="办完"):
        extended(registry, done, 5)


def test_an_unknown_clock_is_named(registry: Registry) -> None:
    with pytest.raises(KeyError, match="nothing"):
        clock(registry, "petition/nothing", "2026-01-05 10:00").due_at(
            registry.calendar, at("2026-01-06 10:00")
        )


def test_clocks_speak_of_events_that_are_recorded(registry: Registry) -> None:
    assert set(registry.clock_events) <= {event.value for event in Event}
