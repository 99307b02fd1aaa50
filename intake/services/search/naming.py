"""What the names in a query stand for (地区:金水区, 日期:2026-10), for the public and for the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping

from registry import Registry

_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_FEWEST = 2  # characters of a name that is not the whole one
_FIRST_DAY = 1  # so that an open beginning leaves out what has no day
Days = tuple[int, int]  # both included, as 20261123; 0 an open end


def regions_named(registry: Registry, value: str) -> tuple[str, ...]:
    """Codes; several when regions share the name. What lies above may stand before it (郑州市金水区)."""
    return tuple(
        region.code
        for region in registry.regions.values()
        if value in (region.code, region.name, region.short, *region.aliases, *region.former_names)
        or value in _paths(registry, region.code)
    )


def departments_named(registry: Registry, value: str) -> tuple[str, ...]:
    """Ids of the departments called so; else of those whose name has it in it."""
    each_department = registry.departments.values()
    whole = tuple(each.id for each in each_department if value in (each.id, each.name, *each.aliases))
    return whole or _holding(value, {each.id: each.name for each in each_department})


def topics_named(registry: Registry, value: str) -> tuple[str, ...]:
    """Ids of the topics called so; else of those whose name has it in it (噪声)."""
    return codes_named({each.id: each.name for each in registry.topics.values()}, value)


def codes_named(names: Mapping[str, str], value: str) -> tuple[str, ...]:
    """Codes by code or name; else those whose name has it in it."""
    whole = tuple(code for code, name in names.items() if value in (code, name))
    return whole or _holding(value, names)


def days_named(value: str) -> Days | None:
    """2026-11-23, 2026-11, 2026-10-01..2026-11-23, >2026-10-01, <2026-10-01; the days named are included."""
    if value[:1] in (">", "<"):
        after = value[0] == ">"
        day = _day(value[1:], 1 if after else 31)
        return None if day is None else ((day, 0) if after else (_FIRST_DAY, day))
    first, dots, last = value.partition("..")
    begin, end = _day(first, 1), _day(last if dots else first, 31)
    return None if begin is None or end is None else (begin, end)


def both(one: Days, other: Days) -> Days:
    """The days in both ranges."""
    ends = [end for _begin, end in (one, other) if end]
    return max(one[0], other[0]), min(ends, default=0)


def _holding(value: str, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(code for code, name in names.items() if len(value) >= _FEWEST and value in name)


def _paths(registry: Registry, code: str) -> tuple[str, ...]:
    """河南省郑州市金水区, 郑州市金水区."""
    names = [each.name for each in reversed(registry.lineage(code))]
    return "".join(names), "".join(names[1:])


def _day(text: str, otherwise: int) -> int | None:
    """20261123 of 2026-11-23; of a month, its day `otherwise`."""
    found = _DAY.fullmatch(text.strip("="))
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or otherwise)
    there_is = 1 <= month <= 12 and 1 <= day <= 31
    return year * 10_000 + month * 100 + day if there_is else None
