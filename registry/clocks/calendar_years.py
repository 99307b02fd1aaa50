"""Reads calendar/<year>.yaml, one State Council holiday notice a file, and checks that each is whole."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from registry.clocks.working_days import CalendarYear, Holiday
from registry.draft import Draft
from registry.reading.notes import Spot
from registry.reading.records import Document, Record

# 《全国年节及纪念日放假办法》: the holidays of all citizens, every year.
_EVERY_YEAR: Final = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
# Longer than any notice has ever given; a mistyped month must not turn half a year into days off.
_LONGEST: Final = 15


def read_calendar(draft: Draft) -> None:
    """Read every year into the draft."""
    for file in draft.notes.files("calendar", "calendar/[12][0-9][0-9][0-9].yaml"):
        text = draft.notes.file_text(file)
        record = Document(draft.notes, file, text).record(("year", "holidays"), ("notice",)) if text else None
        if record is None:
            continue
        year = int(PurePosixPath(file).stem)
        draft.calendar_years[year] = _year(record, year)


def check_calendar(draft: Draft) -> None:
    """There is a calendar, and no year is missing between its first and its last."""
    years = sorted(draft.calendar_years)
    if not years and not any(fault.file.startswith("calendar/") for fault in draft.notes.faults):
        draft.notes.fault(Spot("calendar", 1), "no-calendar", "没有任何年份的节假日安排，算不出工作日")
    for before, after in pairwise(years):
        if after != before + 1:
            message = f"缺少{before + 1}年的节假日安排：有{before}年、{after}年，中间的年份不能空"
            draft.notes.fault(Spot(f"calendar/{after}.yaml", 1), "calendar-gap", message)


def _year(record: Record, named: int) -> CalendarYear:
    """The record as the year that its file is named for."""
    written = record.count("year")
    if written and written != named:
        message = f"“year”写的是“{written}”，文件名却是“{named}”，两处应一致"
        record.fault("year", "path-mismatch", message)
    parts = record.records("holidays", ("name", "from", "to"), ("workdays",))
    holidays = tuple(_holiday(part, named) for part in parts)
    year = CalendarYear(named, record.text("notice"), holidays)
    if record.sound:
        _check_whole(record, year)
    return year


def _holiday(record: Record, year: int) -> Holiday:
    holiday = Holiday(
        name=record.text("name"),
        first=record.day("from"),
        last=record.day("to"),
        workdays=record.days("workdays"),
    )
    if record.sound:
        for key, kind, message in _wrong(holiday, year):
            record.fault(key, kind, message)
    return holiday


def _wrong(holiday: Holiday, year: int) -> Iterator[tuple[str, str, str]]:
    """What cannot be so in one holiday: key, kind and message of each fault."""
    dates = {"from": (holiday.first,), "to": (holiday.last,), "workdays": holiday.workdays}
    for key, days in dates.items():
        for day in days:
            if day.year != year:
                yield key, "wrong-year", f"{day} 不在{year}年；跨年的假期按年份分写在两个文件里"
    if not 1 <= (holiday.last - holiday.first).days + 1 <= _LONGEST:
        message = f"“{holiday.name}”从 {holiday.first} 到 {holiday.last}，不是一个 1 至 {_LONGEST} 天的假期"
        yield "to", "bad-holiday", message
    for day in holiday.workdays:
        if day.isoweekday() < 6:
            yield "workdays", "not-a-weekend", f"{day} 不是周六、周日，不会是调休上班的周末"


def _check_whole(record: Record, year: CalendarYear) -> None:
    names = "、".join(holiday.name for holiday in year.holidays)
    missing = [name for name in _EVERY_YEAR if name not in names]
    if missing:
        record.fault("holidays", "calendar-incomplete", f"{year.year}年的安排里没有{'、'.join(missing)}")
    seen: set[date] = set()
    for holiday in year.holidays:
        for day in (*holiday.days, *holiday.workdays):
            if day in seen:
                message = f"{day} 写了两次：一天只能属于一个假期，或只调休一次"
                record.fault("holidays", "day-twice", message)
            seen.add(day)
