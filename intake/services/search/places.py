"""Where a published thing counts, as values of the index filter `place`, and what to ask for a region.

A thing of a region lies in it and in all above it; a list or decision also holds in what lies below; an item
holds everywhere. Who asks for a region finds what lies in it and what holds there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from registry import Registry

PLACE = "place"
EVERYWHERE = "everywhere"


def lying_in(registry: Registry, region: str) -> tuple[str, ...]:
    """Of what concerns this region alone: a result."""
    return tuple(each.code for each in registry.lineage(region))


def holding_in(registry: Registry, region: str) -> tuple[str, ...]:
    """Of what is the rule in this region and in those below: a list."""
    return (*lying_in(registry, region), _below(region))


def asked(registry: Registry, regions: Iterable[str]) -> tuple[str, ...]:
    """The values, any of which something found in any of these regions has. Raises KeyError."""
    found = (value for region in regions for value in _asked_for_one(registry, region))
    return tuple(dict.fromkeys((EVERYWHERE, *found)))


def counted(registry: Registry, region: str, numbers: Mapping[str, int]) -> int:
    """How many would be found in the region, from the numbers by value: no thing has two of its values."""
    return sum(numbers.get(value, 0) for value in asked(registry, [region]))


def _asked_for_one(registry: Registry, region: str) -> tuple[str, ...]:
    above = registry.lineage(region)[1:]
    return (region, *(_below(each.code) for each in above))


def _below(region: str) -> str:
    return f"below:{region}"
