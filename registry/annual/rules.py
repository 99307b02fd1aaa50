"""Reads report_profiles.yaml: when reports are due, to whom, and what those are called."""

import re
from typing import Final

from registry.annual.model import MARKS, AnnualRules, Names, Profile
from registry.draft import Draft
from registry.reading.cells import parse_day
from registry.reading.records import Document, Record

FILE: Final = "report_profiles.yaml"
_LEVELS: Final = ("province", "city", "county")
_PLACED: Final = ("region",)
_MARK: Final = re.compile(r"[0-9]{2}-[0-9]{2}")
_COMMON_YEAR: Final = 2023  # 29 February does not come every year, so no mark may fall on it


def read_annual_rules(draft: Draft) -> None:
    """Read the file into the draft. Without it nobody of this content must report."""
    if not (draft.notes.content / FILE).exists():
        return
    text = draft.notes.file_text(FILE)
    record = (
        Document(draft.notes, FILE, text).record(("first_year", "names", "profiles"), ("superiors",))
        if text is not None
        else None
    )
    if record is not None:
        draft.annual = AnnualRules(
            first_year=record.count("first_year"),
            names=tuple(
                _names(part) for part in record.records("names", ("level", "party", "government"), _PLACED)
            ),
            profiles=tuple(
                _profile(part)
                for part in record.records(
                    "profiles", ("level", "due_month", "warn_days", "publish_days", "marks"), _PLACED
                )
            ),
            superiors=_superiors(record),
        )
        _check_levels(draft.annual, record)


def _names(record: Record) -> Names:
    names = Names(
        level=record.choice("level", _LEVELS),
        region=record.reference("region", "region"),
        party=record.text("party"),
        government=record.text("government"),
    )
    for key in ("party", "government"):
        if set(re.findall(r"\{(.*?)\}", getattr(names, key))) - {"region", "short"}:
            record.fault(key, "bad-organ-rule", f"“{key}”只能用 {{region}}、{{short}} 两种占位")
    return names


def _profile(record: Record) -> Profile:
    due_month = record.count("due_month")
    if due_month > 12:
        record.fault("due_month", "bad-number", "“due_month”应是 1 到 12 的月份")
    return Profile(
        level=record.choice("level", _LEVELS),
        region=record.reference("region", "region"),
        due_month=due_month,
        warn_days=_falling(record),
        publish_days=record.count("publish_days"),
        marks=_marks(record),
    )


def _falling(record: Record) -> tuple[int, ...]:
    written = record.texts("warn_days")
    days = tuple(int(each) for each in written if re.fullmatch(r"[1-9][0-9]{0,2}", each))
    if len(days) != len(written) or list(days) != sorted(set(days), reverse=True):
        record.fault("warn_days", "bad-number", "“warn_days”应是由大到小、互不相同的工作日数")
    return days


def _marks(record: Record) -> dict[str, tuple[int, int]]:
    found = {}
    for mark, day in record.mapping("marks").items():
        read = _MARK.fullmatch(day) and parse_day(f"{_COMMON_YEAR}-{day}")
        if mark not in MARKS or not read:
            record.fault(
                "marks", "bad-mark", f"“{mark}: {day}”应像 start: 03-31；可用的是：{'、'.join(MARKS)}"
            )
        else:
            found[mark] = (read.month, read.day)
    if set(found) != set(MARKS) and record.sound:
        record.fault("marks", "bad-mark", f"“marks”要写齐：{'、'.join(MARKS)}")
    return found


def _superiors(record: Record) -> dict[str, str]:
    found = record.mapping("superiors")
    for department in found:
        record.notes.refer("department", department, record.spot("superiors"))
    return found


def _check_levels(rules: AnnualRules, record: Record) -> None:
    """Each level has its names and its profile, once."""
    for key, parts in (("names", rules.names), ("profiles", rules.profiles)):
        written = [(part.level, part.region) for part in parts]
        missing = [level for level in _LEVELS if (level, "") not in written]
        if missing and record.sound:
            record.fault(key, "missing-level", f"“{key}”缺少级别：{'、'.join(missing)}")
        if len(set(written)) != len(written):
            record.fault(key, "duplicate-level", f"“{key}”里同一级别或地区写了两次")
