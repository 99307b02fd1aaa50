"""The words of our field, for cutting Chinese text the way its readers do, and what people say instead."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import yaml

from registry import Registry
from search import Analyzer

_SYNONYMS = Path(__file__).with_name("synonyms.yaml")


def analyzer_for(registry: Registry) -> Analyzer:
    """An analyzer that knows the words of the lists, departments and regions, and everyday synonyms."""
    return _knowing(tuple(_words(registry)))


@lru_cache(maxsize=2)  # making a dictionary takes a tenth of a second; the record at work and the one before
def _knowing(words: tuple[str, ...]) -> Analyzer:
    return Analyzer(words, synonyms())


@cache
def synonyms() -> dict[str, list[str]]:
    """Word typed → words that stand for it in lists and cases."""
    words: dict[str, list[str]] = yaml.load(_SYNONYMS.read_text("utf-8"), yaml.CSafeLoader)["words"]
    return words


def _words(registry: Registry) -> Iterator[str]:
    for item in registry.items.values():
        yield item.matter
        yield from item.words
    for department in registry.departments.values():
        yield department.name
        yield from department.aliases
    for region in registry.regions.values():
        yield from (region.name, region.short, *region.aliases)
