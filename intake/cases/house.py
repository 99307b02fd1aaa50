"""Limits of our own where no law sets one, so that no open case rests without a date.

Laws leave silent how long an office may take to decide, or a department to act on a report. The limits are
settings (`CaseworkSettings`); a statutory clock of the case's profile always takes precedence over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intake.cases.events import Event
from intake.cases.states import WORKING, State
from intake.words import mark
from registry import ClockProfile, ClockRule, ExtensionRule

PROFILE: Final = "house"
HANDLE: Final = "handle"

# State → the clock that runs in it.
CLOCK_OF: Mapping[State, str] = {
    State.TO_BE_DECIDED: "decide",
    State.OBJECTED: "decide",
    State.ROUTED: "accept",
    **dict.fromkeys(WORKING, HANDLE),
    State.WAITING: "wait",
    State.WITHOUT_LEAD: "lead",
    State.REFERRED: "referred",
    State.IN_LITIGATION: "court",
}
# While a case is in one of these its `handle` clock stands still.
STILL: Final = frozenset({State.WAITING, State.REFERRED, State.IN_LITIGATION})

# Clock → what it is called and whom it binds.
_CLOCKS: Mapping[str, tuple[str, str]] = {
    "decide": (mark("确定由谁办理"), "organ"),
    "accept": (mark("决定是否受理并告知"), "organ"),
    HANDLE: (mark("办理并答复"), "organ"),
    "wait": (mark("等待补充情况"), "citizen"),
    "lead": (mark("研究确定牵头部门"), "organ"),
    "referred": (mark("受移送机关答复"), "partner"),
    "court": (mark("法院处理"), "partner"),
}
_LONGEST_EXTENSION: Final = 30


def profile(days: Mapping[str, int]) -> ClockProfile:
    """Our own limits; `days` (calendar days) names every clock of CLOCK_OF."""
    return ClockProfile(
        id=PROFILE,
        name=mark("内部期限"),
        basis=(),
        roll_to_working_day=False,
        clocks=tuple(_rule(clock_id, days[clock_id]) for clock_id in _CLOCKS),
        note="",
    )


def handled_by_law(profile: ClockProfile | None) -> bool:
    """Whether the profile itself limits the time from acceptance to the answer."""
    return profile is not None and any(
        Event.CASE_ACCEPTED.value in rule.start and Event.CASE_ANSWERED.value in rule.stop
        for rule in profile.clocks
    )


def _rule(clock_id: str, days: int) -> ClockRule:
    name, binds = _CLOCKS[clock_id]
    extension = ExtensionRule(_LONGEST_EXTENSION, "", notice=True) if clock_id == HANDLE else None
    return ClockRule(
        id=clock_id,
        name=name,
        limit=days,
        unit="calendar_days",
        start=(),
        stop=(),
        binds=binds,
        standstills=(),
        extension=extension,
        source="",
        evidence="original",
        note="",
    )
