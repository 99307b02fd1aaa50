"""The published matters as the router compares complaints with them: their words and their boundaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry import Boundary, Item, Registry

from .evidence import Source


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter over all regions and releases: every list that holds it may add everyday words."""

    id: str
    name: str
    description: str
    words: tuple[str, ...]
    boundaries: tuple[Boundary, ...]

    def source(self) -> Source:
        """What a complaint is compared with."""
        return Source(self.id, self.name, self.description, self.words)


def all_matters(registry: Registry) -> Mapping[str, Matter]:
    """Every matter that any region's list holds, by id; the province's wording wins where lists differ."""
    held: dict[str, list[Item]] = {}
    for release in registry.releases:
        for item in release.items:
            held.setdefault(item.id, []).append(item)
    return {key: _merged(registry.items.get(key, items[-1]), items) for key, items in sorted(held.items())}


def _merged(main: Item, items: list[Item]) -> Matter:
    words = dict.fromkeys(word for item in (main, *items) for word in item.words)
    return Matter(main.id, main.matter, main.description, tuple(words), main.boundaries)
