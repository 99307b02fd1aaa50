"""Which organ is a department in a region: named by the department's rule, or by an override."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from registry.answers import Organ
from registry.area import Region
from registry.model import Department, Succession


class OrganDirectory:
    """Names organs by rule; what `overrides` holds for (region, department) comes first."""

    def __init__(
        self,
        regions: Mapping[str, Region],
        departments: Mapping[str, Department],
        overrides: Mapping[tuple[str, str], Organ],
    ) -> None:
        self._regions = regions
        self._departments = departments
        self._overrides = overrides

    def organ(self, department_id: str, region_code: str, on: date) -> Organ:
        """The organ on that day; a department absent at a level is found at the level above it.

        Raises KeyError for an unknown department or region.
        """
        region = self._seat(self._departments[department_id], self._regions[region_code])
        named = self._named(department_id, region)
        succession = self.succession(department_id, region.code, on)
        if succession is None:
            return named
        return replace(named, performed_by=self.organ(succession.to, region.code, on))

    def succession(self, department_id: str, region_code: str, on: date) -> Succession | None:
        """The newest succession that holds for the department at the region's level on that day."""
        level = _rule_level(self._regions[region_code])
        held = [
            succession
            for succession in self._departments[department_id].succession
            if succession.level == level and succession.since <= on
        ]
        return max(held, key=lambda succession: succession.since, default=None)

    def _seat(self, department: Department, region: Region) -> Region:
        seat = region
        while not self._stands_in(department, seat):
            if not seat.parent:
                return region
            seat = self._regions[seat.parent]
        return seat

    def _stands_in(self, department: Department, region: Region) -> bool:
        return _rule_level(region) in department.organs or (region.code, department.id) in self._overrides

    def _named(self, department_id: str, region: Region) -> Organ:
        override = self._overrides.get((region.code, department_id))
        return override or Organ(region.code, department_id, self._rule_name(department_id, region))

    def _rule_name(self, department_id: str, region: Region) -> str:
        department = self._departments[department_id]
        pattern = department.organs.get(_rule_level(region))
        if pattern is None:  # a party that is no office, such as 乡镇政府
            return region.name + department.name
        return pattern.format(region=region.name, city=self._city_name(region), short=region.short)

    def _city_name(self, region: Region) -> str:
        return self._regions[region.parent].name if region.depth == 2 else region.name


def _rule_level(region: Region) -> str:
    return "county" if region.level == "zone" else region.level
