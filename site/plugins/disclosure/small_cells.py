"""Counts under five are hidden, and with them whatever would let a reader work them out (policy map, art. 2).

The total is taken to be known to everybody, so that tables over the same things cannot be played off
against each other.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 5


def shown(counts: Mapping[str, int]) -> dict[str, int | None] | None:
    """Each count, or None where it is hidden; None for the whole table where even its rows would tell.

    Every row has at least one, and the total gives away the sum of the hidden rows. So they are hidden only
    among themselves, where other small counts would make the very same table. Hiding a larger count beside
    a single small one would not do: whoever knows how it is chosen could work both out.
    """
    hidden = {name: count for name, count in counts.items() if count < LEAST}
    if hidden and not _uncertain(list(hidden.values())):
        return None
    return {name: None if name in hidden else count for name, count in counts.items()}


def _uncertain(small: list[int]) -> bool:
    """Whether their sum settles none: there are several, not all ones, not all as large as can be."""
    return len(small) > 1 and len(small) < sum(small) < (LEAST - 1) * len(small)
