"""Looks over all lists that hold in a region, its own and those above, for what wants attention.

Faults keep content from loading (`registry.check`); these are warnings. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.book import Registry
from registry.coverage.coverage_duties import duty_findings
from registry.coverage.coverage_items import item_findings
from registry.coverage.coverage_leads import lead_findings
from registry.coverage.finding import Finding
from registry.policies.policy_tasks import policy_findings


def findings(registry: Registry, region: str, on: date) -> list[Finding]:
    """What is to be told of the lists and duties that hold in the region on that day, parents' included.

    Raises KeyError for an unknown region.
    """
    return [each for holder in registry.lineage(region) for each in own_findings(registry, holder.code, on)]


def all_findings(registry: Registry, on: date) -> list[Finding]:
    """The same of every region that has a record of its own."""
    own = {release.region for release in registry.releases} | set(registry.duties)
    return [each for region in sorted(own) for each in own_findings(registry, region, on)]


def own_findings(registry: Registry, region: str, on: date) -> Iterator[Finding]:
    """What the region's own record calls for, held against the lists above it."""
    lists = registry.lists_of(region, on)
    for release in lists:
        for item in release.items:
            yield from item_findings(registry, release, item, on)
    yield from lead_findings(registry, region, lists, on)
    yield from duty_findings(registry, region, lists, on)
    if region == registry.site.region:
        yield from policy_findings(registry)
