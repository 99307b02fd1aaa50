"""Pairs put together by their first half."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The second halves by the first, both in the order in which they come."""
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def sorted_groups(pairs: Iterable[tuple[str, V]]) -> dict[str, tuple[V, ...]]:
    """The same, the groups by name."""
    return dict(sorted(grouped(pairs).items()))
