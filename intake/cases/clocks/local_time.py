"""Law counts days where the organ sits: in China Standard Time, whatever zone an instant is given in."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LOCAL_TIME: Final = ZoneInfo("Asia/Shanghai")


def local(at: datetime) -> datetime:
    """The instant in local time. Raises ValueError for a naive one, whose zone would be a guess."""
    if at.tzinfo is None:
        raise ValueError(f"naive datetime: {at}")
    return at.astimezone(LOCAL_TIME)


def end_of(day: date) -> datetime:
    """24:00 of a local day, which is 00:00 of the next."""
    return datetime.combine(day + timedelta(days=1), time.min, LOCAL_TIME)
