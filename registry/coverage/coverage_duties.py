"""责任清单 → 具体事项清单 (policy, article 4): duties that nothing carries out, items of no duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from registry.book import Registry
from registry.coverage.coverage_items import at_item
from registry.coverage.finding import Finding
from registry.model import Release
from registry.organs.duty_list import Duty, DutyList


def duty_findings(registry: Registry, region: str, lists: tuple[Release, ...], on: date) -> Iterator[Finding]:
    """The region's duties against its own lists; a region that has lists but no duties is told once."""
    duties = registry.duties.get(region)
    if duties is None or not duties.in_force(on):
        if lists:
            yield _none(registry, lists[0])
        return
    leads = {item.id: release.department for release in lists for item in release.items}
    for duty in duties.duties:
        yield from _of_duty(registry, duties, duty, leads)
    named = {item for duty in duties.duties for item in duty.items}
    for release in lists:
        for item in release.items:
            if item.id not in named:
                message = f"“{item.matter}”在具体事项清单里，责任清单里没有哪项职责管它"
                yield at_item(
                    release, item, "item-without-duty", message, "在责任清单里补上，或写明它属于哪项职责"
                )


def _of_duty(registry: Registry, duties: DutyList, duty: Duty, leads: dict[str, str]) -> Iterator[Finding]:
    name = registry.departments[duty.department].name
    if not any(item in leads for item in duty.items):
        message = f"{name}的职责“{_short(duty.text)}”没有对应的具体事项"
        yield _at(
            duties,
            duty,
            "duty-without-items",
            message,
            "梳理成具体事项写进本部门清单；不面向群众的，写明不列事项",
        )
    for item in duty.items:
        lead = leads.get(item, duty.department)
        if lead != duty.department:
            other = registry.departments[lead].name
            message = f"{name}的职责“{_short(duty.text)}”列了事项 {item}，清单里却由{other}牵头"
            yield _at(duties, duty, "duty-of-other-department", message, "改责任清单或改事项清单，使两边一致")


def _at(duties: DutyList, duty: Duty, kind: str, message: str, advice: str) -> Finding:
    return Finding(
        kind=kind,
        region=duties.region,
        department=duty.department,
        subject=duty.id,
        message=message,
        advice=advice,
        file=f"duties/{duties.region}.yaml",
        mark=f"- id: {duty.id}",
        url=f"/duties/{duties.region}/#{duty.id}",
    )


def _none(registry: Registry, first: Release) -> Finding:
    return Finding(
        kind="no-duty-list",
        region=first.region,
        department="",
        subject=first.region,
        message=f"{registry.regions[first.region].name}公布了具体事项清单，没有公布责任清单",
        advice="按政策第四条制定本地责任清单，写进 duties/",
        file=f"lists/{first.key}.yaml",
        mark="region:",
        url=f"/regions/{first.region}/",
    )


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:23]}…"
