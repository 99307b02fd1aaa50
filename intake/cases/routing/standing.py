"""How high an authority stands that a complaint names: 郑州市生态环境局 is a city's, 省厅 the province's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from registry import Region

LEVELS = ("zone", "county", "city", "province")  # lowest first
_BRANCH = re.compile(r"\w{1,6}?分局")  # 郑州市生态环境局金水分局 is the county's
_BY_LAST_SIGN = {"省": "province", "市": "city", "县": "county", "区": "county"}


class Standing:
    """Built once from the regions' names; `level` is pure."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._levels = {each.name: each.level for each in regions}

    def level(self, text: str, start: int, end: int) -> str | None:
        """The level of the authority named at `text[start:end]`; None when the words do not tell."""
        name = text[start:end]
        if name.endswith("厅"):
            return "province"
        if _BRANCH.match(text, end):
            return "county"
        region = text[: start + (name[0] in _BY_LAST_SIGN)]  # 郑州|市政府: the name may take the sign along
        known = max((each for each in self._levels if region.endswith(each)), key=len, default=None)
        return self._levels[known] if known else _BY_LAST_SIGN.get(region[-1:])


def highest(levels: Iterable[str | None]) -> str | None:
    """The highest of the levels told."""
    return max(filter(None, levels), key=LEVELS.index, default=None)
