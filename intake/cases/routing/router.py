"""The router: a complaint's words and place in, a routing certificate out.

Stages, each in its own module: message (normalise), conduct (is an authority itself accused?), environment
(is it ours?), facts (place; who answers there), evidence and phrases (candidates), boundaries and ranking
(order, confidence), explaining and drafting (the certificate).
"""

from __future__ import annotations

from datetime import date

from registry import Registry
from search import Analyzer

from . import environment
from .boundaries import Boundaries
from .certificate import Certificate
from .conduct import ConductRule
from .drafting import Drafter, Finding
from .environment import Surroundings
from .evidence import NOTHING, Evidence, EvidenceIndex
from .explaining import Explainer
from .facts import RegionalFacts, Where
from .matters import all_matters
from .message import Message, read
from .ranking import OTHER_BUSINESS, Candidate, rank
from .rules import Rules


class Router:
    """Built once from a registry, in under a second; `route` is pure and safe in several threads."""

    def __init__(self, registry: Registry, rules: Rules | None = None) -> None:
        self._rules = rules or Rules.load()
        self._matters = all_matters(registry)
        sources = [each.source() for each in self._matters.values() if each.id != self._rules.conduct.matter]
        sources += environment.sources(registry.elsewhere.values())
        self._analyzer = Analyzer(phrase for each in sources for phrase in (each.name, *each.phrases))
        self._evidence = EvidenceIndex(sources, self._analyzer, self._rules.shares)
        self._boundaries = Boundaries(self._matters, self._analyzer, self._evidence)
        self._surroundings = Surroundings(self._rules)
        self._conduct = ConductRule(registry.departments.values(), self._rules)
        self._facts = RegionalFacts(registry)
        explainer = Explainer(registry, self._matters, self._boundaries)
        self._drafter = Drafter(self._facts, explainer, self._rules)

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
        message = read(title, text, self._analyzer, self._rules.boilerplate, self._rules.reading)
        return self._drafter.certificate(
            Finding(
                ranked=self._ranked(message, where, self._surroundings.lift(title, text)),
                where=where,
                accusation=self._conduct.accusation(message),
                chosen=item if item in self._matters else None,
            )
        )

    def rank(self, text: str, *, title: str = "", region: str | None = None, on: date) -> list[Candidate]:
        """Only the order of departments that the words give, for those who measure or fit."""
        where = self._facts.where(f"{title}，{text}", "", region, on)
        message = read(title, text, self._analyzer, self._rules.boilerplate, self._rules.reading)
        return self._ranked(message, where, self._surroundings.lift(title, text))

    def _ranked(self, message: Message, where: Where, lift: float) -> list[Candidate]:
        """Departments by their best matter. What is not environmental competes on the same terms."""
        against = self._boundaries.against(message)
        evidence = {environment.GENERAL_KEY: NOTHING, **self._evidence.of(message)}

        def score(key: str, found: Evidence) -> float:
            own = found.similarity + self._rules.phrases * found.phrases
            if key not in self._matters:
                return own + lift
            return own - self._rules.boundary * min(against.get(key, 0.0), found.phrases)

        def lead(key: str) -> str | None:
            return self._facts.department(key, where) if key in self._matters else OTHER_BUSINESS

        return rank({key: score(key, found) for key, found in evidence.items()}, evidence, lead)
