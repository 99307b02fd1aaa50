"""What the registry answers: the organ of a department in a region, and who is responsible."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.model import Department, Item, Release, Succession
from registry.places.area import Region


@dataclass(frozen=True, slots=True)
class Organ:
    """The department of one region: 洛阳市水利局. `performed_by` does its duties after a succession."""

    region: str
    department: str
    name: str
    performed_by: "Organ | None" = None
    address: str = ""
    hours: str = ""
    note: str = ""
    english: str = ""

    @property
    def key(self) -> str:
        """410105/ecology"""
        return f"{self.region}/{self.department}"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who leads a matter in a region on a day, and by which item of which release.

    `rule` is "own_list" when the region's own list holds the matter, "inherited" when the list of
    `inherited_from`, a region above, does. A supporting party without organs is a Department.
    """

    matter: str
    region: Region
    on: date
    item: Item
    release: Release
    lead: Department
    organ: Organ
    supporting: tuple[Organ | Department, ...]
    inherited_from: Region | None
    rule: Literal["own_list", "inherited"]
    succession: Succession | None
