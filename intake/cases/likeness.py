"""Whether two complaints about one matter in one county are about the same thing: words, place and time.

Pure and pairwise, so that the verdict on a pair never depends on what else was complained about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import IntEnum
from math import asin, cos, radians, sin, sqrt

from intake.cases.model import Case, Location
from search.similarity import character_grams

WINDOW = timedelta(days=90)  # a complaint older than this is another time, not the same thing
RECURRING_WINDOW = timedelta(days=365)
RECURRING_FROM = 3  # complaints about one matter at one place within that window
_NEAR_METRES, _FAR_METRES = 300.0, 2000.0
_EARTH_METRES = 6_371_000.0
# What stands before the street: province, city, county.
_ABOVE_THE_STREET = re.compile(
    r"^(?:河南省?)?(?:[^省市区县路街道镇乡]{2,6}市)?(?:[^省市区县路街道镇乡]{1,6}[区县市])?"
)


class Nearness(IntEnum):
    """How close two places are, the closest highest."""

    APART = 0
    SAME_COUNTY = 1
    SAME_TOWN = 2
    SAME_SPOT = 3


# Nearness → the share of words in common from which on two complaints count as about the same thing.
_ENOUGH = {Nearness.SAME_COUNTY: 0.5, Nearness.SAME_TOWN: 0.34, Nearness.SAME_SPOT: 0.22}


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a complaint is compared. `town` is a town code, if one was recognised."""

    text: str
    place: Location
    town: str | None
    filed_at: datetime


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two complaints may be about the same thing. `words`: share in common, 0..1; `metres` if known."""

    words: float
    nearness: Nearness
    metres: float | None
    days: int

    @property
    def likely(self) -> bool:
        """Whether they are similar enough to ask a person."""
        return self.nearness is not Nearness.APART and self.words >= _ENOUGH[self.nearness]

    @property
    def rank(self) -> tuple[int, float]:
        """The likelier the higher."""
        return self.nearness, self.words


def sketch(case: Case) -> Sketch:
    """What of a case is compared."""
    said, place = case.complaint, case.certificate.place
    return Sketch(f"{said.title}{said.text}", said.location, place.town if place else None, case.filed_at)


def compare(one: Sketch, other: Sketch) -> Likeness:
    """How alike two complaints about the same matter in the same county are."""
    metres = _metres(one.place, other.place)
    return Likeness(
        words=_in_common(one.text, other.text),
        nearness=_nearness(one, other, metres),
        metres=metres,
        days=abs((one.filed_at - other.filed_at).days),
    )


def _in_common(one: str, other: str) -> float:
    """The share of characters, and of pairs of neighbours, that both have (Dice): pairs tell words apart,
    characters survive saying it differently."""
    grams, others = set(character_grams(one)), set(character_grams(other))
    return (_share(_of(1, grams), _of(1, others)) + _share(_of(2, grams), _of(2, others))) / 2


def _of(length: int, grams: set[str]) -> set[str]:
    return {gram for gram in grams if len(gram) == length}


def _share(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _nearness(one: Sketch, other: Sketch, metres: float | None) -> Nearness:
    if metres is not None:
        if metres <= _NEAR_METRES:
            return Nearness.SAME_SPOT
        return Nearness.APART if metres > _FAR_METRES else Nearness.SAME_TOWN
    shared = _shared_address(one.place.address, other.place.address)
    if len(shared) >= 6 or (len(shared) >= 4 and any(sign.isdigit() for sign in shared)):
        return Nearness.SAME_SPOT
    if one.town and other.town and one.town != other.town:
        return Nearness.APART
    in_one_town = one.town is not None and one.town == other.town
    return Nearness.SAME_TOWN if in_one_town or len(shared) >= 3 else Nearness.SAME_COUNTY


def _shared_address(one: str, other: str) -> str:
    """The longest stretch that both addresses have, below the county."""
    first, second = (_ABOVE_THE_STREET.sub("", "".join(each.split())) for each in (one, other))
    found = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return first[found.a : found.a + found.size]


def _metres(one: Location, other: Location) -> float | None:
    """Along the earth's surface (haversine); None unless both have a position."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    chord = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * across
    return 2 * _EARTH_METRES * asin(sqrt(chord))
