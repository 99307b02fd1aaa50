"""Which organ is a department in a region: named by the department's rule, or by an override."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from registry.answers import Organ
from registry.model import Department, Succession
from registry.organs.reorganisation import Reorganisation, rule_level
from registry.places.area import Region


class OrganDirectory:
    """Names organs by rule; what `overrides` holds for (region, department) comes first."""

    def __init__(
        self,
        regions: Mapping[str, Region],
        departments: Mapping[str, Department],
        overrides: Mapping[tuple[str, str], Organ],
        reorganisations: Iterable[Reorganisation] = (),
    ) -> None:
        self._regions = regions
        self._departments = departments
        self._overrides = overrides
        self._events: defaultdict[str, list[Reorganisation]] = defaultdict(list)
        for event in sorted(reorganisations, key=lambda each: each.since):
            self._events[event.department].append(event)
        self._parted = {matter for events in self._events.values() for e in events for matter in e.parts}
        self._successions: dict[tuple[str, str, date, str], Succession | None] = {}
        self._known: dict[tuple[str, str, date, str], Organ] = {}
        self._parties: dict[tuple[tuple[str, ...], str, date], tuple[Organ | Department, ...]] = {}

    def organ(self, department_id: str, region_code: str, on: date, matter: str = "") -> Organ:
        """The organ on that day; a department absent at a level is found at the level above it.

        Raises KeyError for an unknown department or region.
        """
        asked = department_id, region_code, on, matter if matter in self._parted else ""
        if asked not in self._known:
            self._known[asked] = self._find(*asked)
        return self._known[asked]

    def parties(self, names: tuple[str, ...], seat: str, on: date) -> tuple[Organ | Department, ...]:
        """Who supports there; the same few sets of departments stand beside most matters.

        What has organs nowhere, such as a township's government, stays a department.
        """
        asked = names, seat, on
        if asked not in self._parties:
            self._parties[asked] = tuple(self._party(name, seat, on) for name in names)
        return self._parties[asked]

    def _party(self, department_id: str, seat: str, on: date) -> Organ | Department:
        department = self._departments[department_id]
        return self.organ(department_id, seat, on) if department.organs else department

    def _find(self, department_id: str, region_code: str, on: date, matter: str) -> Organ:
        region = self._seat(self._departments[department_id], self._regions[region_code])
        named = self._called(self._named(department_id, region), region, on)
        succession = self.succession(department_id, region.code, on, matter)
        if succession is None:
            return named
        heir = self.organ(succession.to, region.code, on, matter)
        return replace(named, performed_by=heir.performed_by or heir)

    def succession(
        self, department_id: str, region_code: str, on: date, matter: str = ""
    ) -> Succession | None:
        """The newest succession or reorganisation that hands the department's work there on to another."""
        asked = department_id, region_code, on, matter if matter in self._parted else ""
        if asked not in self._successions:
            self._successions[asked] = self._newest(*asked)
        return self._successions[asked]

    def _newest(self, department_id: str, region_code: str, on: date, matter: str) -> Succession | None:
        region = self._regions[region_code]
        level = rule_level(region)
        held = [
            succession
            for succession in self._departments[department_id].succession
            if succession.level == level and succession.since <= on
        ]
        held += [
            Succession(level, heir, event.since, event.basis)
            for event in self._events_at(department_id, region, on)
            if (heir := event.heir(matter))
        ]
        return max(held, key=lambda succession: succession.since, default=None)

    def _events_at(self, department_id: str, region: Region, on: date) -> list[Reorganisation]:
        events = self._events.get(department_id, ())
        return [event for event in events if event.since <= on and event.reaches(region)]

    def _called(self, organ: Organ, region: Region, on: date) -> Organ:
        """The organ by its newest name."""
        events = self._events_at(organ.department, region, on)
        pattern = next((event.name for event in reversed(events) if event.name), "")
        return replace(organ, name=self._filled(pattern, region)) if pattern else organ

    def _seat(self, department: Department, region: Region) -> Region:
        seat = region
        while not self._stands_in(department, seat):
            if not seat.parent:
                return region
            seat = self._regions[seat.parent]
        return seat

    def _stands_in(self, department: Department, region: Region) -> bool:
        return rule_level(region) in department.organs or (region.code, department.id) in self._overrides

    def _named(self, department_id: str, region: Region) -> Organ:
        override = self._overrides.get((region.code, department_id))
        return override or Organ(region.code, department_id, self._rule_name(department_id, region))

    def _rule_name(self, department_id: str, region: Region) -> str:
        department = self._departments[department_id]
        pattern = department.organs.get(rule_level(region))
        if pattern is None:  # a party that is no office, such as 乡镇政府
            return region.name + department.name
        return self._filled(pattern, region)

    def _filled(self, pattern: str, region: Region) -> str:
        return pattern.format(region=region.name, city=self._city_name(region), short=region.short)

    def _city_name(self, region: Region) -> str:
        return self._regions[region.parent].name if region.depth == 2 else region.name
