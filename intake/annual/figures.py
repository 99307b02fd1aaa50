"""Complaint figures of led items, and what of them the public may read (policy, article 2: small counts)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from intake.cases.small_counts import FEWEST, shown
from registry.annual.model import FIGURES

Counts = Mapping[str, int]
_HANDLED: Final = ("received", "closed")
_PUNCTUAL: Final = ("on_time", "overdue")
_FOUND: Final = tuple(name for name in FIGURES if name.startswith("found_"))
# Figures that are told together or not at all: with the others of its group one could work out the last.
GROUPS: Final = (_HANDLED, _PUNCTUAL, _FOUND)
NOTHING: Final[Counts] = dict.fromkeys(FIGURES, 0)


def public(counted: Mapping[str, Counts]) -> dict[str, dict[str, int | None]]:
    """The figures by item with None for what must not be told.

    Those from 1 to 4; in a row, what with others of its group gives such a one away, as 20 received and 18
    closed tell that 2 are open; in a column, what the sum over all items would give away.
    """
    columns = {name: shown({item: counts[name] for item, counts in counted.items()}) for name in FIGURES}
    return {
        item: _row(counts, {name: columns[name][item] for name in FIGURES})
        for item, counts in counted.items()
    }


def _row(counts: Counts, told: dict[str, int | None]) -> dict[str, int | None]:
    """One item's figures without the groups that would tell a small one."""
    row = dict(told)
    for group in GROUPS:
        if _tells_few(group, counts, row):
            row.update(dict.fromkeys(group))
    if row["received"] is None:
        row.update(dict.fromkeys(FIGURES))
    return row


def _tells_few(group: tuple[str, ...], counts: Counts, row: Mapping[str, int | None]) -> bool:
    """Whether a figure of the group is hidden, or what is left over of the whole is small."""
    whole = counts["received"] if group == _HANDLED else counts["closed"]
    part = counts["closed"] if group == _HANDLED else sum(counts[name] for name in group)
    return any(row[name] is None for name in group) or 0 < abs(whole - part) < FEWEST
