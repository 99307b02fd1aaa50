"""Where: provinces, cities, counties, townships, and what to beware of in their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

# How far down a level lies; a zone (开发区) stands where a county stands.
DEPTH: Final[Mapping[str, int]] = MappingProxyType({"province": 0, "city": 1, "county": 2, "zone": 2})

_SUFFIXES = ("回族区", "省", "市", "县", "区")


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city, county or zone. `extension` marks a code that is not in GB/T 2260."""

    code: str
    name: str
    level: str
    parent: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    extension: bool = False
    tile: tuple[int, int] | None = None  # column and row on the schematic map
    english: str = ""

    @property
    def short(self) -> str:
        """The name without 省/市/县/区; one of two characters (滑县) or of a zone (开发区) is said whole."""
        for suffix in () if self.extension else _SUFFIXES:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) >= 2:
                return self.name.removesuffix(suffix)
        return self.name

    @property
    def depth(self) -> int:
        """0 province, 1 city, 2 county or zone."""
        return DEPTH[self.level]


@dataclass(frozen=True, slots=True)
class Town:
    """A township or street (乡镇、街道); `parent` is a region code."""

    code: str
    name: str
    parent: str
    english: str = ""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What to beware of in the province's place names (content/place_words.yaml).

    `ordinary` names are everyday words too; `doubtful` ones need an address around them; `torn` maps a
    name's ending to what, right behind it, makes another word, `torn_before` a name to what does so right
    before it; `behind` are wares and dishes. `outside` maps the full name of every other province to
    the short names of it and its cities.
    """

    ordinary: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    torn: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    torn_before: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    behind: tuple[str, ...] = ()
    spanning: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    outside: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
