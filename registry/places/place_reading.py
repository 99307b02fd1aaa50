"""Reads a text for the places it names, each name in the light of those before it."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from registry.book import Registry
from registry.places.place_names import Form, Gazetteer, Trust
from registry.places.place_traps import Traps, is_address, is_below_unknown, is_village, is_whole
from registry.places.place_typos import Typos

# What may stand between a region and the next smaller one.
_GAP: Final = re.compile(r"[\s,，、·/\-—]{0,2}(?:的|所辖|下辖|辖区|境内)?")


class Mention(NamedTuple):
    """A name in the text from `start` to `end`; `targets` are the codes it may mean.

    `chain` is where the run of names begins that ends with this one: 河南省 in 河南省郑州市金水区.
    """

    start: int
    end: int
    word: str
    targets: tuple[str, ...]
    chain: int


class Reader:
    """Built once; `read` keeps nothing between texts."""

    def __init__(self, registry: Registry, gazetteer: Gazetteer) -> None:
        self._towns = registry.towns
        self._gazetteer = gazetteer
        self._traps = Traps(registry.place_words)
        self._typos = Typos(registry.regions.values())

    def read(self, text: str, within: str | None) -> list[Mention]:
        """The places that the text names, in its order. `within` is a region known to hold them."""
        mentions: list[Mention] = []
        position = 0
        while position < len(text) - 1:
            found = self._mention_at(text, position, mentions, within)
            if found is None:
                position += 1
            else:
                mentions.append(found)
                position = found.end
        return mentions

    def _mention_at(
        self, text: str, start: int, before: Sequence[Mention], within: str | None
    ) -> Mention | None:
        anchor = _anchor(text, start, before)
        known = [code for mention in before for code in mention.targets] + ([within] if within else [])
        for form in self._gazetteer.at(text, start):
            targets = self._accepted(text, start, form, anchor, known)
            if targets:
                return _mention(start, form, targets, anchor)
        if anchor is None:
            return self._misspelt_city(text, start)
        return self._town_said_short(text, start, anchor) or self._misspelt_below(text, start, anchor)

    def _misspelt_city(self, text: str, start: int) -> Mention | None:
        typo = self._typos.city_at(text, start) if is_whole(text, start) else None
        return Mention(start, start + len(typo.word), typo.word, (typo.code,), start) if typo else None

    def _misspelt_below(self, text: str, start: int, anchor: Mention) -> Mention | None:
        """A county of the city before it; where only the shape is near, the city itself may be meant."""
        typo = self._typos.below(text, start, anchor.targets[0]) if len(anchor.targets) == 1 else None
        if typo is None:
            return None
        targets = (typo.code,) if typo.sounds_alike else (anchor.targets[0], typo.code)
        return Mention(start, start + len(typo.word), typo.word, targets, anchor.chain)

    def _accepted(
        self, text: str, start: int, form: Form, anchor: Mention | None, known: Iterable[str]
    ) -> tuple[str, ...]:
        """The form's targets that its surroundings allow; none when it is not read as a place."""
        end = start + len(form.word)
        if self._is_trap(text, start, end, form):
            return ()
        anchored = self._below(form.targets, anchor.targets if anchor else ())
        if anchored:
            return anchored
        if anchor is None and not self._is_city(form) and is_below_unknown(text, start):
            return ()
        if self._is_town(form) and (anchor is not None or not is_whole(text, start)):
            return ()  # no town of the county before it, or the tail of a longer name
        return self._standing_alone(text, start, end, form, known)

    def _is_trap(self, text: str, start: int, end: int, form: Form) -> bool:
        if self._traps.is_torn(text, start, end):
            return True
        if form.trust is Trust.FULL:
            return self._is_town(form) and self._traps.is_product(text, end)
        if form.word[-1] in "区县" or self._confirmed_behind(text, end, form):
            return False
        return self._traps.is_something_else(text, end)

    def _standing_alone(
        self, text: str, start: int, end: int, form: Form, known: Iterable[str]
    ) -> tuple[str, ...]:
        if form.trust in (Trust.FULL, Trust.SHORT):
            return form.targets
        if form.trust is Trust.DISTRICT and is_address(text, start, end):
            return form.targets
        if form.word.endswith("区"):  # 老城区, 高新区: a city named anywhere before will do
            return self._below(form.targets, known)
        return self._confirmed_behind(text, end, form)

    def _confirmed_behind(self, text: str, end: int, form: Form) -> tuple[str, ...]:
        """The targets in which the next name lies: 民权 in 民权绿洲街道."""
        following = [code for after in self._gazetteer.at(text, end) for code in after.targets]
        return tuple(target for target in form.targets if self._below(following, (target,)))

    def _town_said_short(self, text: str, start: int, anchor: Mention) -> Mention | None:
        for county in anchor.targets:
            form = self._gazetteer.town_short_at(text, start, county)
            if form is not None and not is_village(text, start + len(form.word)):
                return _mention(start, form, form.targets, anchor)
        return None

    def _below(self, codes: Iterable[str], regions: Iterable[str]) -> tuple[str, ...]:
        """The codes that lie in one of the regions and are not that region itself."""
        regions = tuple(regions)
        return tuple(
            code
            for code in codes
            if any(code != region and self._gazetteer.inside(code, region) for region in regions)
        )

    def _is_town(self, form: Form) -> bool:
        return form.targets[0] in self._towns

    def _is_city(self, form: Form) -> bool:
        return any(len(self._gazetteer.above[code]) <= 2 for code in form.targets)


def _anchor(text: str, start: int, before: Sequence[Mention]) -> Mention | None:
    """The name that ends right before."""
    last = before[-1] if before else None
    return last if last is not None and _GAP.fullmatch(text, last.end, start) else None


def _mention(start: int, form: Form, targets: tuple[str, ...], anchor: Mention | None) -> Mention:
    chain = anchor.chain if anchor else start
    return Mention(start, start + len(form.word), form.word, targets, chain)
