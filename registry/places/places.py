"""Finds the region that a Chinese address or complaint speaks of, down to the township."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from registry.book import Registry
from registry.places.place_names import Gazetteer
from registry.places.place_reading import Mention, Reader

# Said right before the place where it happens, or before one where it does not.
_HAPPENS: Final = r"在|位于|地址[是:：]?|地点[是:：]?|发生[在于]|现场[是:：]?|现住|现居"
_HAPPENS_NOT: Final = (
    r"来自|老家[在是]?|户籍[在是]?|籍贯[是:：]?|去过|搬离|离开|不是|不在|曾在|以前在|之前在|原来在"
)
_HAPPENS_BEFORE: Final = re.compile(f"(?:{_HAPPENS})$")
_NOT_BEFORE: Final = re.compile(f"(?:{_HAPPENS_NOT})$")
# Behind it: natives, organs complained to, firms that bear a city's name.
_NOT_BEHIND: Final = re.compile(
    r"人(?!民|工)|民|籍|户口|老乡|牌照"
    r"|(?:市|县|区)?(?:人民)?(?:政府|生态环境|环保|环境保护|城管|城市管理|公安|信访|住建|12345|热线|市长|书记|领导)"
    r"|[^，。；！？\s]{0,14}?(?:公司|集团|商会)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`region` is a region code, `town` a town code. When not `certain`, ask: `candidates` are region
    codes, and `region` is the city that holds them all, if one does.

    `matched` are the words of the text that were read as places.
    """

    region: str | None = None
    town: str | None = None
    certain: bool = False
    candidates: tuple[str, ...] = ()
    matched: tuple[str, ...] = ()


class PlaceFinder:
    """Build once per Registry; `resolve` takes well under a millisecond."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._gazetteer = Gazetteer(registry)
        self._reader = Reader(registry, self._gazetteer)

    def resolve(self, text: str, within: str | None = None) -> Place:
        """The place the text names; `within` is the code of a region known to hold it.

        Two places that exclude each other give candidates, unless the words around them tell which
        is the one where it happens. Raises KeyError when `within` is no region.
        """
        if within is not None:
            self._registry.region(within)
        mentions = self._narrowed(self._reader.read(text, within), within)
        words = tuple(mention.word for mention in mentions)
        leaves = self._leaves(mentions)
        if within is None:
            return self._place(_happening(text, leaves), words) if leaves else Place()
        return self._place_within(text, leaves, words, within)

    def _place_within(
        self, text: str, leaves: Sequence[Mention], words: tuple[str, ...], within: str
    ) -> Place:
        """What the text names inside the known region; a contradiction is handed back as candidates."""
        inside = [leaf for leaf in leaves if self._lies_in(leaf, within)]
        if inside:
            return self._place(_happening(text, inside), words)
        around = [leaf for leaf in leaves if any(self._inside(within, code) for code in leaf.targets)]
        if leaves and not around:
            named = self._place(leaves, words)
            return Place(candidates=(within, *named.candidates), matched=words)
        return Place(within, certain=True, candidates=(within,), matched=words)

    def _narrowed(self, mentions: Sequence[Mention], within: str | None) -> list[Mention]:
        """The mentions with what the other names rule out taken away: which 城关镇 it is."""
        codes = {code for mention in mentions for code in mention.targets}
        if within is not None:
            codes.add(within)
        closest_first = sorted(codes, key=lambda code: (-len(self._gazetteer.above[code]), code))
        sure = {mention.targets[0] for mention in mentions if len(mention.targets) == 1}
        return [self._narrow(self._named_too(mention, sure), closest_first) for mention in mentions]

    def _named_too(self, mention: Mention, sure: Iterable[str]) -> Mention:
        """Of places side by side that a name may mean, the one that is named as well: 金水区郑东新区."""
        depths = {len(self._gazetteer.above[code]) for code in mention.targets}
        named = [code for code in mention.targets if any(self._inside(each, code) for each in sure)]
        return mention._replace(targets=tuple(named)) if len(named) == 1 and len(depths) == 1 else mention

    def _narrow(self, mention: Mention, regions: Sequence[str]) -> Mention:
        if len(mention.targets) == 1:
            return mention
        for region in regions:
            inside = [code for code in mention.targets if code != region and self._inside(code, region)]
            if inside and region not in mention.targets:
                return mention._replace(targets=tuple(inside))
        return mention

    def _leaves(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions that no other makes more precise."""
        return [
            mention
            for mention in mentions
            if not any(self._refines(other, mention) for other in mentions if other is not mention)
        ]

    def _refines(self, other: Mention, mention: Mention) -> bool:
        return other.targets != mention.targets and any(
            code != region and self._inside(code, region)
            for code in other.targets
            for region in mention.targets
        )

    def _lies_in(self, leaf: Mention, region: str) -> bool:
        return any(self._inside(code, region) for code in leaf.targets)

    def _inside(self, code: str, region: str) -> bool:
        return self._gazetteer.inside(code, region)

    def _place(self, leaves: Sequence[Mention], words: tuple[str, ...]) -> Place:
        targets = list(dict.fromkeys(code for leaf in leaves for code in leaf.targets))
        regions = tuple(dict.fromkeys(self._region_of(code) for code in targets))
        if len(regions) > 1:
            return Place(self._city_of_all(regions), candidates=regions, matched=words)
        town = targets[0] if len(targets) == 1 and targets[0] in self._registry.towns else None
        return Place(regions[0], town, certain=True, candidates=regions, matched=words)

    def _region_of(self, code: str) -> str:
        town = self._registry.towns.get(code)
        return town.parent if town else code

    def _city_of_all(self, regions: Sequence[str]) -> str | None:
        for region in self._registry.lineage(regions[0]):
            if region.depth == 1 and all(self._inside(code, region.code) for code in regions):
                return region.code
        return None


def _happening(text: str, leaves: Sequence[Mention]) -> Sequence[Mention]:
    """The one place where it happens, if the words around the names tell; else all of them."""
    if len({leaf.targets for leaf in leaves}) == 1:
        return leaves[:1]
    signs: dict[tuple[str, ...], int] = {}
    for leaf in leaves:
        signs[leaf.targets] = max(_sign(text, leaf), signs.get(leaf.targets, -1))
    best = max(signs.values())
    first = [leaf for leaf in leaves if signs[leaf.targets] == best]
    return first[:1] if len({leaf.targets for leaf in first}) == 1 else leaves


def _sign(text: str, mention: Mention) -> int:
    """1: it happens there; -1: it does not; 0: the words do not tell."""
    before = text[max(0, mention.chain - 6) : mention.chain]
    if _NOT_BEFORE.search(before) or _NOT_BEHIND.match(text, mention.end):
        return -1
    return 1 if _HAPPENS_BEFORE.search(before) else 0
