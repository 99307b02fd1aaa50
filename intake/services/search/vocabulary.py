"""The words of our field, for cutting Chinese text the way its readers do."""

from __future__ import annotations

from collections.abc import Iterator

from registry import Registry
from search import Analyzer


def analyzer_for(registry: Registry) -> Analyzer:
    """An analyzer that knows the words of the lists, departments and regions."""
    return Analyzer(_words(registry))


def _words(registry: Registry) -> Iterator[str]:
    for item in registry.items.values():
        yield item.matter
        yield from item.words
    for department in registry.departments.values():
        yield department.name
        yield from department.aliases
    for region in registry.regions.values():
        yield from (region.name, region.short, *region.aliases)
