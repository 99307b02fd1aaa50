"""Matters without a lead (policy, article 6), and the decisions that named one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from registry import Department, Item, LeadDecision, MatterWithoutLead, Region

from ..building.snapshot import Snapshot
from ..text import to_html
from ..words import gettext as _
from ..words import lazy
from .items import cited
from .model import HOME, Crumb, SitePage

ABOVE = (HOME, Crumb(lazy("尚未明确牵头的事项"), "/matters-without-lead/"))
STATUS_WORDS = {"unclear": lazy("牵头部门尚未明确"), "designated_locally": lazy("由当地确定牵头部门")}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A lead decision with the region, item and department it names."""

    decision: LeadDecision
    region: Region
    item: Item | None
    department: Department
    body: Markup


def matters_without_lead(snapshot: Snapshot) -> SitePage:
    matters = snapshot.registry.matters_without_lead.values()
    return SitePage(
        url="/matters-without-lead/",
        kind="matters_without_lead",
        title=_("尚未明确牵头部门的事项"),
        description=_("有些事法律没有写明由谁牵头。这里列出这些事项、为什么没有明确、现在可以先找谁。"),
        section="matters",
        crumbs=(HOME,),
        context={
            "unclear": [matter for matter in matters if matter.status == "unclear"],
            "designated": [matter for matter in matters if matter.status != "unclear"],
        },
    )


def matter_pages(snapshot: Snapshot) -> Iterator[SitePage]:
    for matter in snapshot.registry.matters_without_lead.values():
        yield SitePage(
            url=f"/matters-without-lead/{matter.id}/",
            kind="matter_without_lead",
            name=matter.matter,
            title=f"{matter.matter}：{STATUS_WORDS[matter.status]}",
            description=_("%(matter)s由谁牵头，为什么没有统一规定，现在可以先找谁。")
            % {"matter": matter.matter},
            section="matters",
            crumbs=ABOVE,
            keywords=(matter.matter,),
            context={
                "matter": matter,
                "body": to_html(matter.body_markdown),
                "related": [snapshot.items[item] for item in matter.related if item in snapshot.items],
                "possible": possible_leads(snapshot, matter),
                "basis": [cited(snapshot, basis) for basis in matter.basis],
                "local_rules": snapshot.local_rules,
            },
        )


def possible_leads(snapshot: Snapshot, matter: MatterWithoutLead) -> tuple[tuple[str, str], ...]:
    """(name, address) of each possible lead; one that is no department of ours has no address."""
    known = snapshot.registry.departments
    return tuple(
        (known[lead].name, f"/departments/{lead}/") if lead in known else (lead, "")
        for lead in matter.possible_leads
    )


def lead_decisions(snapshot: Snapshot) -> SitePage:
    return SitePage(
        url="/lead-decisions/",
        kind="lead_decisions",
        title=_("牵头部门研究意见"),
        description=_("各地研究确定事项牵头部门的意见：哪里、哪件事、由谁牵头、依据什么文件。"),
        section="decisions",
        crumbs=(HOME,),
        context={"decisions": [_view(snapshot, d) for d in snapshot.registry.lead_decisions.values()]},
    )


def _view(snapshot: Snapshot, decision: LeadDecision) -> DecisionView:
    return DecisionView(
        decision,
        snapshot.registry.region(decision.region),
        snapshot.items.get(decision.matter),
        snapshot.registry.departments[decision.department],
        to_html(decision.body_markdown, deeper=1),
    )
