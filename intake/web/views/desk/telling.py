"""Limits and procedures in the words of a case page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.cases.clocks import ClockState
from intake.cases.house import PROFILE
from intake.services.casework.clockwork import ClockView
from intake.services.casework.extend import Extendable
from intake.web.security import context
from intake.web.words import days_between, local_day, local_time
from intake.words import gettext as _
from intake.words import mark
from registry import ClockProfile, ClockRule

_UNITS = {
    "calendar_days": mark("%(limit)d 日"),
    "working_days": mark("%(limit)d 个工作日"),
    "hours": mark("%(limit)d 小时"),
}
_FAR_OFF = timedelta(days=9999)
_OF = {"citizen": mark("投诉人的期限"), "partner": mark("其他机关的期限")}


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a case in words: what, until when, how it stands, by which rule. `late` colours it."""

    name: str
    until: str
    stands: str
    source: str
    unverified: bool
    late: bool


def limits(clocks: Iterable[ClockView]) -> tuple[list[Limit], list[Limit]]:
    """The running limits, the next due first, and those that are over."""
    told = list(clocks)
    now = context().now()
    running = sorted(
        (each for each in told if each.stopped_at is None),
        key=lambda each: each.due_at or now + timedelta(9999),
    )
    return [_limit(each, now) for each in running], [_limit(each, now) for each in told if each.stopped_at]


def last_day(due: datetime) -> str:
    """The last day of a limit that ends at 24:00; the minute of one in hours."""
    ends = due - timedelta(microseconds=1)
    return local_day(ends) if local_day(ends) != local_day(due) else local_time(due)


def procedure(profile: ClockProfile) -> str:
    """What limits come with a procedure, in one sentence."""
    return "；".join(_rule(rule) for rule in profile.clocks if rule.binds == "organ")


def extension(found: Extendable, index: int) -> str:
    """One amount as a choice: 延长 10 日，到2027年2月12日."""
    amount = _(_UNITS[found.unit]) % {"limit": index + 1}
    return _("延长 %(amount)s，到%(day)s") % {"amount": amount, "day": last_day(found.ends[index])}


def _rule(rule: ClockRule) -> str:
    limit = _(_UNITS[rule.unit]) % {"limit": rule.limit}
    doubt = _("，未核实") if rule.unverified else ""
    return _("%(name)s%(limit)s（%(source)s%(doubt)s）") % {
        "name": _(rule.name),
        "limit": limit,
        "source": rule.source,
        "doubt": doubt,
    }


def _limit(each: ClockView, now: datetime) -> Limit:
    source = each.source or (_("内部期限，法律没有规定") if each.profile == PROFILE else "")
    return Limit(
        name=each.name,
        until=last_day(each.due_at) if each.due_at else each.fault,
        stands=_stands(each, now),
        source="，".join(filter(None, (source, _(_OF[each.binds]) if each.binds in _OF else ""))),
        unverified=each.unverified,
        late=each.state in (ClockState.OVERDUE, ClockState.MET_LATE),
    )


def _stands(each: ClockView, now: datetime) -> str:
    if each.stopped_at:
        return _("超期办完") if each.state is ClockState.MET_LATE else _("按期办完")
    if each.due_at is None:
        return ""
    if each.state is ClockState.PAUSED:
        return _("停表中")
    days = days_between(now, each.due_at - timedelta(microseconds=1))
    if each.state is ClockState.OVERDUE:
        return _("已超过 %(days)d 天") % {"days": max(-days, 1)}
    return _("还有 %(days)d 天") % {"days": days} if days else _("今天到期")
