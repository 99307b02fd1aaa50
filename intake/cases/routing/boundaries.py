"""Stage 5, boundaries: what the lists say looks like a matter but goes elsewhere, as evidence against it."""

from __future__ import annotations

from collections.abc import Mapping

from search import Analyzer

from .evidence import EvidenceIndex
from .matters import Matter
from .message import Message
from .phrases import PhraseIndex
from .ranking import Candidate


class Boundaries:
    """Built once over all matters; `against` is pure."""

    def __init__(self, matters: Mapping[str, Matter], analyzer: Analyzer, evidence: EvidenceIndex) -> None:
        self._matters = matters
        texts = {
            each.id: [boundary.looks_like for boundary in each.boundaries if boundary.looks_like]
            for each in matters.values()
        }
        self._phrases = PhraseIndex(texts, analyzer, evidence.telling)

    def against(self, message: Message) -> Mapping[str, float]:
        """For each matter, how strongly the complaint is what the matter's boundaries send elsewhere."""
        return {key: fired[0].strength for key, fired in self._phrases.fired(message.clauses).items()}

    def between(self, lost: Candidate, winner: Candidate) -> str | None:
        """What the lost matter's list sends to the winner, if it speaks of what the complaint says."""
        found = self._matters[lost.key].boundaries if lost.key in self._matters else ()
        there = (each.looks_like for each in found if each.goes_to == winner.department)
        telling = [word for word in winner.matched if len(word) > 1]
        return next((text for text in there if any(word in text for word in telling)), None)
