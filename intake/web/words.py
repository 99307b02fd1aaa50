"""Small words of pages: times as people in Henan read them."""

from datetime import datetime, timedelta

from babel.dates import format_date

from intake.services.context import LOCAL_TIME
from registry.languages import CHINESE, ENGLISH, LOCALES, day_words, language

_WITH_WEEKDAY = {CHINESE: "y年M月d日（EEEE）", ENGLISH: "EEEE, d MMMM y"}


def local_time(at: datetime) -> str:
    """2026年11月23日 11:04, in local time."""
    return f"{local_day(at)} {at.astimezone(LOCAL_TIME):%H:%M}"


def local_day(at: datetime) -> str:
    """2026年11月23日, or 23 November 2026, in local time."""
    return day_words(at.astimezone(LOCAL_TIME).date())


def last_day(due: datetime) -> str:
    """2026年12月8日（星期二）: the last day of a limit, which ends at its 24:00."""
    last = (due - timedelta(microseconds=1)).astimezone(LOCAL_TIME)
    return format_date(last, _WITH_WEEKDAY[language()], LOCALES[language()])


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
