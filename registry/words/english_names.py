"""The English of names in the record: places, departments and their organs, topics, matters.

English pages show them instead of the Chinese, wherever a name stands by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, product
from typing import Final, Protocol

from registry.answers import Organ
from registry.model import Department, Elsewhere, Topic
from registry.organs.reorganisation import Reorganisation, rule_level
from registry.places.area import Region, Town

Names = Iterable[tuple[str, str]]
_OFFICE: Final = "生态环境保护委员会办公室"
_ENGLISH_OFFICE: Final = "Office of the Ecological and Environmental Protection Committee"
_ENDINGS: Final = (" Province", " City", " Hui District", " District", " County")


class Named(Protocol):
    """What of the record has names: a Registry."""

    @property
    def regions(self) -> Mapping[str, Region]: ...
    @property
    def towns(self) -> Mapping[str, Town]: ...
    @property
    def departments(self) -> Mapping[str, Department]: ...
    @property
    def topics(self) -> Mapping[str, Topic]: ...
    @property
    def elsewhere(self) -> Mapping[str, Elsewhere]: ...
    @property
    def organ_overrides(self) -> Mapping[tuple[str, str], Organ]: ...
    @property
    def reorganisations(self) -> Mapping[str, Reorganisation]: ...
    @property
    def english_matters(self) -> Mapping[str, str]: ...
    def lineage(self, code: str) -> tuple[Region, ...]: ...


def english_names(record: Named) -> Mapping[str, str]:
    """Chinese name to English name, for all that has one; of two that are written alike the first stays."""
    found: dict[str, str] = {}
    for chinese, english in chain(
        _topics(record), _departments(record), _places(record), _organs(record), _matters(record)
    ):
        if english:
            found.setdefault(chinese, english)
    return found


def _topics(record: Named) -> Iterator[tuple[str, str]]:
    for topic in record.topics.values():
        yield topic.name, topic.english
        yield topic.summary, topic.english_summary
    for elsewhere in record.elsewhere.values():
        yield elsewhere.name, elsewhere.english
        yield elsewhere.goes_to, elsewhere.english_goes_to


def _departments(record: Named) -> Iterator[tuple[str, str]]:
    for department in record.departments.values():
        if department.english:
            yield department.name, department.english
            yield f"{department.name}部门", f"{department.english} department"


def _places(record: Named) -> Iterator[tuple[str, str]]:
    """Each by itself and behind those above it: 金水区, 郑州市金水区, 河南省郑州市金水区."""
    for region in record.regions.values():
        yield from _ways_of_saying(record, region.name, region.english, region.parent)
        yield region.short, short_english(region)
        if region.english:
            yield region.name + _OFFICE, f"{_ENGLISH_OFFICE} of {region.english}"
    for town in record.towns.values():
        yield from _ways_of_saying(record, town.name, town.english, town.parent)


def _ways_of_saying(record: Named, name: str, english: str, parent: str) -> Names:
    yield name, english
    for above in record.lineage(parent) if parent and english else ():
        name, english = above.name + name, f"{english}, {above.english}"
        yield name, english


def _organs(record: Named) -> Iterator[tuple[str, str]]:
    for override in record.organ_overrides.values():
        yield override.name, override.english
    for department, region in product(record.departments.values(), record.regions.values()):
        yield from _organ(record, department, region)
    for event, region in product(record.reorganisations.values(), record.regions.values()):
        if event.name and event.reaches(region):
            yield from _by_rule(record, region, event.name, event.english)


def _organ(record: Named, department: Department, region: Region) -> Names:
    level = rule_level(region)
    yield from _by_rule(
        record, region, department.organs.get(level, ""), department.english_organs.get(level, "")
    )
    if not department.organs and department.english and region.english:
        yield region.name + department.name, f"{department.english}, {region.english}"


def _by_rule(record: Named, region: Region, rule: str, english: str) -> Names:
    city = record.regions[region.parent] if region.depth == 2 else region
    if rule and english and region.english and city.english:
        named = {"region": region.name, "city": city.name, "short": region.short}
        told = {"region": region.english, "city": city.english, "short": short_english(region)}
        yield rule.format(**named), english.format(**told)


def short_english(region: Region) -> str:
    """Zhengzhou for Zhengzhou City; the whole name of a zone."""
    for ending in () if region.extension else _ENDINGS:
        if region.english.endswith(ending):
            return region.english.removesuffix(ending)
    return region.english


def _matters(record: Named) -> Names:
    return record.english_matters.items()
