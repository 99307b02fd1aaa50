"""Stages 2 and 6, place and regional facts: where the trouble is, and who answers for the matter there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from registry import Registry, Responsibility
from registry.places.places import Place, PlaceFinder
from search.analysis import fold

_KEPT = 50_000  # leads kept at hand: those of all matters in two hundred regions
PLACE_REACH = 2000  # characters; whoever has not said by then where it is, has not said it


@dataclass(frozen=True, slots=True)
class Where:
    """`region` is the code that decides who answers, None when nobody can tell; `on` the day whose lists
    apply, `early` when that is later than the day of filing because no list was in force yet."""

    region: str | None
    place: Place
    on: date
    early: bool


class RegionalFacts:
    """The registry as the router asks it. Without a place, the province's lists name the matter."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._places = PlaceFinder(registry)
        self._province = next(code for code, region in registry.regions.items() if region.level == "province")
        self._lead = lru_cache(_KEPT)(self._ask_lead)  # every complaint asks it of all matters it resembles

    def where(self, text: str, address: str, region: str | None, on: date) -> Where:
        """Place and day of a complaint; an address tells more than the text, a chosen region bounds both."""
        chosen = region if region in self._registry.regions else None
        text, address = fold(text[:PLACE_REACH]), fold(address[:PLACE_REACH])
        place = self._places.resolve(address or text, within=chosen)
        if address and not place.certain:
            place = _settled(place, self._places.resolve(text, within=chosen))
        found = place.region if place.certain else None
        first = self._registry.routed_from
        return Where(found or chosen, place, max(on, first), on < first)

    def who(self, matter: str, where: Where) -> Responsibility | None:
        """Who answers for the matter there; the province's answer when the place is not known."""
        return self._registry.who(matter, where.region or self._province, where.on)

    def department(self, matter: str, where: Where) -> str | None:
        """Id of the department that leads the matter there, None when no list in force there holds it."""
        return self._lead(matter, where.region or self._province, where.on)

    def _ask_lead(self, matter: str, region: str, on: date) -> str | None:
        responsibility = self._registry.who(matter, region, on)
        return responsibility.lead.id if responsibility else None


def _settled(asked: Place, said: Place) -> Place:
    """What the text makes of an address that is not certain: nothing, unless its own words name a place that
    the address leaves open. A region that was chosen against the address settles nothing."""
    if not asked.candidates:
        return said
    return said if said.certain and said.matched and said.region in asked.candidates else asked
