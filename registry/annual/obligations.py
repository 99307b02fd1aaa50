"""Who must report for a year, to whom and by when: computed, never stored (policy, article 12)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from registry.annual.model import GOVERNMENT, AnnualRules, Names, Profile, Unit
from registry.answers import Organ
from registry.book import Registry
from registry.places.area import Region

T = TypeVar("T", Names, Profile)

_ECOLOGY: Final = "ecology"
_REPORTING: Final = (
    "city",
    "county",
)  # a zone (开发区) is none of the cities and counties that the policy names


@dataclass(frozen=True, slots=True)
class Obligation:
    """One report due: who signs it as issuers, who gets it and who gets a copy, all by name.

    `to` is the region whose party committee and government receive it. `performed_by`: whose staff write it.
    """

    unit: Unit
    year: int
    to: str
    name: str
    issuers: tuple[str, ...]
    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    due: date
    profile: Profile
    performed_by: Unit

    @property
    def key(self) -> str:
        """410000/ecology/2025"""
        return f"{self.unit.key}/{self.year}"

    @property
    def everybody(self) -> tuple[str, ...]:
        """Recipients, then who gets copies."""
        return (*self.recipients, *self.copies)


def last_day(year: int, month: int) -> date:
    """The last day of a month; of February the 28th or 29th."""
    return date(year, month, monthrange(year, month)[1])


def years(registry: Registry, on: date) -> tuple[int, ...]:
    """The years that have been reported on or are due by that day, the latest first."""
    first = registry.annual.first_year if registry.annual else on.year
    return tuple(range(on.year - 1, first - 1, -1))


def reporters(registry: Registry, region: str, year: int) -> Iterator[Unit]:
    """Who reports to a region's party committee and government: its departments, then the places below it."""
    on = date(year, 12, 31)
    for department in registry.departments.values():
        if department.article5 and department.organs:
            organ = registry.organ(department.id, region, on)
            if organ.region == region:
                yield Unit(region, department.id)
    for child in registry.children(region):
        if child.level in _REPORTING:
            yield Unit(child.code, GOVERNMENT)


def obligations(registry: Registry, region: str, year: int) -> tuple[Obligation, ...]:
    """Every report that a region's party committee and government are due; none before the first year."""
    rules = _rules_of(registry, year)
    if rules is None:
        return ()
    to = registry.region(region)
    due = (_Due(registry, rules, unit, to, year) for unit in reporters(registry, region, year))
    return tuple(each.obligation() for each in due)


def obligation(registry: Registry, unit: Unit, year: int) -> Obligation | None:
    """What a unit owes for a year; None when it owes nothing (before the first year, or no such unit)."""
    rules, region = _rules_of(registry, year), registry.regions.get(unit.region)
    if rules is None or region is None:
        return None
    to = registry.regions.get(region.parent) if unit.is_government else region
    if to is None or unit not in reporters(registry, to.code, year):
        return None
    return _Due(registry, rules, unit, to, year).obligation()


def _rules_of(registry: Registry, year: int) -> AnnualRules | None:
    """The rules, unless nobody reports for that year."""
    rules = registry.annual
    return rules if rules and rules.first_year <= year < date.max.year else None


def profile_of(registry: Registry, region: str) -> Profile | None:
    """The profile by which a region's party committee and government receive reports."""
    return _nearest(registry.annual.profiles, registry.region(region)) if registry.annual else None


@dataclass(frozen=True, slots=True)
class _Due:
    """A report of a unit to the party committee and government of the region `to`, being worked out."""

    registry: Registry
    rules: AnnualRules
    unit: Unit
    to: Region
    year: int

    def obligation(self) -> Obligation:
        profile = _nearest(self.rules.profiles, self.to)
        organ = None if self.unit.is_government else self._organ(self.unit.department, self.unit.region)
        worker = organ and (organ.performed_by or organ)
        issuers = (organ.name,) if organ else _names(self.rules, self.registry.region(self.unit.region))
        return Obligation(
            unit=self.unit,
            year=self.year,
            to=self.to.code,
            name="、".join(issuers),
            issuers=issuers,
            recipients=_names(self.rules, self.to),
            copies=tuple(dict.fromkeys(self._copies())),
            due=last_day(self.year + 1, profile.due_month),
            profile=profile,
            performed_by=Unit(worker.region, worker.department) if worker else self.unit,
        )

    def _copies(self) -> Iterator[str]:
        """上级主管部门 and the ecology organ beside the recipients; none gets a copy of its own report."""
        if superior := self._superior():
            yield superior
        if self.unit.department != _ECOLOGY:
            yield self._organ(_ECOLOGY, self.to.code).name

    def _superior(self) -> str:
        """上级主管部门: of the province's organs as the content has it, below them the organ one level up."""
        if self.unit.is_government:
            return ""
        if not self.to.parent:
            return self.rules.superiors.get(self.unit.department, "")
        return self._organ(self.unit.department, self.to.parent).name

    def _organ(self, department: str, region: str) -> Organ:
        return self.registry.organ(department, region, date(self.year, 12, 31))


def _names(rules: AnnualRules, region: Region) -> tuple[str, str]:
    rule = _nearest(rules.names, region)
    told = {"region": region.name, "short": region.short}
    return rule.party.format(**told), rule.government.format(**told)


def _nearest(rules: tuple[T, ...], region: Region) -> T:
    """The rule of the region itself, else of its level."""
    level = "county" if region.level == "zone" else region.level
    own = [rule for rule in rules if rule.region == region.code]
    usual = [rule for rule in rules if rule.level == level and not rule.region]
    return (own or usual)[0]
