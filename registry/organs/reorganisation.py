"""机构改革: departments of a place merge, split or take another name on a day (policy, article 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from registry.places.area import Region


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """From `since` on, `department` of one region, or of every region of a level, is not what it was.

    merge: all it did goes `to` another department. split: the matters of `parts` (matter id → department) go
    there; the rest goes `to`, or stays when that is empty. rename: its organ is called `name`, a rule as in
    departments.yaml, `english` its English. Lists keep naming the department until their next release; who
    does the work changes.
    """

    id: str
    kind: str
    department: str
    region: str
    level: str
    since: date
    basis: str
    demonstration: bool
    to: str = ""
    parts: Mapping[str, str] = field(default_factory=dict, hash=False)
    name: str = ""
    english: str = ""

    def reaches(self, region: Region) -> bool:
        """Whether it concerns the department's organ in that region."""
        return self.region == region.code or self.level == rule_level(region)

    def heir(self, matter: str) -> str:
        """The department that does the work for a matter ("": no particular one); "" when nothing changed."""
        return self.parts.get(matter, self.to)

    @property
    def heirs(self) -> tuple[str, ...]:
        """Every department that takes anything over, the one that takes most first."""
        return tuple(dict.fromkeys(heir for heir in (self.to, *self.parts.values()) if heir))


def rule_level(region: Region) -> str:
    """The level whose naming rule a region follows: a zone (开发区) that of counties."""
    return "county" if region.level == "zone" else region.level
