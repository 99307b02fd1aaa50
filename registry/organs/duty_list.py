"""责任清单 (policy, article 4): what a region's departments must see to; items carry single duties out."""

from dataclasses import dataclass
from datetime import date

from registry.model import Basis


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty of one department; `items` are the matters that carry it out, empty when none does yet."""

    id: str
    department: str
    text: str
    basis: tuple[Basis, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """A region's list of duties. `version` is its date; `follows` names the list above that it carries on."""

    region: str
    version: str
    title: str
    demonstration: bool
    document: str
    decided_on: date
    published_on: date
    effective_from: date
    effective_to: date | None
    follows: str
    duties: tuple[Duty, ...]

    def in_force(self, on: date) -> bool:
        """Whether it holds on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)
