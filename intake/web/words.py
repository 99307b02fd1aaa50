"""Small words of pages: times as people in Henan read them."""

from datetime import datetime, timedelta

from intake.services.context import LOCAL_TIME
from intake.words import gettext as _
from intake.words import mark

_WEEKDAYS = (
    mark("星期一"),
    mark("星期二"),
    mark("星期三"),
    mark("星期四"),
    mark("星期五"),
    mark("星期六"),
    mark("星期日"),
)


def local_time(at: datetime) -> str:
    """2026年11月23日 11:04, in local time."""
    return f"{local_day(at)} {at.astimezone(LOCAL_TIME):%H:%M}"


def local_day(at: datetime) -> str:
    """2026年11月23日, in local time."""
    local = at.astimezone(LOCAL_TIME)
    return _("%(year)d年%(month)d月%(day)d日") % {"year": local.year, "month": local.month, "day": local.day}


def last_day(due: datetime) -> str:
    """2026年12月8日（星期二）: the last day of a limit, which ends at its 24:00."""
    last = (due - timedelta(microseconds=1)).astimezone(LOCAL_TIME)
    return f"{local_day(last)}（{_(_WEEKDAYS[last.weekday()])}）"


def short_time(at: datetime) -> str:
    """11-23 11:04, for tables."""
    return f"{at.astimezone(LOCAL_TIME):%m-%d %H:%M}"


def iso_time(at: datetime) -> str:
    """2026-11-23T11:04:00+08:00, for programs."""
    return at.astimezone(LOCAL_TIME).isoformat(timespec="seconds")


def days_between(earlier: datetime, later: datetime) -> int:
    """How many local midnights lie between the two; 0 on the same day."""
    return (later.astimezone(LOCAL_TIME).date() - earlier.astimezone(LOCAL_TIME).date()).days


def file_size(size: int) -> str:
    """12 KB, 3.4 MB: bytes as the upload page counts them."""
    return f"{size / 1048576:.3g} MB" if size >= 1048576 else f"{-(-size // 1024)} KB"
