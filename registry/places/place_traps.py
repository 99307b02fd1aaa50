"""What only looks like the name of a place: 郑州路, 公安阳光执法, 逍遥镇胡辣汤, 南京市鼓楼区."""

import re
from typing import Final

from registry.places.area import PlaceWords

_SIDE: Final = "[东西南北中一二三四五六七八九十]{0,2}"
_STREET: Final = "路|街(?!道)|大道|大街|巷|胡同|桥|立交|高速"
_BUILDING: Final = "小区|花园|花苑|公寓|广场|大厦|酒店|大酒店|宾馆|饭店|商城|影院|书店"
_ROAD: Final = re.compile(f"{_SIDE}(?:{_STREET}|{_BUILDING})")
_NATIVE: Final = re.compile("人(?![民大社口行和才流事为工])")
# Behind a town said short: a village, a street or a lake that bears the same name.
_SMALL: Final = "村|庄|寨|社区|小区|花园|站|山|河|湖|水库|学校|中学|小学"
_VILLAGE: Final = re.compile(f"{_SIDE}(?:{_STREET}|{_SMALL})")
# A city, county or district of which we know nothing; 我市, 全县, 高新区 are ours.
_OURS: Final = r"我本全该各贵都城外下\W"
_UNKNOWN_ABOVE: Final = re.compile(f"(?:(?<![{_OURS}])[省市县州]|(?<![{_OURS}新发范辖市社园景港小地])区)$")
# What a town's name may follow; 大庙口镇 is not 庙口镇.
_BOUNDARY: Final = re.compile(
    r"(?:^|[\W在于是到去来住的和与及跟对向往从由经过让给为我们您诉报映询求请问关属称旁边家省市县区])$"
)
_BEFORE: Final = re.compile(r"(?:^|[在于住到来去：:，。,;；\s])$")
_BEHIND: Final = re.compile(
    r"[^，。！？；,!?;]{0,12}?(?:路|街|大道|巷|村|镇|乡|小区|号|交叉口|广场|公园|社区|大厦|工地)|[，。！？；,!?;]|$"
)


class Traps:
    """The traps of Chinese in general, and those of the province's own names (place_words.yaml)."""

    def __init__(self, words: PlaceWords) -> None:
        self._torn = tuple(words.torn.items())
        self._torn_before = words.torn_before
        self._behind = words.behind

    def is_torn(self, text: str, start: int, end: int) -> bool:
        """Whether the name's last character belongs to the next word, or its first to the one before."""
        return text.endswith(self._torn_before.get(text[start:end], ()), 0, start) or any(
            text.endswith(ending, start, end) and text.startswith(followers, end)
            for ending, followers in self._torn
        )

    def is_something_else(self, text: str, end: int) -> bool:
        """Whether what stands behind a short name makes it a road, a dish, a firm or a native."""
        return bool(_ROAD.match(text, end) or _NATIVE.match(text, end)) or self.is_product(text, end)

    def is_product(self, text: str, end: int) -> bool:
        """Whether a dish or a ware of that name stands there."""
        return text.startswith(self._behind, end)


def is_village(text: str, end: int) -> bool:
    """Whether a short name is rather that of a village, road or lake."""
    return _VILLAGE.match(text, end) is not None


def is_below_unknown(text: str, start: int) -> bool:
    """Whether an unknown city or county stands right before, as in 南京市鼓楼区."""
    return _UNKNOWN_ABOVE.search(text[max(0, start - 2) : start]) is not None


def is_whole(text: str, start: int) -> bool:
    """Whether a name that starts there is not the tail of a longer one."""
    return _BOUNDARY.search(text[max(0, start - 1) : start]) is not None


def is_address(text: str, start: int, end: int) -> bool:
    """Whether the words around the name are those around an address: 在金水文化路."""
    return (
        _BEFORE.search(text[max(0, start - 1) : start]) is not None and _BEHIND.match(text, end) is not None
    )
