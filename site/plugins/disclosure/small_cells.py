"""Counts under five are hidden, and with them whatever would let a reader work them out (policy map, art. 2).

The total is taken to be known to everybody, so that tables over the same things cannot be played off
against each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

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


def told_by_month(things: Iterable[tuple[str, Set[str]]]) -> dict[str, Counter[str]]:
    """Of each kind that may be told month by month, its counts; `things`: the month and the kinds of each.

    A kind is told whole or not at all: where each of its months has five or more. The totals of the months
    are known, so what the told kinds leave over must not be small in any month either; the rarest is given up
    until it is not.
    """
    things = list(things)
    counts: dict[str, Counter[str]] = {}
    for month, kinds in things:
        for kind in kinds:
            counts.setdefault(kind, Counter())[month] += 1
    told = {kind: months for kind, months in counts.items() if min(months.values()) >= LEAST}
    while told and _leaves_few(things, told):
        del told[min(told, key=lambda kind: (told[kind].total(), kind))]
    return told


def _leaves_few(things: Iterable[tuple[str, Set[str]]], told: Mapping[str, object]) -> bool:
    left = Counter(month for month, kinds in things if not kinds & told.keys())
    return any(count < LEAST for count in left.values())


def _uncertain(small: list[int]) -> bool:
    """Whether their sum settles none: there are several, not all ones, not all as large as can be."""
    return len(small) > 1 and len(small) < sum(small) < (LEAST - 1) * len(small)
