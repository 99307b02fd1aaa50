"""Counts under five are hidden, and with them whatever would let a reader work them out (policy map, art. 2).

The total is taken to be known to everybody, so that tables over the same things cannot be played off
against each other.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5


def shown(counts: Mapping[str, int]) -> dict[str, int | None] | None:
    """Each count, or None where it is hidden; None for the whole table where even its rows would tell.

    Every row has at least one. Hidden rows share a sum that the total gives away: they are so many, and
    their sum so large, that any of them could be five or more. What is hidden beside small counts are the
    smallest of the others.
    """
    by_size = sorted(counts, key=lambda name: (counts[name], name))
    hidden = [name for name in by_size if counts[name] < LEAST]
    while hidden and not _uncertain(hidden, counts):
        if len(hidden) == len(by_size):
            return None
        hidden.append(by_size[len(hidden)])
    return {name: None if name in hidden else count for name, count in counts.items()}


def _uncertain(hidden: list[str], counts: Mapping[str, int]) -> bool:
    others = len(hidden) - 1
    return others > 0 and sum(counts[name] for name in hidden) - others >= LEAST
