"""Stages 7 and 8: decide or abstain, and write the certificate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from intake.words import mark
from registry import Department, Organ, Responsibility

from .certificate import NOT_ENVIRONMENTAL, Certificate
from .conduct import Accusation
from .explaining import Explainer, words
from .facts import RegionalFacts, Where
from .ranking import Candidate, confidence
from .rules import ConfidenceRules, Rules

_ELSEWHERE = mark("这件事不属于公开清单里的生态环境保护事项。可以找：{where}。")
_UNCLEAR = mark("从文字里还看不出是哪一类事情，由工作人员判断。")
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
        self, facts: RegionalFacts, explainer: Explainer, rules: Rules, sure: ConfidenceRules
    ) -> None:
        self._facts, self._explainer, self._rules, self._sure = facts, explainer, rules, sure

    def certificate(self, finding: Finding) -> Certificate:
        """The decision: an accusation comes before a chosen item, that before the words' own ranking."""
        if finding.accusation and self._is_about_conduct(finding, finding.accusation):
            return self._conduct(finding, finding.accusation)
        if finding.chosen and self._facts.who(finding.chosen, finding.where):
            return self._chosen(finding, finding.chosen)
        first = finding.ranked[0]
        sure = confidence(finding.ranked, self._sure)
        decided = sure >= self._rules.cut
        if first.department is None:
            return self._elsewhere(finding, sure, decided)
        return self._matter(finding, first, sure, decided)

    def _is_about_conduct(self, finding: Finding, accusation: Accusation) -> bool:
        """Whether the accused must be passed over: the complaint is about them, or they would receive it.

        Only over an environmental duty; a school or a court has other supervisors.
        """
        lead = self._lead(finding)
        ours = lead is not None or "ecology" in accusation.accused
        return ours and (accusation.central or accusation.unnamed or lead in accusation.accused)

    def _lead(self, finding: Finding) -> str | None:
        chosen = self._facts.department(finding.chosen, finding.where) if finding.chosen else None
        return chosen or finding.ranked[0].department

    def _matter(self, finding: Finding, first: Candidate, sure: float, decided: bool) -> Certificate:
        responsibility = self._responsibility(first.key, finding.where)
        return replace(
            self._led(responsibility, finding),
            confidence=sure,
            decided=decided,
            matched=words(first.matched),
            alternatives=self._explainer.alternatives(finding.ranked[1:], first),
        )

    def _chosen(self, finding: Finding, chosen: str) -> Certificate:
        """The complainant's own choice stands, unless their words clearly speak of another department."""
        responsibility = self._responsibility(chosen, finding.where)
        said = next((each for each in finding.ranked if each.department == responsibility.lead.id), None)
        first = finding.ranked[0]
        surely_other = first is not said and confidence(finding.ranked, self._sure) >= SURE
        others = [each for each in finding.ranked if each is not said]
        return replace(
            self._led(responsibility, finding),
            rule="chosen_item",
            confidence=1 - SURE if surely_other else SURE,
            decided=not surely_other,
            matched=words(said.matched if said else ()),
            alternatives=self._explainer.alternatives(others, said),
        )

    def _conduct(self, finding: Finding, accusation: Accusation) -> Certificate:
        """To the supervisory organ. Where only "officials" are blamed, the matter's department is meant."""
        responsibility = self._responsibility(self._rules.conduct.matter, finding.where)
        meant = tuple(filter(None, (self._lead(finding),)))
        accused = tuple(each for each in accusation.accused or meant if each != responsibility.lead.id)
        others = [each for each in finding.ranked if each.department not in accused]
        return replace(
            self._led(responsibility, finding),
            rule="conduct",
            confidence=SURE,
            decided=True,
            matched=accusation.words,
            alternatives=self._explainer.alternatives(others, None),
            accused=accused,
        )

    def _elsewhere(self, finding: Finding, sure: float, decided: bool) -> Certificate:
        first = finding.ranked[0]
        goes_to = self._explainer.elsewhere(first.key) if first.matched else None
        return Certificate(
            environmental=False,
            department=NOT_ENVIRONMENTAL,
            department_id=None,
            rule="not_environmental" if goes_to else "no_match",
            confidence=sure,
            decided=decided,
            region=finding.where.region,
            place=finding.where.place,
            matched=words(first.matched),
            alternatives=self._explainer.alternatives(finding.ranked[1:], first),
            **_charge(finding),
            elsewhere=goes_to,
            note=_ELSEWHERE.format(where=goes_to.goes_to) if decided and goes_to else _UNCLEAR,
        )

    def _responsibility(self, matter: str, where: Where) -> Responsibility:
        found = self._facts.who(matter, where)
        if found is None:
            raise LookupError(f"no list in force on {where.on} holds {matter}")
        return found

    def _led(self, found: Responsibility, finding: Finding) -> Certificate:
        """The facts of a responsibility; rule and confidence are still to be filled in."""
        charge = _charge(finding)
        performer = found.organ.performed_by or found.organ
        known = finding.where.region is not None
        return Certificate(
            environmental=True,
            department=found.lead.name,
            department_id=found.lead.id,
            rule=found.rule if known else "inherited",
            confidence=0.0,
            decided=False,
            region=finding.where.region,
            place=finding.where.place,
            organ=performer.name if known else None,
            organ_key=performer.key if known else None,
            supporting=_supporting(found, known, charge["accused"]),
            item=found.item.id,
            matter=found.item.matter,
            release=found.release.key,
            legal_basis=tuple(each.citation for each in found.item.basis),
            **charge,
            note=_note(found, finding.where),
        )


def _charge(finding: Finding) -> dict[str, Any]:
    """Whom the words accuse, whatever else they are about: no stage may lose it."""
    if finding.accusation is None:
        return {"accused": (), "accused_level": None}
    return {"accused": finding.accusation.accused, "accused_level": finding.accusation.level}


def _supporting(found: Responsibility, known: bool, accused: tuple[str, ...]) -> tuple[str, ...]:
    """Names of those who help, organs only in a known place; never the lead again or an accused one."""
    lead = found.organ.performed_by or found.organ
    names = []
    for each in found.supporting:
        performer = (each.performed_by or each) if isinstance(each, Organ) else each
        department = performer.department if isinstance(performer, Organ) else performer.id
        if performer != lead and department not in accused and (known or isinstance(each, Department)):
            names.append(performer.name)
    return tuple(dict.fromkeys(names))


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
