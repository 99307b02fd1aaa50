"""Stage 3, environmental or not: what the complaint shares with matters that are none of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable

from registry import Elsewhere
from search.analysis import fold

from .certificate import ElsewhereAnswer
from .evidence import Source
from .rules import Rules

GENERAL = ElsewhereAnswer("general", "其他事项", "12345 政务服务便民热线")
_PREFIX = "elsewhere:"
GENERAL_KEY = _PREFIX + GENERAL.id


def sources(elsewhere: Iterable[Elsewhere]) -> list[Source]:
    """Each kind of other business competes with the published matters on the same terms."""
    return [Source(_PREFIX + each.id, each.name, "", each.words) for each in elsewhere]


def elsewhere_id(key: str) -> str | None:
    """The id when an evidence key stands for other business, else None."""
    return key.removeprefix(_PREFIX) if key.startswith(_PREFIX) else None


class Surroundings:
    """How much speaks for trouble with one's surroundings."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._signs = re.compile("|".join(rules.nuisance))

    def lift(self, title: str, text: str) -> float:
        """What to add to the score of everything that is not environmental."""
        reach = self._rules.nuisance_reach
        signs = 2 * self._count(title[:reach]) + self._count(text[:reach])
        if signs == 0:
            return self._rules.no_nuisance
        if signs == 1:
            return self._rules.one_nuisance
        return self._rules.many_nuisances if signs >= 3 else 0.0

    def _count(self, text: str) -> int:
        return len(self._signs.findall(fold(text)))
