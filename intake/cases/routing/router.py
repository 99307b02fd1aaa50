"""The router: a complaint's words and place in, a routing certificate out.

Stages, each in its own module: message (normalise), conduct (is an authority itself accused?), environment
(is it ours?), facts (place; who answers there), evidence and phrases (candidates), trained (a second
opinion), boundaries and ranking (order, confidence), explaining and drafting (the certificate).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from registry import Registry
from search import Analyzer

from . import environment
from .boundaries import Boundaries, HandOver
from .certificate import Certificate
from .conduct import ConductRule
from .drafting import Drafter, Finding
from .environment import Surroundings
from .evidence import NOTHING, Evidence, EvidenceIndex, Source
from .explaining import Explainer
from .facts import RegionalFacts, Where
from .matters import all_matters
from .message import Message, Reader
from .ranking import OTHER_BUSINESS, Candidate, rank
from .rules import Rules
from .trained import LEAST, TrainedModel


def reader_for(registry: Registry, rules: Rules) -> Reader:
    """What cuts complaints into words, knowing those of the lists."""
    known = (phrase for each in _sources(registry, rules) for phrase in (each.name, *each.phrases))
    return Reader(_knowing(tuple(known)), rules.boilerplate, rules.reading)


@lru_cache(maxsize=2)  # making a dictionary takes a tenth of a second; the record at work and the one before
def _knowing(words: tuple[str, ...]) -> Analyzer:
    return Analyzer(words)


def _sources(registry: Registry, rules: Rules) -> list[Source]:
    """All that a complaint is compared with. Conduct has a rule of its own: its words are too common."""
    matters = all_matters(registry).values()
    ours = [each.source() for each in matters if each.id != rules.conduct.matter]
    return [*ours, *environment.sources(registry.elsewhere.values())]


class Router:
    """Built once from a registry, in under a second; `route` is pure and safe in several threads."""

    def __init__(
        self, registry: Registry, rules: Rules | None = None, model: TrainedModel | None = None
    ) -> None:
        self._rules = rules or Rules.load()
        self._model = model or TrainedModel.load()
        self._matters = all_matters(registry)
        self._reader = reader_for(registry, self._rules)
        analyzer = self._reader.analyzer
        self._evidence = EvidenceIndex(_sources(registry, self._rules), analyzer, self._rules.shares)
        self._boundaries = Boundaries(self._matters, analyzer, self._evidence)
        self._surroundings = Surroundings(self._rules)
        self._conduct = ConductRule(registry.departments.values(), registry.regions.values(), self._rules)
        self._facts = RegionalFacts(registry)
        self._labels = {key: registry.items[key].department for key in self._matters if key in registry.items}
        explainer = Explainer(registry, self._matters, self._boundaries)
        self._drafter = Drafter(self._facts, explainer, self._rules, self._model.confidence)

    def route(  # noqa: PLR0913 - all that a complainant can say, each by its name
        self,
        text: str,
        *,
        title: str = "",
        region: str | None = None,
        address: str = "",
        item: str | None = None,
        on: date,
    ) -> Certificate:
        """Decide who receives a complaint.

        `region` is a region code the complainant chose, `item` an item id they chose, `on` the day of filing.
        Never raises for any text; an unknown region or item is treated as not given. Without a place the
        certificate names department and item but no organ: it waits until somebody says where.
        """
        where = self._facts.where(f"{title}，{text}", address, region, on)
        message = self._reader.read(text, title)
        return self._drafter.certificate(
            Finding(
                ranked=self._ranked(message, where, self._surroundings.lift(title, text)),
                where=where,
                accusation=self._conduct.accusation(message),
                chosen=item if item in self._matters else None,
            )
        )

    def region_named(self, text: str, on: date) -> str | None:
        """The one region that the words name for certain, as the router reads them."""
        place = self._facts.where(text, "", None, on).place
        return place.region if place.certain else None

    def rank(self, text: str, *, title: str = "", region: str | None = None, on: date) -> list[Candidate]:
        """Only the order of departments that the words give, for those who measure or fit."""
        where = self._facts.where(f"{title}，{text}", "", region, on)
        return self._ranked(self._reader.read(text, title), where, self._surroundings.lift(title, text))

    def _ranked(self, message: Message, where: Where, lift: float) -> list[Candidate]:
        """Departments by their best matter. What is not environmental competes on the same terms."""
        bearing = self._boundaries.spoken_of(message)
        evidence = {environment.GENERAL_KEY: NOTHING, **self._evidence.of(message)}
        chances = self._model.log_chances(message)

        def score(key: str, found: Evidence) -> float:
            opinion = chances.get(self._labels.get(key, OTHER_BUSINESS), LEAST)
            own = found.similarity + self._rules.phrases * found.phrases + self._rules.trained * opinion
            if key not in self._matters:
                return own + lift
            return own - self._rules.boundary * min(bearing.against.get(key, 0.0), found.phrases)

        def lead(key: str) -> str | None:
            return self._facts.department(key, where) if key in self._matters else OTHER_BUSINESS

        scores = {key: score(key, found) for key, found in evidence.items()}
        self._hand_over(scores, evidence, bearing.plainly)
        return rank(scores, evidence, lead)

    def _hand_over(
        self, scores: dict[str, float], evidence: Mapping[str, Evidence], plainly: Sequence[HandOver]
    ) -> None:
        """Where a boundary is plainly meant, its words speak for the matter it names, not for its own."""
        best: dict[str, float] = {}
        for each in plainly:
            shared = min(each.strength, evidence.get(each.giver, NOTHING).phrases)
            if each.taker in scores and shared > best.get(each.taker, 0.0):
                best[each.taker] = shared
        for taker, shared in best.items():
            scores[taker] += self._rules.toward * shared
