"""The forms in which people write the names of regions and towns, and how far each may be trusted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from typing import NamedTuple

from registry.book import Registry
from registry.places.area import Region, Town

_TOWN_SUFFIXES = ("街道", "镇", "乡")


class Trust(Enum):
    """What must stand around a name before it is read as a place."""

    FULL = auto()  # 金水区: nothing
    SHORT = auto()  # 郑州, 中牟: no word behind it that makes it a road or a dish
    DISTRICT = auto()  # 金水: an address around it
    ORDINARY = auto()  # 民权, 老城区: also an everyday word; its city before it or its town behind it
    LOCAL = auto()  # 高新区: every city has one; its city before it


class Form(NamedTuple):
    """One way to write a name; `targets` are the regions or towns that bear it, by code."""

    word: str
    targets: tuple[str, ...]
    trust: Trust


class Gazetteer:
    """All forms, found by their first two characters, longest first."""

    def __init__(self, registry: Registry) -> None:
        self._regions = registry.regions
        self._words = registry.place_words
        self.above = _ancestors(registry)
        self._starts = self._index(registry)
        self._town_shorts = _town_shorts(registry.towns.values())

    def at(self, text: str, start: int) -> Iterator[Form]:
        """The forms that begin there, longest first."""
        for form in self._starts.get(text[start : start + 2], ()):
            if text.startswith(form.word, start):
                yield form

    def town_short_at(self, text: str, start: int, county: str) -> Form | None:
        """A town of the county said without 镇 or 街道, as in 新郑龙湖; None where there is none."""
        forms = self._town_shorts.get(county, ())
        return next((form for form in forms if text.startswith(form.word, start)), None)

    def inside(self, code: str, region: str) -> bool:
        """Whether the region or town is the region or lies in it."""
        return region in self.above[code]

    def _index(self, registry: Registry) -> Mapping[str, tuple[Form, ...]]:
        bearers: defaultdict[tuple[str, Trust], list[str]] = defaultdict(list)
        for region in registry.regions.values():
            for word, trust in self._region_forms(region):
                bearers[word, trust].append(region.code)
        for word, codes in self._words.spanning.items():
            bearers[word, Trust.FULL] += codes
        for town in registry.towns.values():
            for word in _town_forms(town):
                bearers[word, Trust.FULL].append(town.code)
        starts: defaultdict[str, list[Form]] = defaultdict(list)
        for (word, trust), bearing in bearers.items():
            starts[word[:2]].append(Form(word, tuple(dict.fromkeys(bearing)), trust))
        return {start: tuple(sorted(forms, key=_longest_first)) for start, forms in starts.items()}

    def _region_forms(self, region: Region) -> Iterator[tuple[str, Trust]]:
        for word in (region.name, *region.aliases, *region.former_names):
            yield word, self._unless_ordinary(word, Trust.FULL)
        if region.level == "zone":
            yield from ((word, Trust.LOCAL) for word in self._local_forms(region))
        elif region.short != region.name:
            yield region.short, self._unless_ordinary(region.short, self._short_trust(region))

    def _local_forms(self, zone: Region) -> Iterator[str]:
        """郑州高新区 → 高新区, said by those who have named the city."""
        city = self._regions[zone.parent]
        for word in (zone.name, *zone.aliases):
            local = word.removeprefix(city.name).removeprefix(city.short)
            if local != word and len(local) >= 3:
                yield local

    def _unless_ordinary(self, word: str, trust: Trust) -> Trust:
        return Trust.ORDINARY if word in self._words.ordinary else trust

    def _short_trust(self, region: Region) -> Trust:
        """A district's short name is often a street's, too; one that was a county (偃师) is known by it."""
        if region.short in self._words.doubtful:
            return Trust.DISTRICT
        known = region.depth < 2 or not region.name.endswith("区") or region.former_names
        return Trust.SHORT if known else Trust.DISTRICT


def _town_forms(town: Town) -> Iterator[str]:
    yield town.name
    if town.name.endswith("街道"):
        yield town.name.removesuffix("街道") + "办事处"


def _town_shorts(towns: Iterable[Town]) -> Mapping[str, tuple[Form, ...]]:
    """By county. 花园路街道 has no short form: 花园路 is the road."""
    shorts: defaultdict[str, list[Form]] = defaultdict(list)
    for town in towns:
        word = _without_suffix(town.name)
        if len(word) >= 2 and word[-1] not in "路街道":
            shorts[town.parent].append(Form(word, (town.code,), Trust.SHORT))
    return {county: tuple(sorted(forms, key=_longest_first)) for county, forms in shorts.items()}


def _without_suffix(name: str) -> str:
    for suffix in _TOWN_SUFFIXES:
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name


def _longest_first(form: Form) -> int:
    return -len(form.word)


def _ancestors(registry: Registry) -> Mapping[str, frozenset[str]]:
    """For each region and town: itself and all in which it lies on the map."""
    above: dict[str, frozenset[str]] = {}
    for code in registry.regions:
        lineage = {region.code for region in registry.lineage(code)}
        around = code[:4] + "00"  # 航空港区 answers to the province but lies in 郑州
        above[code] = frozenset(lineage | ({around} & registry.regions.keys()))
    for town in registry.towns.values():
        above[town.code] = above[town.parent] | {town.code}
    return above
