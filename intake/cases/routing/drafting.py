"""Stages 7 and 8: decide or abstain, and write the certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from intake.words import mark
from registry import Department, Organ, Registry, Responsibility

from .boundaries import Boundaries
from .certificate import NOT_ENVIRONMENTAL, Alternative, Certificate, ElsewhereAnswer
from .conduct import Accusation
from .environment import GENERAL, elsewhere_id
from .facts import RegionalFacts, Where
from .matters import Matter
from .ranking import Candidate, confidence
from .rules import Rules

MOST_ALTERNATIVES = 4
MOST_WORDS = 8
SURE = 0.9  # confidence where a person's own choice or an accusation in plain words decides


@dataclass(frozen=True, slots=True)
class Finding:
    """All that the earlier stages found; `ranked` is never empty, `chosen` a known matter or None."""

    ranked: list[Candidate]
    where: Where
    accusation: Accusation | None
    chosen: str | None


class Drafter:
    """Turns findings into certificates."""

    def __init__(
        self,
        registry: Registry,
        facts: RegionalFacts,
        matters: Mapping[str, Matter],
        boundaries: Boundaries,
        rules: Rules,
    ) -> None:
        self._registry, self._facts, self._matters = registry, facts, matters
        self._boundaries, self._rules = boundaries, rules

    def certificate(self, finding: Finding) -> Certificate:
        """The decision: an accusation comes before a chosen item, that before the words' own ranking."""
        if finding.accusation and self._concerns_us(finding):
            return self._conduct(finding, finding.accusation)
        if finding.chosen and self._facts.who(finding.chosen, finding.where):
            return self._chosen(finding, finding.chosen)
        first = finding.ranked[0]
        sure = confidence(finding.ranked, self._rules.confidence)
        decided = sure >= self._rules.confidence.cut
        if first.department is None:
            return self._elsewhere(finding, sure, decided)
        return self._matter(finding, first, sure, decided)

    def _concerns_us(self, finding: Finding) -> bool:
        """Whether an authority is accused over an environmental duty, not over a school or a court case."""
        accused = finding.accusation.accused if finding.accusation else ()
        return finding.ranked[0].department is not None or "ecology" in accused

    def _matter(self, finding: Finding, first: Candidate, sure: float, decided: bool) -> Certificate:
        responsibility = self._responsibility(first.key, finding.where)
        return replace(
            self._led(responsibility, finding),
            rule=responsibility.rule,
            confidence=sure,
            decided=decided,
            matched=_words(first.matched),
            alternatives=self._alternatives(finding.ranked[1:], first),
        )

    def _chosen(self, finding: Finding, chosen: str) -> Certificate:
        """The complainant's own choice stands, unless their words clearly speak of another department."""
        responsibility = self._responsibility(chosen, finding.where)
        said = next((each for each in finding.ranked if each.department == responsibility.lead.id), None)
        first = finding.ranked[0]
        surely_other = first is not said and confidence(finding.ranked, self._rules.confidence) >= SURE
        others = [each for each in finding.ranked if each is not said]
        return replace(
            self._led(responsibility, finding),
            rule="chosen_item",
            confidence=1 - SURE if surely_other else SURE,
            decided=not surely_other,
            matched=_words(said.matched if said else ()),
            alternatives=self._alternatives(others, said),
        )

    def _conduct(self, finding: Finding, accusation: Accusation) -> Certificate:
        """To the supervisory organ. Where only "officials" are blamed, the matter's department is meant."""
        responsibility = self._responsibility(self._rules.conduct.matter, finding.where)
        meant = tuple(filter(None, (finding.ranked[0].department,)))
        accused = tuple(each for each in accusation.accused or meant if each != responsibility.lead.id)
        others = [each for each in finding.ranked if each.department not in accused]
        return replace(
            self._led(responsibility, finding, accused),
            rule="conduct",
            confidence=SURE,
            decided=True,
            matched=accusation.words,
            alternatives=self._alternatives(others, None),
            accused=accused,
        )

    def _elsewhere(self, finding: Finding, sure: float, decided: bool) -> Certificate:
        first = finding.ranked[0]
        goes_to = self._elsewhere_answer(first.key)
        return Certificate(
            environmental=False,
            department=NOT_ENVIRONMENTAL,
            department_id=None,
            rule="not_environmental" if first.matched else "no_match",
            confidence=sure,
            decided=decided,
            region=finding.where.region,
            place=finding.where.place,
            matched=_words(first.matched),
            alternatives=self._alternatives(finding.ranked[1:], first),
            elsewhere=goes_to,
            note=mark("这件事不属于公开清单里的生态环境保护事项。可以找：{where}。").format(
                where=goes_to.goes_to
            ),
        )

    def _responsibility(self, matter: str, where: Where) -> Responsibility:
        found = self._facts.who(matter, where)
        if found is None:
            raise LookupError(f"no list in force on {where.on} holds {matter}")
        return found

    def _led(self, found: Responsibility, finding: Finding, accused: tuple[str, ...] = ()) -> Certificate:
        """The facts of a responsibility; rule and confidence are still to be filled in."""
        performer = found.organ.performed_by or found.organ
        known = finding.where.region is not None
        return Certificate(
            environmental=True,
            department=found.lead.name,
            department_id=found.lead.id,
            rule=found.rule,
            confidence=0.0,
            decided=False,
            region=finding.where.region,
            place=finding.where.place,
            organ=performer.name if known else None,
            organ_key=performer.key if known else None,
            supporting=_supporting(found, known, accused),
            item=found.item.id,
            matter=found.item.matter,
            release=found.release.key,
            legal_basis=tuple(each.citation for each in found.item.basis),
            note=_note(found, finding.where),
        )

    def _alternatives(self, ranked: list[Candidate], winner: Candidate | None) -> tuple[Alternative, ...]:
        return tuple(self._alternative(each, winner) for each in ranked[:MOST_ALTERNATIVES] if each.matched)

    def _alternative(self, lost: Candidate, winner: Candidate | None) -> Alternative:
        if lost.department is None:
            name, item, matter = NOT_ENVIRONMENTAL, None, self._elsewhere_answer(lost.key).name
        else:
            name, item = self._registry.departments[lost.department].name, lost.key
            matter = self._matters[lost.key].name
        return Alternative(name, lost.department, item, matter, lost.share, self._why_not(lost, winner))

    def _why_not(self, lost: Candidate, winner: Candidate | None) -> str:
        beyond = (
            self._boundaries.between(lost.key, winner.department) if winner and winner.department else None
        )
        if beyond:
            return mark("清单写明，“{what}”不归它管。").format(what=beyond)
        return mark("只有“{words}”相符，不如选定的事项贴切。").format(
            words="、".join(_words(lost.matched)[:3])
        )

    def _elsewhere_answer(self, key: str) -> ElsewhereAnswer:
        found = self._registry.elsewhere.get(elsewhere_id(key) or "")
        return ElsewhereAnswer(found.id, found.name, found.goes_to) if found else GENERAL


def _supporting(found: Responsibility, known: bool, accused: tuple[str, ...]) -> tuple[str, ...]:
    """Names of those who help, organs only where the place is known; never an accused one."""
    organs = [each for each in found.supporting if isinstance(each, Organ) and each.department not in accused]
    others = [each for each in found.supporting if isinstance(each, Department) and each.id not in accused]
    return tuple(each.name for each in (organs if known else [])) + tuple(each.name for each in others)


def _words(matched: tuple[str, ...]) -> tuple[str, ...]:
    """The words to show: single characters only when there is nothing longer."""
    long = tuple(word for word in matched if len(word) > 1)
    return (long or matched)[:MOST_WORDS]


def _note(found: Responsibility, where: Where) -> str:
    notes = []
    if where.early:
        notes.append(mark("投诉日期早于首批清单施行日，按 {day} 起施行的清单办理。").format(day=where.on))
    if where.region is None:
        notes.append(mark("还不知道事情发生在哪个县（市、区），要先问清地点才能转办。"))
    if found.succession:
        notes.append(
            mark("这项职责由{organ}承担。").format(organ=(found.organ.performed_by or found.organ).name)
        )
    return "".join(notes)
