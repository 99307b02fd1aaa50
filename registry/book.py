"""The Registry: the whole published record, and its answer to who is responsible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from registry.annual.model import AnnualRules, Plan, Report
from registry.answers import Organ, Responsibility
from registry.clocks.clock_rules import ClockEvent, ClockProfile
from registry.clocks.working_days import WorkingCalendar
from registry.grouping import grouped
from registry.lists.chain import ListChain, chain_of
from registry.lists.withdrawn_release import WithdrawnRelease
from registry.model import (
    Department,
    Elsewhere,
    Item,
    LeadDecision,
    MatterWithoutLead,
    Release,
    Statute,
    Topic,
)
from registry.organs.duty_list import DutyList
from registry.organs.organs import OrganDirectory
from registry.organs.referral_kinds import ReferralKind
from registry.organs.reorganisation import Reorganisation
from registry.places.area import DEPTH, PlaceWords, Region, Town
from registry.policies.policy import Policy
from registry.results.case_result import Result
from registry.site_info import Page, SiteInfo
from registry.words.english_names import english_names
from registry.words.glossary import Term


@dataclass(frozen=True)
class Registry:
    """All mappings are keyed by id (regions and towns by code, statutes by title) in a fixed order.

    `releases` is sorted by region, department and date. `fingerprint` is the digest of the folder it was read
    from, "" for one made by hand; `files` holds the digest of each file. Build one with `registry.load`.
    """

    regions: Mapping[str, Region]
    towns: Mapping[str, Town]
    departments: Mapping[str, Department]
    statutes: Mapping[str, Statute]
    topics: Mapping[str, Topic]
    releases: tuple[Release, ...]
    lead_decisions: Mapping[str, LeadDecision]
    matters_without_lead: Mapping[str, MatterWithoutLead]
    elsewhere: Mapping[str, Elsewhere]
    pages: Mapping[str, Page]
    site: SiteInfo
    place_words: PlaceWords
    calendar: WorkingCalendar
    clock_events: Mapping[str, ClockEvent]
    clock_profiles: Mapping[str, ClockProfile]
    referral_kinds: Mapping[str, ReferralKind]
    organ_overrides: Mapping[tuple[str, str], Organ] = field(default_factory=dict)
    duties: Mapping[str, DutyList] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    reorganisations: Mapping[str, Reorganisation] = field(default_factory=dict)
    list_chains: tuple[ListChain, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    withdrawn_releases: Mapping[str, WithdrawnRelease] = field(default_factory=dict)
    english_pages: Mapping[str, Page] = field(default_factory=dict)
    fingerprint: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    annual: AnnualRules | None = None
    reports: Mapping[str, Report] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    english_matters: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The province's items by id, each from the newest release of its list."""
        newest = (
            release
            for release in self.releases
            if release.effective_to is None and self.regions[release.region].level == "province"
        )
        return dict(sorted((item.id, item) for release in newest for item in release.items))

    @cached_property
    def matters(self) -> Mapping[str, frozenset[str]]:
        """Every matter that any release names, old ones too, with its topics."""
        items = (item for release in self.releases for item in release.items)
        return {item.matter: frozenset(item.topics) for item in items}

    @cached_property
    def english_names(self) -> Mapping[str, str]:
        """The English of every name that has one: places, departments, organs, topics, matters."""
        return english_names(self)

    @cached_property
    def results_by_month(self) -> Mapping[str, tuple[Result, ...]]:
        """Published results by the month (YYYY-MM) in which the complaint came."""
        return grouped((result.reported, result) for result in self.results.values())

    @cached_property
    def results_by_change(self) -> Mapping[str, tuple[Result, ...]]:
        """The same by the month in which each was published or, if it was, withdrawn."""
        return grouped((f"{result.changed_on:%Y-%m}", result) for result in self.results.values())

    @cached_property
    def first_release_date(self) -> date:
        """The day the first list took effect; before it `who` answers None."""
        return min(release.effective_from for release in self.releases)

    @property
    def routed_from(self) -> date:
        """The first day whose lists route complaints: the site's own word, else the first release's day."""
        return self.site.lists_complete_from or self.first_release_date

    def region(self, code: str) -> Region:
        """The region of that code. Raises KeyError."""
        return self.regions[code]

    def children(self, code: str) -> tuple[Region, ...]:
        """The regions right below, by code."""
        return self._children.get(code, ())

    def lineage(self, code: str) -> tuple[Region, ...]:
        """The region itself, its parent and so on up to the province. Raises KeyError."""
        line = self._lineages.get(code)
        if line is None:
            region = self.regions[code]
            line = self._lineages[code] = (region, *(self.lineage(region.parent) if region.parent else ()))
        return line

    def organ(self, department_id: str, region_code: str, on: date, matter: str = "") -> Organ:
        """The department's organ in the region on that day, and who does its work there, for a matter if one
        is named: a department that was split works on for some. Raises KeyError."""
        return self._organs.organ(department_id, region_code, on, matter)

    def who(self, matter_id: str, region_code: str, on: date) -> Responsibility | None:
        """Who leads the matter there on that day; None when no list in force there holds it.

        The nearest region's own list wins over those above it. Raises KeyError for an unknown region.
        """
        region = self.regions[region_code]
        for holder in self.lineage(region_code):
            for release, item in self._held_in(holder.code).get(matter_id, ()):
                if release.in_force(on):
                    return self._responsibility(region, holder, release, item, on)
        return None

    def responsibilities(self, region_code: str, on: date) -> tuple[Responsibility, ...]:
        """Who leads each matter there on that day, by matter id. Raises KeyError."""
        holders = self.lineage(region_code)
        matters = sorted({matter for holder in holders for matter in self._held_in(holder.code)})
        answers = (self.who(matter, region_code, on) for matter in matters)
        return tuple(answer for answer in answers if answer is not None)

    def list_chain(self, region_code: str) -> ListChain | None:
        """Who drafts, reviews and decides the region's lists. Raises KeyError."""
        return chain_of(self.list_chains, self.regions[region_code])

    def release_of(self, key: str) -> Release | None:
        """The release of that key (410000/ecology/2026-09-01)."""
        return self._releases.get(key)

    def release_in_force(self, region: str, department: str, on: date) -> Release | None:
        """The list that the region's department follows on that day, if it has one of its own."""
        releases = self._lists.get((region, department), ())
        return next((release for release in releases if release.in_force(on)), None)

    def lists_of(self, region: str, on: date) -> tuple[Release, ...]:
        """The region's own lists in force on that day, by department."""
        return tuple(release for release in self._own_lists.get(region, ()) if release.in_force(on))

    def versions(self, region: str, department: str) -> tuple[Release, ...]:
        """Every release of the list, the earliest first."""
        return self._lists.get((region, department), ())

    def _responsibility(
        self, region: Region, holder: Region, release: Release, item: Item, on: date
    ) -> Responsibility:
        seat = self._seat(item, region)
        organ = self.organ(item.department, seat.code, on, item.id)
        own = holder is region
        return Responsibility(
            matter=item.id,
            region=region,
            on=on,
            item=item,
            release=release,
            lead=self.departments[item.department],
            organ=organ,
            supporting=self._organs.parties(item.supporting, seat.code, on),
            inherited_from=None if own else holder,
            rule="own_list" if own else "inherited",
            succession=self._organs.succession(item.department, organ.region, on, item.id),
        )

    def _seat(self, item: Item, region: Region) -> Region:
        """The region whose organ handles the item: the given one, or the one above it at that level."""
        lowest = DEPTH[item.handled_at]
        while region.depth > lowest:
            region = self.regions[region.parent]
        return region

    @cached_property
    def _organs(self) -> OrganDirectory:
        return OrganDirectory(
            self.regions, self.departments, self.organ_overrides, tuple(self.reorganisations.values())
        )

    @cached_property
    def _releases(self) -> Mapping[str, Release]:
        return {release.key: release for release in self.releases}

    @cached_property
    def _children(self) -> Mapping[str, tuple[Region, ...]]:
        return grouped((region.parent, region) for region in self.regions.values())

    def _held_in(self, region_code: str) -> Mapping[str, tuple[tuple[Release, Item], ...]]:
        """By matter, where the region's own lists hold it; by region, for items may lie in a store."""
        held = self._held.get(region_code)
        if held is None:
            releases = self._own_lists.get(region_code, ())
            held = self._held[region_code] = grouped(
                (item.id, (release, item)) for release in releases for item in release.items
            )
        return held

    @cached_property
    def _lineages(self) -> dict[str, tuple[Region, ...]]:
        return {}

    @cached_property
    def _held(self) -> dict[str, Mapping[str, tuple[tuple[Release, Item], ...]]]:
        return {}

    @cached_property
    def _own_lists(self) -> Mapping[str, tuple[Release, ...]]:
        return grouped((release.region, release) for release in self.releases)

    @cached_property
    def _lists(self) -> Mapping[tuple[str, str], tuple[Release, ...]]:
        return grouped(((release.region, release.department), release) for release in self.releases)
