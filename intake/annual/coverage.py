"""Whether a special report answers every item that its unit leads (policy, article 12)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake.annual.model import DraftReport, Part
from registry import Item


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of `led` items, how many have a text, how many a reason for none; `gaps` have neither."""

    led: int
    told: int
    explained: int
    gaps: tuple[Item, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


def coverage(report: DraftReport, led: Iterable[Item]) -> Coverage:
    """What a report answers of what its unit leads."""
    items = tuple(led)
    parts: list[Part] = [report.part(item.id) for item in items]
    return Coverage(
        led=len(items),
        told=sum(bool(part.text) for part in parts),
        explained=sum(not part.text and bool(part.reason) for part in parts),
        gaps=tuple(item for item, part in zip(items, parts, strict=True) if not part.is_answered),
    )
