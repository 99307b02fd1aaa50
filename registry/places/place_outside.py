"""Finds the other province that a text names, for where nothing of the own province was recognised."""

import re
from typing import Final

from registry.places.area import PlaceWords
from registry.places.place_traps import Traps, is_whole

# Right behind a name that is a place: the end, or soon what regions are called. Not 兰州拉面, not 上海市场.
_REGION_BEHIND: Final = re.compile(
    r"\s*(?:$|[，。,;；]|[^，。；！？\s路街场店馆]{0,6}?"
    r"(?:省(?!道)|市(?![场民])|(?<![小社园景校厂库])区|县|州|盟|旗|镇|乡))"
)


def province_outside(text: str, words: PlaceWords) -> str | None:
    """Full name of the province that the text surely speaks of, by its own name or a city's; else None."""
    traps = Traps(words)
    for province, names in words.outside.items():
        if any(_is_named(text, name, traps) for name in names):
            return province
    return None


def _is_named(text: str, name: str, traps: Traps) -> bool:
    return any(
        is_whole(text, found.start())
        and _REGION_BEHIND.match(text, found.end())
        and not traps.is_torn(text, found.start(), found.end())
        and not traps.is_something_else(text, found.end())
        for found in re.finditer(re.escape(name), text)
    )
