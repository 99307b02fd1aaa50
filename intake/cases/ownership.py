"""Who gets a case, and what its holder is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intake.cases.model import Owner
from intake.cases.routing import Certificate
from intake.cases.routing.standing import LEVELS
from intake.cases.states import Action
from intake.words import gettext as _
from registry import Organ, Registry

# The coordinating office (生环委办) sits in the 生态环境 organ of its region.
HOUSES_THE_OFFICE = "ecology"


def first_owner(certificate: Certificate, registry: Registry, on: date) -> tuple[Owner, Action]:
    """Who receives a new complaint: the organ the certificate decided on, else a coordinating office."""
    if certificate.environmental and certificate.decided and certificate.organ_key:
        region, department = certificate.organ_key.split("/")
        owner = organ_owner(registry, department, region, on)
        if owner.department not in certificate.accused:
            return owner, Action.DISPATCH
    return office(certificate, registry), Action.ASK_OFFICE


def for_filing(certificate: Certificate) -> Certificate:
    """The router's certificate as a complaint is filed with: what accuses an organ, a person decides on."""
    return replace(certificate, decided=False) if certificate.accused else certificate


def office(certificate: Certificate, registry: Registry) -> Owner:
    """The coordinating office of the complaint's region; one above the accused when that office is involved.

    A complaint never reaches whom it accuses (信访工作条例 art. 30): an office housed in the accused organ,
    or under the accused government, is passed over, and so is every one up to the level that is accused.
    Above the province there is none: its own office remains.
    """
    line = registry.lineage(certificate.region or registry.site.region)
    accused = (registry.departments.get(each) for each in certificate.accused)
    if not any(each and (each.id == HOUSES_THE_OFFICE or each.kind == "government") for each in accused):
        return Owner(line[0].code)
    height = LEVELS.index(certificate.accused_level or LEVELS[0])
    above = (each for each in line[1:] if LEVELS.index(each.level) > height)
    return Owner(next(above, line[-1]).code)


def organ_owner(registry: Registry, department: str, region: str, on: date) -> Owner:
    """The owner that works for an organ on a day, after succession. Raises KeyError for unknown ids."""
    organ = _performer(registry.organ(department, region, on))
    return Owner(organ.region, organ.department)


def superior(owner: Owner, certificate: Certificate, registry: Registry, on: date) -> Owner:
    """Who reviews an organ's answer: the same department one level up (信访工作条例 art. 35).

    The coordinating office one level up where there is no such organ or it is accused; at the top, the office
    of that region.
    """
    line = registry.lineage(owner.region)
    above = line[1 if len(line) > 1 else 0].code
    if owner.department is None or above == owner.region:
        return Owner(above)
    try:
        reviewer = organ_owner(registry, owner.department, above, on)
    except KeyError:
        return Owner(above)
    involved = reviewer.department in certificate.accused or reviewer == owner
    return Owner(above) if involved else reviewer


def holder_name(owner: Owner, registry: Registry, on: date) -> str:
    """What a holder is called: 郑州市生态环境局金水分局, or 郑州市生态环境保护委员会办公室."""
    region = registry.regions.get(owner.region)
    if region is None:
        return owner.region
    if owner.department is None:
        return _("{region}生态环境保护委员会办公室").format(region=region.name)
    try:
        return registry.organ(owner.department, owner.region, on).name
    except KeyError:  # content may drop a department that old cases still name
        return f"{region.name} {owner.department}"


def place_name(region: str | None, registry: Registry) -> str:
    """A region with those above it, as 河南省郑州市金水区; empty for none or an unknown code."""
    if region is None or region not in registry.regions:
        return ""
    return "".join(each.name for each in reversed(registry.lineage(region)))


def regions_below(registry: Registry, region: str) -> tuple[str, ...]:
    """A region and everything below it, by code."""
    below = (code for child in registry.children(region) for code in regions_below(registry, child.code))
    return (region, *below)


def _performer(organ: Organ) -> Organ:
    return organ.performed_by or organ
