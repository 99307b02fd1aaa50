"""Names of cities and counties with one wrong character: 洛阳市涧溪区, 郑洲市."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from pypinyin import lazy_pinyin

from registry.places.area import Region

# Parts of any town, one character away from the name of some district: 市中心区 is not 中原区.
_PARTS: Final = re.compile(r"(?:中心|主城|新城|老城|旧城|东城|西城|南城|北城|城中|城东|城西|城南|城北)区")


class Typo(NamedTuple):
    """What was written, which region is meant by it, and whether it sounds like that: else ask."""

    word: str
    code: str
    sounds_alike: bool


class Typos:
    """Built once; full names of three characters and more, their last character taken as written."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._below: Mapping[str, list[Region]] = _by_parent(regions)
        self._cities = [each for each in self._below.get(_province(self._below), ()) if each.name[-1] == "市"]

    def city_at(self, text: str, start: int) -> Typo | None:
        """A city of the province that is written as it sounds."""
        return next((typo for typo in _found(text, start, self._cities) if typo.sounds_alike), None)

    def below(self, text: str, start: int, parent: str) -> Typo | None:
        """A district or county of the parent that is nearly written there; None when it may be several."""
        found = _found(text, start, self._below.get(parent, ()))
        alike = [typo for typo in found if typo.sounds_alike]
        likely = alike or found
        return likely[0] if len(likely) == 1 else None


def _found(text: str, start: int, regions: Iterable[Region]) -> list[Typo]:
    typos = []
    for region in regions:
        word = text[start : start + len(region.name)]
        if _is_one_off(word, region.name) and not _PARTS.fullmatch(word):
            typos.append(Typo(word, region.code, lazy_pinyin(word) == lazy_pinyin(region.name)))
    return typos


def _is_one_off(word: str, name: str) -> bool:
    if len(name) < 3 or len(word) != len(name) or word[-1] != name[-1]:
        return False
    return sum(one != other for one, other in zip(word, name, strict=True)) == 1


def _by_parent(regions: Iterable[Region]) -> Mapping[str, list[Region]]:
    below: defaultdict[str, list[Region]] = defaultdict(list)
    for region in regions:
        below[region.parent].append(region)
    return below


def _province(below: Mapping[str, list[Region]]) -> str:
    return next((region.code for region in below.get("", ())), "")
