"""What moves the end of a limit: the clock stands still, or the limit is extended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `began` until `ended`; None while it still does."""

    began: datetime
    ended: datetime | None
    reason: str

    def holds(self, now: datetime) -> bool:
        """Whether the clock stands still at that moment."""
        return self.began <= now and (self.ended is None or now < self.ended)


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension by `amount` of the clock's unit; `told_at` is when the complainant was told."""

    amount: int
    approver: str
    reason: str
    granted_at: datetime
    told_at: datetime | None
