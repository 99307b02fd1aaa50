"""Judges regions, towns and departments as a whole: a sound tree, names that mean one place."""

import re
from collections.abc import Iterator
from typing import Final

from registry.draft import Draft
from registry.places.area import Region, Town

_CODE: Final = re.compile(r"[0-9]{6}")
_TOWN_CODE: Final = re.compile(r"[0-9]{9}")
# How many leading digits of GB/T 2260 a child shares with its parent, by the child's level.
_SHARED_DIGITS: Final = {"city": 2, "county": 4, "zone": 4}


def check_regions(draft: Draft) -> None:
    """Note every fault of the region tree and of the towns."""
    for region in draft.regions.values():
        _check_code(draft, region)
        _check_parent(draft, region)
        _check_cycle(draft, region)
    _check_names(draft)
    for town in draft.towns.values():
        _check_town_code(draft, town)


def check_succession(draft: Draft) -> None:
    """Duties must come to rest somewhere: no department succeeds, by any way round, to itself."""
    for department in draft.departments.values():
        for succession in department.succession:
            heirs = _heirs(draft, succession.to, succession.level)
            if department.id in heirs:
                spot = draft.notes.declared["department"][department.id]
                message = f"“{department.name}”的职责在{succession.level}一级转来转去又回到自己"
                draft.notes.fault(spot, "succession-cycle", message)


def _heirs(draft: Draft, first: str, level: str) -> set[str]:
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        heir = waiting.pop()
        if heir in seen or heir not in draft.departments:
            continue
        seen.add(heir)
        waiting += [step.to for step in draft.departments[heir].succession if step.level == level]
    return seen


def _note(draft: Draft, region: Region, kind: str, message: str) -> None:
    draft.notes.fault(draft.notes.declared["region"][region.code], kind, message)


def _check_code(draft: Draft, region: Region) -> None:
    if not _CODE.fullmatch(region.code):
        _note(draft, region, "region-code", f"地区代码“{region.code}”应是六位数字")
        return
    shared = 0 if region.extension or not _fits(draft, region) else _SHARED_DIGITS[region.level]
    if region.code[:shared] != region.parent[:shared]:
        message = f"“{region.name}”的代码 {region.code} 与上级 {region.parent} 前 {shared} 位不同"
        _note(draft, region, "region-code", message)


def _check_parent(draft: Draft, region: Region) -> None:
    if not region.parent:
        if region.level != "province":
            _note(draft, region, "orphan-region", f"“{region.name}”没有上级地区")
        return
    parent = draft.regions.get(region.parent)
    if parent is not None and not _fits(draft, region):
        message = f"“{region.name}”（{region.level}）的上级“{parent.name}”（{parent.level}）级别不对"
        _note(draft, region, "orphan-region", message)


def _fits(draft: Draft, region: Region) -> bool:
    """Whether the parent is known and lies one level above."""
    parent = draft.regions.get(region.parent)
    return parent is not None and parent.depth == region.depth - 1


def _check_cycle(draft: Draft, region: Region) -> None:
    seen = {region.code}
    above = draft.regions.get(region.parent)
    while above is not None and above.code not in seen:
        seen.add(above.code)
        above = draft.regions.get(above.parent)
    if above is not None and above.code == region.code:
        _note(draft, region, "region-cycle", f"“{region.name}”的上级绕了一圈又回到自己")


def _check_names(draft: Draft) -> None:
    """A name may recur under another parent (鼓楼区); an alias may not be any other region's name."""
    bearers: dict[str, Region] = {}
    for region in draft.regions.values():
        for name in _names(region):
            other = bearers.setdefault(name, region)
            if other is not region and not _may_share(name, region, other):
                message = f"“{name}”既指{region.name}（{region.code}）又指{other.name}（{other.code}）"
                _note(draft, region, "duplicate-name", message)


def _names(region: Region) -> Iterator[str]:
    yield from {region.name, *region.aliases, *region.former_names}


def _may_share(name: str, one: Region, other: Region) -> bool:
    return name == one.name == other.name and one.parent != other.parent


def _check_town_code(draft: Draft, town: Town) -> None:
    if not _TOWN_CODE.fullmatch(town.code) or not town.code.startswith(town.parent):
        spot = draft.notes.declared["town"][town.code]
        message = f"“{town.name}”的代码 {town.code} 应是九位数字，前六位是所属县区 {town.parent}"
        draft.notes.fault(spot, "town-code", message)
