"""Counts that leave the desk: one below five could tell who complained (policy, article 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

K = TypeVar("K")

FEWEST: Final = 5


def hidden(counts: Mapping[K, int], fewest: int = FEWEST) -> frozenset[K]:
    """The keys of one table whose counts must not be told beside their total.

    Those from 1 to below `fewest`; where that is a single one, the total would give it away, so the smallest
    of the others is hidden with it. Nothing is hidden of nought.
    """
    small = {key for key, count in counts.items() if 0 < count < fewest}
    others = {key: count for key, count in counts.items() if count >= fewest}
    if len(small) == 1 and others:
        small.add(min(others, key=lambda key: others[key]))
    return frozenset(small)


def shown(counts: Mapping[K, int], fewest: int = FEWEST) -> dict[K, int | None]:
    """The table with None for what is hidden."""
    away = hidden(counts, fewest)
    return {key: None if key in away else count for key, count in counts.items()}
