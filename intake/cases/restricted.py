"""Whom a complaint accuses, and who therefore must never have or read it: one rule for every step.

信访工作条例 art. 30: report material never goes to the accused. 生态环境法典 art. 145 ¶3: the superior of the
accused or the supervision body receives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from intake.cases.model import Owner
from intake.cases.routing import Certificate
from intake.cases.routing.standing import LEVELS
from registry import Registry

# The coordinating office (生环委办) sits in the 生态环境 organ of its region.
HOUSES_THE_OFFICE: Final = "ecology"
# Bodies that receive what accuses others: an accused government does not take them along.
OUTSIDE: Final = ("supervision", "procuratorate")


@dataclass(frozen=True, slots=True)
class Accused:
    """An accused organ with all below it; `department` None: a government, and every organ under it."""

    department: str | None
    regions: frozenset[str]

    def bars(self, owner: Owner) -> bool:
        """Whether this organ or coordinating office must never have the case."""
        if owner.region not in self.regions:
            return False
        if self.department is None:
            return owner.department not in OUTSIDE
        return self.department == (owner.department or HOUSES_THE_OFFICE)


def accused_in(certificate: Certificate, registry: Registry, on: date) -> tuple[Accused, ...]:
    """Everybody the certificate says is accused, and who performs their duties that day.

    Where the words tell no level, the organ at the place itself is meant: what is above it is its lawful
    superior. An unknown department bars nobody.
    """
    known = (each for each in certificate.accused if each in registry.departments)
    return tuple(found for each in known for found in _accused(each, certificate, registry, on))


def barred(accused: Iterable[Accused], owner: Owner) -> bool:
    """Whether any of the accused bars this organ or office."""
    return any(each.bars(owner) for each in accused)


def _accused(department: str, certificate: Certificate, registry: Registry, on: date) -> Iterator[Accused]:
    if registry.departments[department].kind == "government":
        yield Accused(None, _place(certificate, registry))
        return
    for seat in _seats(certificate, registry):
        organ = registry.organ(department, seat, on)
        yield Accused(department, _below(registry, organ.region))
        if organ.performed_by:
            yield Accused(organ.performed_by.department, _below(registry, organ.performed_by.region))


def _place(certificate: Certificate, registry: Registry) -> frozenset[str]:
    return frozenset().union(*(_below(registry, seat) for seat in _seats(certificate, registry)))


def _seats(certificate: Certificate, registry: Registry) -> list[str]:
    """Where the accused sit: the region of the level told in the complaint's line.

    In an unknown place, every region that could be meant.
    """
    line = registry.lineage(certificate.region or registry.site.region)
    if certificate.region is None and certificate.accused_level != line[-1].level:
        return [each.code for each in registry.children(line[-1].code)]
    height = LEVELS.index(certificate.accused_level or line[0].level)
    return [next((each.code for each in line if LEVELS.index(each.level) >= height), line[-1].code)]


def _below(registry: Registry, region: str) -> frozenset[str]:
    below = (_below(registry, child.code) for child in registry.children(region))
    return frozenset({region}).union(*below)
