"""Who gets a case, and what its holder is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from intake.cases.model import Owner
from intake.cases.restricted import OUTSIDE, accused_in, barred
from intake.cases.routing import Certificate
from intake.cases.states import Action
from intake.words import mark
from registry import Organ, Registry

# What stands for the region of the answering office when every office is accused: no office reaches it.
NO_OFFICE = ""


def first_owner(certificate: Certificate, registry: Registry, on: date) -> tuple[Owner, Action]:
    """Who receives a new complaint: the organ the certificate decided on, else a coordinating office.

    A complaint that accuses an organ is decided on by a person; one that accuses all offices above itself as
    well goes straight to the supervision body.
    """
    if (
        certificate.environmental
        and certificate.decided
        and certificate.organ_key
        and not certificate.accused
    ):
        region, department = certificate.organ_key.split("/")
        return organ_owner(registry, department, region, on), Action.DISPATCH
    deciding = office(certificate, registry, on)
    return (
        (deciding, Action.ASK_OFFICE) if deciding else (outside(certificate, registry, on), Action.DISPATCH)
    )


def for_filing(certificate: Certificate, registry: Registry, on: date) -> Certificate:
    """The router's certificate as a complaint is filed with: what accuses an organ, a person decides on.

    Where no office may, it names the supervision body, and says so.
    """
    if not certificate.accused:
        return certificate
    if office(certificate, registry, on):
        return replace(certificate, decided=False)
    owner = outside(certificate, registry, on)
    return replace(
        certificate,
        environmental=True,
        decided=True,
        rule="conduct",
        department_id=owner.department,
        department=registry.departments[owner.department or ""].name,
        organ=holder_name(owner, registry, on),
        organ_key=f"{owner.region}/{owner.department}",
        supporting=(),
        note=mark("反映的部门之上没有别的协调办公室，由监察机关受理；也可以直接向监察机关、检察机关反映。"),
    )


def office(certificate: Certificate, registry: Registry, on: date) -> Owner | None:
    """The coordinating office of the complaint's region; one above the accused when that office is involved.

    A complaint never reaches whom it accuses (信访工作条例 art. 30): an office housed in the accused organ,
    or under the accused government, is passed over, and so is every one up to the level that is accused.
    None when the province's own is: above it there is none.
    """
    accused = accused_in(certificate, registry, on)
    line = registry.lineage(certificate.region or registry.site.region)
    return next((Owner(each.code) for each in line if not barred(accused, Owner(each.code))), None)


def outside(certificate: Certificate, registry: Registry, on: date) -> Owner:
    """The province's supervision body; the procuratorate when that is itself accused."""
    accused = accused_in(certificate, registry, on)
    top = registry.site.region
    bodies = [organ_owner(registry, each, top, on) for each in OUTSIDE]
    free = (each for each in bodies if not barred(accused, each))
    return next(free, bodies[-1])


def organ_owner(registry: Registry, department: str, region: str, on: date) -> Owner:
    """The owner that works for an organ on a day, after succession. Raises KeyError for unknown ids."""
    organ = _performer(registry.organ(department, region, on))
    return Owner(organ.region, organ.department)


def superior(owner: Owner, certificate: Certificate, registry: Registry, on: date) -> Owner:
    """Who reviews an organ's answer: the same department one level up (信访工作条例 art. 35).

    The coordinating office one level up where there is no such organ or it is accused, and so on upwards; at
    the top, the office of that region, or the supervision body when that office is accused.
    """
    accused = accused_in(certificate, registry, on)
    line = registry.lineage(owner.region)
    for region in line[1:] or line:
        above = _above(owner, region.code, registry, on) if region is not line[0] else ()
        for reviewer in (*above, Owner(region.code)):
            if reviewer != owner and not barred(accused, reviewer):
                return reviewer
    return outside(certificate, registry, on)


def lawful(organ: Owner, certificate: Certificate, registry: Registry, on: date) -> Owner | None:
    """The organ itself, or, when it is accused, the same department nearest above that is not; None: there is
    none."""
    accused = accused_in(certificate, registry, on)
    line = (each.code for each in registry.lineage(organ.region))
    seats = (organ_owner(registry, organ.department or "", region, on) for region in line)
    return next((each for each in seats if not barred(accused, each)), None)


def _above(owner: Owner, region: str, registry: Registry, on: date) -> tuple[Owner, ...]:
    if owner.department is None:
        return ()
    try:
        return (organ_owner(registry, owner.department, region, on),)
    except KeyError:
        return ()


def holder_name(owner: Owner, registry: Registry, on: date) -> str:
    """What a holder is called: 郑州市生态环境局金水分局, or 郑州市生态环境保护委员会办公室."""
    region = registry.regions.get(owner.region)
    if region is None:
        return owner.region
    if owner.department is None:
        return f"{region.name}生态环境保护委员会办公室"
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
