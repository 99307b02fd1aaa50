"""Typed values of one record, whatever file it comes from. A fault gives a stand-in value.

No Registry is made once a fault is noted, so the stand-ins ("" or the first day of time) go nowhere.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from registry.reading.notes import Notes, Spot

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT: Final = re.compile(r"[1-9][0-9]{0,3}")
_HAN: Final = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
_SLUG: Final = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


class Cells(ABC):
    """The named cells of a record: a row of a table, or a mapping of a YAML file."""

    def __init__(self, notes: Notes, optional: Collection[str]) -> None:
        self.notes = notes
        self._optional = optional
        self._faults_before = len(notes.faults)

    @abstractmethod
    def raw(self, key: str) -> str | None:
        """The cell's text as written; None when absent or not text (already noted)."""

    @abstractmethod
    def entries(self, key: str) -> list[tuple[Spot, str]]:
        """The cell's list of texts, each with its place."""

    @abstractmethod
    def spot(self, key: str = "") -> Spot:
        """Where the cell stands, or the record when it has no such cell."""

    @property
    def sound(self) -> bool:
        """Whether nothing was faulted since the record was opened."""
        return len(self.notes.faults) == self._faults_before

    def fault(self, key: str, kind: str, message: str) -> None:
        """Note a fault at the cell."""
        self.notes.fault(self.spot(key), kind, message)

    def text(self, key: str) -> str:
        """A text; empty only where the key is optional."""
        written = self.raw(key)
        value = (written or "").strip()
        if written is not None and not value and key not in self._optional:
            self.fault(key, "empty-value", f"“{key}”不能为空")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(value for _, value in self.entries(key))

    def english(self, key: str) -> str:
        """A text in English; empty where it is not written."""
        value = self.text(key)
        if _HAN.search(value):
            self.fault(key, "not-english", f"“{key}”应写英文，不带汉字和全角标点：“{value}”")
        return value

    def flag(self, key: str, yes: str = "true", no: str = "false") -> bool:
        """A truth value, written as `yes` or `no`."""
        return self.choice(key, (yes, no)) == yes

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """One of the allowed words."""
        value = self.text(key)
        if value and value not in allowed:
            self.fault(key, "bad-choice", f"“{key}”的值“{value}”不在可选范围：{'、'.join(allowed)}")
        return value

    def day(self, key: str) -> date:
        """A calendar date, YYYY-MM-DD."""
        return self.day_or_none(key) or date.min

    def day_or_none(self, key: str) -> date | None:
        """A calendar date, or None where the cell is empty."""
        value = self.text(key)
        if not value:
            return None
        found = parse_day(value)
        if found is None:
            self.fault(key, "bad-date", _no_day(key, value))
        return found

    def days(self, key: str) -> tuple[date, ...]:
        """A list of calendar dates, YYYY-MM-DD."""
        found = []
        for spot, value in self.entries(key):
            day = parse_day(value)
            if day is None:
                self.notes.fault(spot, "bad-date", _no_day(key, value))
            else:
                found.append(day)
        return tuple(found)

    def count(self, key: str) -> int:
        """A whole number from 1 to 9999."""
        value = self.text(key)
        if _COUNT.fullmatch(value):
            return int(value)
        if value:
            self.fault(key, "bad-number", f"“{key}”的值“{value}”应是 1 到 9999 的整数")
        return 0

    def name(self, key: str, kind: str) -> str:
        """An id that this record bears; nobody else may bear it."""
        value = self.text(key)
        if value:
            self.notes.declare_once(kind, value, self.spot(key))
        return value

    def slug(self, key: str, kind: str) -> str:
        """An id of this record that also stands in addresses and file names."""
        value = self.name(key, kind)
        if value and not _SLUG.fullmatch(value):
            self.fault(key, "bad-id", f"代号“{value}”只能用英文字母、数字和连字符")
        return value

    def reference(self, key: str, kind: str) -> str:
        """An id that another record bears."""
        value = self.text(key)
        if value:
            self.notes.refer(kind, value, self.spot(key))
        return value

    def references(self, key: str, kind: str) -> tuple[str, ...]:
        """A list of ids that other records bear."""
        entries = self.entries(key)
        for spot, value in entries:
            self.notes.refer(kind, value, spot)
        return tuple(value for _, value in entries)


class Fields(Cells):
    """A record that may hold others."""

    @abstractmethod
    def has(self, key: str) -> bool:
        """Whether the key is written."""

    @abstractmethod
    def record(self, key: str, required: Collection[str], optional: Collection[str] = ()) -> "Fields | None":
        """The mapping under a key; None when absent or no mapping."""

    @abstractmethod
    def records(
        self, key: str, required: Collection[str], optional: Collection[str] = ()
    ) -> Sequence["Fields"]:
        """The list of mappings under a key."""


def _no_day(key: str, value: str) -> str:
    return f"“{key}”的日期“{value}”不成立，应写作 2026-09-01 这样的公历日期"


def parse_day(text: str) -> date | None:
    """YYYY-MM-DD as a date; None for any other form (week dates, 20260901) or a day that is none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
