"""What a search of the public asks for: its words, and what they are narrowed by, typed or chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.services.search.kinds import FIELDS, KINDS, STATES
from intake.services.search.making import NOW, STANDING
from intake.services.search.naming import (
    Days,
    both,
    codes_named,
    days_named,
    departments_named,
    regions_named,
    topics_named,
)
from intake.services.search.places import PLACE, asked
from intake.words import gettext as _
from intake.words import mark
from registry import Registry
from search.language import narrowed

# What may be written before a colon, and the field it names.
NAMES: Mapping[str, str] = {
    **{words: field for field, words in FIELDS.items()},
    **{field: field for field in FIELDS},
    mark("类型"): "kind",
}
_LIKE_A_NAME = re.compile(r"(?<!\S)(-?[\u3400-\u9fff]{2,4})[:：]\S")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One value of a field: as an address has it, as people read it, the codes it stands for, and whether it
    was typed among the words."""

    field: str
    value: str
    words: str
    codes: tuple[str, ...]
    typed: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """`text`: the words alone. `not_understood`: named parts that mean nothing here and narrow nothing.
    `unnamed`: what looks like the name of a field and was taken for a word."""

    text: str
    by: tuple[Narrowing, ...] = ()
    days: Days = (0, 0)
    not_understood: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()

    def codes(self, name: str) -> tuple[str, ...]:
        """Everything a field is narrowed to; several values of one field widen it."""
        return tuple(code for each in self.by if each.field == name for code in each.codes)


@dataclass(slots=True)
class _Reading:
    registry: Registry
    by: list[Narrowing] = field(default_factory=list)
    days: Days = (0, 0)
    not_understood: list[str] = field(default_factory=list)


def read(registry: Registry, typed: str, chosen: Mapping[str, tuple[str, ...]]) -> Asked:
    """What was typed (also 部门:水利) and chosen (field → values) together. What is typed of a field comes
    instead of what is chosen."""
    found = narrowed(typed, NAMES)
    reading = _Reading(registry)
    for name, value in found.named:
        if not _take(reading, NAMES[name], value, typed=True):
            reading.not_understood.append(_spelt(name, value))
    named = {NAMES[name] for name, _value in found.named}
    for name, value in ((name, each) for name, values in chosen.items() for each in values):
        if name not in named and not _take(reading, name, value, typed=False):
            reading.not_understood.append(_spelt(_(FIELDS[name]), value))
    unnamed = tuple(dict.fromkeys(_LIKE_A_NAME.findall(found.text)))
    return Asked(found.text, tuple(reading.by), reading.days, tuple(reading.not_understood), unnamed)


def filters_for(registry: Registry, asked_for: Asked) -> Mapping[str, tuple[str, ...]]:
    """The filters of the index. What a newer release took the place of is found only by its state or day."""
    filters = {name: asked_for.codes(name) for name in ("department", "topic", "state")}
    regions = asked_for.codes("region")
    if regions:
        filters[PLACE] = asked(registry, regions)
    if not filters["state"] and not any(asked_for.days):
        filters[STANDING] = (NOW,)
    return {name: values for name, values in filters.items() if values}


def _spelt(name: str, value: str) -> str:
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"


def _take(reading: _Reading, name: str, value: str, *, typed: bool) -> bool:
    """Note what a value narrows by; False when it means nothing here."""
    if name == "date":
        days = days_named(value)
        if days is None:
            return False
        reading.days = both(reading.days, days)
        found = Narrowing(name, value, value, (), typed)
    else:
        codes = _codes(reading.registry, name, value)
        if not codes:
            return False
        one = codes[0] if len(codes) == 1 else None
        words = words_for(reading.registry, name, one) if one else value
        found = Narrowing(name, one or value, words, codes, typed)
    if found not in reading.by:
        reading.by.append(found)
    return True


def _codes(registry: Registry, name: str, value: str) -> tuple[str, ...]:
    if name == "region":
        return regions_named(registry, value)
    if name == "department":
        return departments_named(registry, value)
    if name == "topic":
        return topics_named(registry, value)
    return codes_named(KINDS if name == "kind" else STATES, value)


def words_for(registry: Registry, name: str, code: str) -> str:
    """What people call a code of a field: 郑州市金水区, 水利, 办理结果. Raises KeyError."""
    if name == "region":
        lineage = registry.lineage(code)
        return "".join(each.name for each in reversed(lineage[:-1])) or lineage[0].name
    if name == "department":
        return registry.departments[code].name
    if name == "topic":
        return registry.topics[code].name
    return _((KINDS if name == "kind" else STATES)[code])
