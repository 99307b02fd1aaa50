"""Stage 5, boundaries: what the lists say looks like a matter but goes elsewhere, as evidence both ways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search import Analyzer

from .evidence import EvidenceIndex
from .matters import Matter
from .message import Message
from .phrases import PhraseIndex
from .ranking import Candidate

PLAIN = 0.85  # share of a boundary's words from which on it is surely meant


@dataclass(frozen=True, slots=True)
class HandOver:
    """A boundary that the complaint speaks of: from the matter whose list draws it to the one it names."""

    giver: str
    taker: str
    strength: float


@dataclass(frozen=True, slots=True)
class Bearing:
    """`against`: matter → how strongly the complaint is what its boundaries send elsewhere, plainly or not;
    `plainly`: the boundaries whose words nearly all stand in one clause."""

    against: Mapping[str, float]
    plainly: Sequence[HandOver]


class Boundaries:
    """Built once over all matters; what it answers depends on the message alone."""

    def __init__(self, matters: Mapping[str, Matter], analyzer: Analyzer, evidence: EvidenceIndex) -> None:
        self._matters = matters
        drawn = [(each.id, one) for each in matters.values() for one in each.boundaries if one.looks_like]
        self._drawn = {f"{place}": ends for place, ends in enumerate(drawn)}
        texts = {key: [boundary.looks_like] for key, (_, boundary) in self._drawn.items()}
        self._phrases = PhraseIndex(texts, analyzer, evidence.telling)

    def spoken_of(self, message: Message) -> Bearing:
        """What the complaint's words make of all boundaries."""
        against: dict[str, float] = {}
        plainly: list[HandOver] = []
        for key, fired in self._phrases.fired(message.clauses).items():
            giver, boundary = self._drawn[key]
            against[giver] = max(against.get(giver, 0.0), fired[0].strength)
            if boundary.item and fired[0].covered >= PLAIN:
                plainly.append(HandOver(giver, boundary.item, fired[0].strength))
        return Bearing(against, plainly)

    def between(self, lost: Candidate, winner: Candidate) -> str | None:
        """What the lost matter's list sends to the winner, if it speaks of what the complaint says."""
        found = self._matters[lost.key].boundaries if lost.key in self._matters else ()
        there = (each.looks_like for each in found if each.goes_to == winner.department)
        telling = [word for word in winner.matched if len(word) > 1]
        return next((text for text in there if any(word in text for word in telling)), None)
