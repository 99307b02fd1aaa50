"""How a search can be narrowed further, and what would be left: counted by the engine, before paging."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.services.search.kinds import KINDS, STATES
from intake.services.search.narrowing import Asked, words_for
from intake.services.search.places import PLACE, counted
from registry import Registry

MOST_OPTIONS = 10
COUNTED = ("kind", "department", "topic", "state", PLACE)  # what the engine is asked to count
Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Option:
    """A value, its name, and how many hits it leaves."""

    code: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field that occur among the hits, the most frequent first."""

    field: str
    options: tuple[Option, ...]


def facets(registry: Registry, asked: Asked, counts: Counts) -> tuple[Facet, ...]:
    """What is not narrowed yet and would narrow. States only within one kind: they mean different things."""
    open_fields = [name for name in ("kind", "department", "topic") if not asked.codes(name)]
    if asked.codes("kind") and not asked.codes("state"):
        open_fields.append("state")
    plain = (Facet(name, most(_options(registry, name, counts[name]))) for name in open_fields)
    found = (*plain, Facet("region", most(_regions(registry, asked, counts[PLACE]))))
    return tuple(each for each in found if len(each.options) >= (1 if each.field == "region" else 2))


def _options(registry: Registry, name: str, counts: Mapping[str, int]) -> Iterator[Option]:
    known = {"kind": KINDS, "state": STATES, "department": registry.departments, "topic": registry.topics}
    for code, count in counts.items():
        if code in known[name]:  # an index may be of another registry for a moment
            yield Option(code, words_for(registry, name, code), count)


def _regions(registry: Registry, asked: Asked, counts: Mapping[str, int]) -> Iterator[Option]:
    """The regions right below with something of their own; what holds there from above counts too."""
    above = asked.codes("region") or (registry.site.region,)
    for region in (child for code in above for child in registry.children(code)):
        if counts.get(region.code):
            yield Option(region.code, region.name, counted(registry, region.code, counts))


def most(options: Iterator[Option]) -> tuple[Option, ...]:
    """The most frequent options, in a fixed order."""
    return tuple(sorted(options, key=lambda each: (-each.count, each.code))[:MOST_OPTIONS])
