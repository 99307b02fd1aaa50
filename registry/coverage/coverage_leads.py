"""Warnings about who leads: nobody, two under different numbers, or another than the list above says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from registry.book import Registry
from registry.coverage.coverage_items import at_item
from registry.coverage.finding import Finding
from registry.model import Item, MatterWithoutLead, Release


def lead_findings(registry: Registry, region: str, lists: tuple[Release, ...], on: date) -> Iterator[Finding]:
    """What the region's lists leave open or decide otherwise than those above."""
    yield from _twice(registry, lists)
    for release in lists:
        for item in release.items:
            yield from _unclear(release, item)
            yield from _contradiction(registry, release, item, on)
    if region == registry.site.region:
        yield from _registered(registry)


def _twice(registry: Registry, lists: tuple[Release, ...]) -> Iterator[Finding]:
    """One matter by its words in two departments' lists; the same id twice is a fault and never loads."""
    held: defaultdict[str, list[tuple[Release, Item]]] = defaultdict(list)
    for release in lists:
        for item in release.items:
            held[item.matter].append((release, item))
    for matter, claims in held.items():
        for release, item in claims[1:] if len({r.department for r, _ in claims}) > 1 else ():
            first = registry.departments[claims[0][0].department].name
            message = (
                f"“{matter}”在{first}和{registry.departments[release.department].name}的清单里各写了一次"
            )
            yield at_item(release, item, "same-matter-twice", message, "两家商定由谁牵头，另一家改写为配合")


def _unclear(release: Release, item: Item) -> Iterator[Finding]:
    if item.lead_status == "unclear":
        message = f"“{item.matter}”在清单里，但牵头部门没有依据"
        yield at_item(release, item, "no-lead", message, "按政策第六条会商研究，提出牵头意见报审定")


def _contradiction(registry: Registry, release: Release, item: Item, on: date) -> Iterator[Finding]:
    """A list below may name another lead by a lead decision or a local regulation, by nothing less."""
    above = registry.regions[release.region].parent
    usual = registry.who(item.id, above, on) if above else None
    if usual is None or usual.item.department == item.department or item.decision:
        return
    if any(registry.statutes[basis.statute].kind == "local_regulation" for basis in item.basis):
        return
    lead = registry.departments[usual.item.department].name
    message = f"“{item.matter}”上级清单由{lead}牵头，本地清单改了，却没有写牵头意见，也没有引地方性法规"
    yield at_item(
        release,
        item,
        "contradicts-superior",
        message,
        "补写牵头意见（lead_decisions）并在事项里引用，或改回上级的写法",
    )


def _registered(registry: Registry) -> Iterator[Finding]:
    decided = {decision.matter for decision in registry.lead_decisions.values()}
    for matter in registry.matters_without_lead.values():
        if matter.status == "unclear" and not decided.intersection(matter.related):
            yield _open_matter(matter)


def _open_matter(matter: MatterWithoutLead) -> Finding:
    who = "省级会商报省委、省政府审定" if matter.decide_at == "province" else "由市县党委和政府研究明确"
    return Finding(
        kind="no-lead",
        region="",
        department="",
        subject=matter.id,
        message=f"“{matter.matter}”没有明确牵头部门",
        advice=f"按政策第六条{who}，定下后写进清单",
        file=f"matters_without_lead/{matter.id}.md",
        mark="matter:",
        url=f"/matters-without-lead/{matter.id}/",
    )
