"""Stage 8, explanations: which departments lost and why, in words a complainant accepts."""

from __future__ import annotations

from collections.abc import Mapping

from intake.words import mark
from registry import Registry

from .boundaries import Boundaries
from .certificate import NOT_ENVIRONMENTAL, Alternative, ElsewhereAnswer
from .environment import GENERAL, elsewhere_id
from .matters import Matter
from .ranking import Candidate

MOST_ALTERNATIVES = 4
MOST_WORDS = 8


class Explainer:
    """Puts candidates into the registry's names."""

    def __init__(self, registry: Registry, matters: Mapping[str, Matter], boundaries: Boundaries) -> None:
        self._registry, self._matters, self._boundaries = registry, matters, boundaries

    def alternatives(self, ranked: list[Candidate], winner: Candidate | None) -> tuple[Alternative, ...]:
        """The candidates that lost, best first, those without a single matching word left out."""
        return tuple(self._alternative(each, winner) for each in ranked[:MOST_ALTERNATIVES] if each.matched)

    def elsewhere(self, key: str) -> ElsewhereAnswer:
        """Where other business goes; 12345 when it is of no known kind."""
        found = self._registry.elsewhere.get(elsewhere_id(key) or "")
        return ElsewhereAnswer(found.id, found.name, found.goes_to) if found else GENERAL

    def _alternative(self, lost: Candidate, winner: Candidate | None) -> Alternative:
        reasons = (lost.share, self._why_not(lost, winner), words(lost.matched))
        if lost.department is None:
            return Alternative(NOT_ENVIRONMENTAL, None, None, self.elsewhere(lost.key).name, *reasons)
        name = self._registry.departments[lost.department].name
        return Alternative(name, lost.department, lost.key, self._matters[lost.key].name, *reasons)

    def _why_not(self, lost: Candidate, winner: Candidate | None) -> str:
        beyond = self._boundaries.between(lost, winner) if winner else None
        if beyond:
            return mark("它的清单写明，“{what}”归别的部门。").format(what=beyond)
        return mark("只有“{words}”相符，不如上面那一项贴切。").format(
            words="、".join(words(lost.matched)[:3])
        )


def words(matched: tuple[str, ...]) -> tuple[str, ...]:
    """The words to show: single characters only when there is nothing longer."""
    long = tuple(word for word in matched if len(word) > 1)
    return (long or matched)[:MOST_WORDS]
