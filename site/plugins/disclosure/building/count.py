"""How many pages of each kind the registry calls for, counted apart from the code that makes them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from registry import Registry
from registry.grouping import grouped

from .heads import matters

SINGLE_PAGES = (
    "home",
    "departments",
    "regions",
    "topics",
    "lists",
    "matters_without_lead",
    "lead_decisions",
    "duties",
    "policies",
    "results",
    "result_statistics",
    "reports",
    "plans",
    "glossary",
    "not_found",
    "style",
)


def expected_pages(registry: Registry, on: date) -> Counter[str]:
    """Pages due by kind on that day."""
    published = [release for release in registry.releases if release.approval.published_on <= on]
    in_force = [release for release in published if release.in_force(on)]
    counts = Counter(dict.fromkeys(SINGLE_PAGES, 1))
    counts["department"] = len(registry.departments)
    counts["region"] = len(registry.regions)
    counts["topic"] = len(registry.topics)
    counts["list"] = len(published) + len(in_force)
    cities = registry.children(registry.site.region)
    counts["matrix"] = 1 + sum(bool(registry.children(city.code)) for city in cities)
    counts["embedded_list"] = len(in_force)
    counts["list_changes"] = len(published) - len({(each.region, each.department) for each in published})
    counts["duty_list"] = sum(duties.published_on <= on for duties in registry.duties.values())
    counts["policy"] = len(registry.policies)
    by_list = grouped(((each.region, each.department), matters(each)) for each in published)
    counts["item"] = len({matter for lists in by_list.values() for held in lists for matter in held})
    counts["withdrawn_list"] = len(registry.withdrawn_releases)
    counts["region_lists"] = len({release.region for release in in_force})
    counts["local_item"] = sum(
        len(set().union(*held)) for (region, _), held in by_list.items() if registry.region(region).parent
    )
    counts["matter_without_lead"] = len(registry.matters_without_lead)
    counts["page"] = len(registry.pages)
    counts.update(_result_pages(registry, on))
    counts.update(_annual_pages(registry, on))
    return counts


def _result_pages(registry: Registry, on: date) -> dict[str, int]:
    """Every result ever published keeps its page; each region, department and month with one has a list."""
    published = [result for result in registry.results.values() if result.published_on <= on]
    shown = [result for result in published if result.withdrawn is None]
    regions = {region.code for result in shown for region in registry.lineage(result.region) if region.parent}
    departments = {result.department for result in shown}
    months = {(result.published_on.year, result.published_on.month) for result in shown}
    return {"result": len(published), "result_list": len(regions) + len(departments) + len(months)}


def _annual_pages(registry: Registry, on: date) -> dict[str, int]:
    """Every report and plan made public; each year a board of the province and of each place reported to."""
    reports = [each for each in registry.reports.values() if each.published_on <= on]
    years = range(registry.annual.first_year, on.year) if registry.annual else ()
    boards = {(year, registry.site.region) for year in years}
    for each in reports:
        if each.year in years:
            to = registry.region(each.region).parent if each.unit == "government" else each.region
            boards.add((each.year, to))
    plans = sum(plan.published_on <= on for plan in registry.plans.values())
    return {"report": len(reports), "report_board": len(boards), "plan": plans}
