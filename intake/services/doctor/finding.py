"""One line of the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is. A notice can wait for office hours, a fault cannot."""

    OK = "OK"
    NOTICE = "注意"
    FAULT = "故障"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, and what to do about it: "" when nothing."""

    level: Level
    says: str
    todo: str = ""

    @classmethod
    def ok(cls, says: str) -> Finding:
        return cls(Level.OK, says)

    @classmethod
    def notice(cls, says: str, todo: str) -> Finding:
        return cls(Level.NOTICE, says, todo)

    @classmethod
    def fault(cls, says: str, todo: str) -> Finding:
        return cls(Level.FAULT, says, todo)
