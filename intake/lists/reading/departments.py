"""Which department a name in a table means: 环保局, 市生态环境局, 发改委, 农业农村 — or several, or none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from intake.lists.reading.plain import lines, squeezed, trimmed
from intake.lists.reading.vocabulary import vocabulary
from registry import Department, Registry

_LEVEL_WORDS: Final = re.compile(
    r"^(?:各?(?:省|市|县|区|旗)(?:直|级|属|本级)?|各?[县市区（）()、]{2,}|各|本)(?=.{2})"
)
_BETWEEN: Final = re.compile(r"[、，,/／|]+|(?<=[局厅委办院会门])(?:和|及|与|以及| )(?=.)| {2,}")
_ROLE: Final = re.compile(r"^(?:牵头|配合|责任|主责|协同)?(?:部门|单位)?[:：]")
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[）)]")
_AND_SO_ON: Final = re.compile(r"等(?:有关|相关|其他)?(?:部门|单位)?$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as written and the departments it may mean, in the registry's order.

    `vague`: it says that there are others without naming them.
    """

    written: str
    departments: tuple[Department, ...] = ()
    vague: bool = False


class DepartmentNames:
    """Every name by which the departments of a region are called there and above it."""

    def __init__(self, registry: Registry, region: str, on: date) -> None:
        self._registry = registry
        self._whole: defaultdict[str, set[str]] = defaultdict(set)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        self._places = _places(registry, region)
        for department in registry.departments.values():
            for name in (department.id, department.name, *department.aliases):
                self._add(name, department.id)
            for place in registry.lineage(region) if department.organs else ():
                self._whole[registry.organ(department.id, place.code, on).name].add(department.id)

    def read(self, text: str) -> tuple[Named, ...]:
        """Every department that a cell names, in its order, none twice."""
        found: dict[str, Named] = {}
        for written in self._parts(text):
            named = self._named(written)
            found.setdefault("/".join(each.id for each in named.departments) or written, named)
        return tuple(found.values())

    def _parts(self, text: str) -> Iterator[str]:
        for line in lines(text):
            for part in _split(_ROLE.sub("", line)) if not self._meant(line) else [line]:
                name = trimmed(part)
                if name and name not in vocabulary().none:
                    yield name

    def _named(self, written: str) -> Named:
        name = squeezed(written)
        rest = _AND_SO_ON.sub("", name)
        if name in vocabulary().vague or not rest:
            return Named(written, vague=True)
        meant = self._meant(name) or self._meant(rest)
        ordered = tuple(each for each in self._registry.departments.values() if each.id in meant)
        return Named(written, ordered, vague=rest != name)

    def _meant(self, written: str) -> set[str]:
        """The departments of a name: whole, without brackets, without its place, without 局, 委 …"""
        name = squeezed(written)
        forms = [name, _BRACKETS.sub("", name)]
        forms += [self._without_place(each) for each in forms]
        for form in forms:
            if form in self._whole:
                return self._whole[form]
        stem = _stem(forms[-1])
        return self._stems.get(stem, set()) if len(stem) >= 2 else set()

    def _without_place(self, name: str) -> str:
        for place in self._places:
            if name.startswith(place) and len(name) - len(place) >= 2:
                return _LEVEL_WORDS.sub("", name.removeprefix(place))
        return _LEVEL_WORDS.sub("", name)

    def _add(self, name: str, department: str) -> None:
        self._whole[name].add(department)
        self._stems[_stem(name)].add(department)


def _split(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text) if part]


def _places(registry: Registry, region: str) -> list[str]:
    """Names of the region, of those above and right below it, longest first."""
    near = [*registry.lineage(region), *registry.children(region)]
    names = {
        name for place in near for name in (place.name, place.short, *place.aliases, *place.former_names)
    }
    return sorted((name for name in names if name), key=len, reverse=True)


def _stem(name: str) -> str:
    ending = next((each for each in vocabulary().office_endings if name.endswith(each)), "")
    return name.removesuffix(ending) if len(name) - len(ending) >= 2 else name
