"""A release that was published and taken back before it took effect: its address says so and why."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WithdrawnRelease:
    """A release without its items: it never held anywhere. `release` is its date, as in the path."""

    region: str
    department: str
    release: str
    title: str
    withdrawn_on: date
    reason: str
    demonstration: bool

    @property
    def key(self) -> str:
        """410000/ecology/2026-09-01"""
        return f"{self.region}/{self.department}/{self.release}"
