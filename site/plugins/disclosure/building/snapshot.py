"""The registry as of one day, with what several pages need worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from registry import (
    Department,
    Item,
    Plan,
    Region,
    Registry,
    Release,
    Report,
    Result,
    Statute,
)
from registry.grouping import grouped, sorted_groups
from registry.model import claim_of

from .heads import LocalRule, differs, matters, outline, standing
from .inputs import ContentFiles, hash_of


@dataclass(frozen=True, slots=True)
class Site:
    """What one build starts from. `base_url` is the public address, without a slash at its end; `content` is
    where the pictures of the record lie, `cache` where what was made is remembered."""

    registry: Registry
    on: date
    base_url: str
    theme: Path
    content: Path
    cache: Path


class Snapshot:
    """Questions the page functions ask, answered for the day `on`; every order is fixed."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.registry = site.registry
        self.on = site.on
        self.base_url = site.base_url
        self._files = ContentFiles(site.registry.files)

    def inputs(self, *places: str, facts: object = None) -> str:
        """What a part is made from: the files of content/ at or below these places ("lists/410105/"; "" is
        all) and `facts`, of which the repr must tell all. What is common to all parts need not be named."""
        return hash_of(self._files.below(*places), repr(facts))

    @cached_property
    def common(self) -> str:
        """What every part is made from: all but the growing folders of content/, the day, the address."""
        return hash_of(self._files.common, self.on.isoformat(), self.base_url)

    @cached_property
    def usual(self) -> str:
        """One hash over what any page may show of a matter: its name, its topics, who leads."""
        shown = [
            (item.id, item.matter, item.topics, item.department, *standing(item), self.is_current(item))
            for item in self.items.values()
        ]
        return self.inputs(facts=shown)

    @cached_property
    def heads(self) -> str:
        """One hash over all that lists say but the wording of their items."""
        return self.inputs(facts=[outline(release) for release in self.published])

    @cached_property
    def shown(self) -> str:
        """One hash over all but the wording of those lists that no matter's page and no result tells of."""
        told = {self.release_of(item).key for item in self.items.values()}
        told.update(result.release for result in self._made_public)
        lists = (f"lists/{key}.yaml" for key in sorted(told))
        return self.inputs("results/", "reports/", "plans/", *lists, facts=(self.usual, self.heads))

    def holders(self, region: str, matter: str) -> tuple[Release, ...]:
        """The published releases of the region that ever held the matter, the earliest first."""
        if region not in self._holders:
            own = (release for release in self.published if release.region == region)
            by_day = sorted(own, key=lambda release: release.effective_from)
            self._holders[region] = grouped((claim.id, each) for each in by_day for claim in each.claims)
        return self._holders[region].get(matter, ())

    @cached_property
    def _holders(self) -> dict[str, dict[str, tuple[Release, ...]]]:
        return {}

    @cached_property
    def province(self) -> Region:
        return self.registry.region(self.registry.site.region)

    @cached_property
    def published(self) -> tuple[Release, ...]:
        """Releases already made public; one approved for a later day stays unseen until then."""
        return tuple(r for r in self.registry.releases if r.approval.published_on <= self.on)

    @cached_property
    def current(self) -> tuple[Release, ...]:
        """The releases in force, one for each region and department that has a list."""
        return tuple(release for release in self.published if release.in_force(self.on))

    @cached_property
    def newest(self) -> tuple[Release, ...]:
        """Published releases, the latest first."""
        return tuple(sorted(self.published, key=lambda r: (r.approval.published_on, r.key), reverse=True))

    @cached_property
    def items(self) -> dict[str, Item]:
        """By matter id, the item its page tells of: the province's in force, else a region's own.

        An item that no list in force holds any more keeps its page, from the last release that held it.
        """
        held: dict[str, Item] = {}
        for release in (*self.current, *self.newest):
            if not held.keys() >= matters(release):
                held = {item.id: item for item in release.items} | held
        return dict(sorted(held.items()))

    @cached_property
    def releases_by_key(self) -> dict[tuple[str, str, str], Release]:
        return {(r.region, r.department, r.release): r for r in self.published}

    def release_of(self, item: Item) -> Release:
        return self.releases_by_key[item.region, item.department, item.release]

    def is_current(self, item: Item) -> bool:
        """Whether a list in force holds the item."""
        return self.release_of(item).in_force(self.on)

    @cached_property
    def local_rules(self) -> dict[str, tuple[LocalRule, ...]]:
        """By matter id, the regions whose own list differs from the item shown on its page."""
        usual = {(item.department, claim_of(item)) for item in self.items.values()}
        return sorted_groups(
            (claim.id, LocalRule(self.registry.region(release.region), claim, release, self._lead(release)))
            for release in self.current
            for claim in release.claims
            if (release.department, claim) not in usual  # nearly all are, and it is told sooner
            and differs(claim, release.department, self.items[claim.id])
        )

    def _lead(self, release: Release) -> Department:
        return self.registry.departments[release.department]

    @cached_property
    def items_by_topic(self) -> dict[str, tuple[Item, ...]]:
        return sorted_groups((topic, item) for item in self._shown for topic in item.topics)

    @cached_property
    def items_by_department(self) -> dict[str, tuple[Item, ...]]:
        return sorted_groups((item.department, item) for item in self._shown)

    @cached_property
    def supported_by_department(self) -> dict[str, tuple[Item, ...]]:
        return sorted_groups((party, item) for item in self._shown for party in item.supporting)

    @cached_property
    def _shown(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items.values() if self.is_current(item))

    @cached_property
    def lists_by_department(self) -> dict[str, tuple[Release, ...]]:
        return sorted_groups((release.department, release) for release in self.current)

    @cached_property
    def lists_by_region(self) -> dict[str, tuple[Release, ...]]:
        return sorted_groups((release.region, release) for release in self.current)

    @cached_property
    def histories(self) -> dict[str, tuple[Release, ...]]:
        """By "region/department", every published release of that list, the newest first."""
        newest_first = sorted(self.published, key=lambda release: release.release, reverse=True)
        return sorted_groups((f"{release.region}/{release.department}", release) for release in newest_first)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """Special reports published by the day, by region, unit and year."""
        return tuple(each for each in self.registry.reports.values() if each.published_on <= self.on)

    @cached_property
    def reports_by_key(self) -> dict[str, Report]:
        return {report.key: report for report in self.reports}

    @cached_property
    def papers_by_region(self) -> dict[str, tuple[Report | Plan, ...]]:
        """Reports and plans by their region."""
        return sorted_groups((each.region, each) for each in (*self.reports, *self.plans))

    @cached_property
    def papers_by_department(self) -> dict[str, tuple[Report | Plan, ...]]:
        """Reports and plans by the department they are of."""
        return sorted_groups((each.unit, each) for each in (*self.reports, *self.plans))

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Work plans made public by the day."""
        return tuple(each for each in self.registry.plans.values() if each.published_on <= self.on)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Published results that were not withdrawn, the latest first."""
        return tuple(result for result in self._made_public if result.withdrawn is None)

    @cached_property
    def withdrawn_results(self) -> tuple[Result, ...]:
        return tuple(result for result in self._made_public if result.withdrawn)

    @cached_property
    def _made_public(self) -> tuple[Result, ...]:
        found = (each for each in self.registry.results.values() if each.published_on <= self.on)
        return tuple(sorted(found, key=lambda result: (result.published_on, result.id), reverse=True))

    @cached_property
    def results_by_region(self) -> dict[str, tuple[Result, ...]]:
        """By region below the province, the results in it and below."""
        return sorted_groups(
            (region.code, result)
            for result in self.results
            for region in self.registry.lineage(result.region)
            if region.parent
        )

    @cached_property
    def results_by_department(self) -> dict[str, tuple[Result, ...]]:
        return sorted_groups((result.department, result) for result in self.results)

    @cached_property
    def results_by_month(self) -> dict[str, tuple[Result, ...]]:
        """By month of publication (YYYY-MM)."""
        return sorted_groups((f"{result.published_on:%Y-%m}", result) for result in self.results)

    @cached_property
    def results_by_item(self) -> dict[str, tuple[Result, ...]]:
        return sorted_groups((result.item, result) for result in self.results)

    def statute(self, title: str) -> Statute | None:
        return self.registry.statutes.get(title)
