"""What is told of lists without the wording of their items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry import Claim, Department, Item, Region, Release


@dataclass(frozen=True, slots=True)
class LocalRule:
    """A region's own list says otherwise than the province's about one matter."""

    region: Region
    item: Claim
    release: Release
    lead: Department


def outline(release: Release) -> tuple[str, str, date | None]:
    """What tells of all that a release says, and until when, but the wording of its items."""
    return release.key, release.outline, release.effective_to


def matters(release: Release) -> set[str]:
    """The ids of a list's matters."""
    return {claim.id for claim in release.claims}


def differs(claim: Claim | Item, department: str, usual: Item) -> bool:
    """Whether a department's item names another lead, supporters or level than the usual one."""
    return (department, *standing(claim)) != (usual.department, *standing(usual))


def standing(claim: Claim | Item) -> tuple[object, ...]:
    """Who helps, at which level, and on what grounds the lead was told."""
    return claim.handled_at, claim.supporting, claim.lead_status
