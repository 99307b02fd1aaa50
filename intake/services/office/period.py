"""What a page of the coordinating office is about: a time, a place, a department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk.asking import reach_of
from intake.store.cases.case_filters import Span, Wanted
from intake.words import gettext as _

LONGEST = 366  # days
WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_MOMENT = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included; at most a year."""

    since: date
    until: date

    @property
    def begins(self) -> datetime:
        """The first moment."""
        return _begin(self.since)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return _begin(self.until + _DAY)

    @property
    def filed(self) -> Span:
        """The instants of it, as lists of cases ask for them."""
        return Span(self.begins - _MOMENT, self.ends - _MOMENT)

    @property
    def weeks(self) -> tuple[date, ...]:
        """The first day of each of its weeks, counted from its first day."""
        return tuple(self.since + WEEK * number for number in range((self.until - self.since).days // 7 + 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """A period, and a region (code, with all below it) and department (id) within reach; None: all."""

    period: Period
    region: str | None = None
    department: str | None = None


def asked(ctx: Context, said: dict[str, str], default: Period) -> Asked:
    """Read what an address says (from, to, region, department).

    Raises BadInput(name) for what means nothing, and for a period that is turned round or longer than a year.
    """
    since = _day("from", said.get("from", "")) or default.since
    until = _day("to", said.get("to", "")) or default.until
    if not timedelta() <= until - since < timedelta(days=LONGEST):
        raise BadInput("from", _("开始日期要在结束日期之前，最长一年。"))
    region, department = said.get("region", ""), said.get("department", "")
    if region and region not in ctx.registry.regions:
        raise BadInput("region", _("没有这个地区，请重新选择。"))
    if department and department not in ctx.registry.departments:
        raise BadInput("department", _("没有这个部门，请重新选择。"))
    return Asked(Period(since, until), region or None, department or None)


def last_days(ctx: Context, days: int) -> Period:
    """So many days up to today."""
    return Period(ctx.today() - timedelta(days=days - 1), ctx.today())


def wanted(ctx: Context, staff: Staff, what: Asked, *, unrestricted: bool = False) -> Wanted:
    """Every case within the person's reach that it is about. Raises NotPermitted.

    `unrestricted`: without those that accuse an organ, for what leaves the desk.
    """
    if not may(staff, Right.SEE_BOARD):
        raise NotPermitted(_("看板由协调办公室和部门负责人使用。"))
    return Wanted(
        reach=reach_of(ctx, staff),
        places=regions_below(ctx.registry, what.region) if what.region else None,
        department=what.department,
        unrestricted=unrestricted,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL_TIME)


def _day(name: str, value: str) -> date | None:
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if not 2000 <= day.year <= 2999:
        raise BadInput(name, _("日期要写成 2026-11-23 这样。"))
    return day
