"""The coordinating office's decisions on what was not decided. Raises what `handle` raises."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput
from intake.cases.model import Owner, Staff
from intake.cases.ownership import lawful, office, organ_owner, regions_below
from intake.cases.routing import Certificate
from intake.cases.states import Action
from intake.services.casework import objections
from intake.services.casework.learning import OTHER_BUSINESS, learn
from intake.services.casework.step import Change, Step, refuse_accused, required, step_on
from intake.services.context import Context
from intake.words import gettext as _
from registry import Responsibility


@dataclass(frozen=True, slots=True)
class Decision:
    """Which department (an id) leads and why. `item` is the list item it answers under, if there is one.

    `region` (a code) picks the organ's region; without it the item's level decides, else the place.
    """

    department: str
    reason: str
    item: str | None = None
    region: str | None = None


def route(ctx: Context, staff: Staff, case_number: str, version: int, decision: Decision) -> int:
    """Send the case to the organ decided on; returns the new version.

    Raises BadInput (department, item, region, reason), also when the organ is the one complained about.
    """
    reason = required("reason", tidy(decision.reason))
    with step_on(ctx, staff, case_number, version, Action.ROUTE) as step:
        objections.settle(step, reason)
        listed = _listed(step, decision)
        owner = _owner(step, decision, listed)
        certificate = _decided(step, owner, decision, listed)
        facts = {
            "organ": step.holder(owner),
            "department": decision.department,
            "item": decision.item or "",
            "reason": reason,
        }
        values = {
            "certificate": certificate.to_json(),
            "matter": certificate.matter,
            "office_region": staff.region,
        }
        learn(step, decision.department)
        return step.take(Change(owner, values, facts))


def answer_elsewhere(ctx: Context, staff: Staff, case_number: str, version: int, goes_to: str) -> int:
    """Close a case that is not environmental; `goes_to` tells the complainant in words where to go.

    Raises BadInput("goes_to") when it is empty.
    """
    said = required("goes_to", tidy(goes_to), most=500)
    with step_on(ctx, staff, case_number, version, Action.ANSWER_ELSEWHERE) as step:
        objections.settle(step, said)
        learn(step, OTHER_BUSINESS)
        return step.take(Change(values={"answer": said}, facts={"goes_to": said}))


def _listed(step: Step, decision: Decision) -> Responsibility | None:
    """Who the lists say leads the chosen item where the complaint is."""
    if not decision.item:
        return None
    registry = step.ctx.registry
    on = max(step.ctx.today(), registry.routed_from)
    listed = registry.who(decision.item, _place(step), on)
    if listed is None:
        raise BadInput("item", _("清单里没有这个事项，请重新选择。"))
    return listed


def _owner(step: Step, decision: Decision, listed: Responsibility | None) -> Owner:
    """The organ decided on; where nobody chose its place and it is accused, its lawful superior."""
    registry, on = step.ctx.registry, step.ctx.today()
    region = decision.region or _kept_above(step, listed.organ.region if listed else _place(step))
    if region not in registry.regions or not _decides_for(step, region):
        raise BadInput("region", _("只能转给本地区范围内的部门。"))
    try:
        owner = organ_owner(registry, decision.department, region, on)
    except KeyError:
        raise BadInput("department", _("这个地区没有这个部门，请重新选择。")) from None
    if not decision.region:
        owner = lawful(owner, step.case.certificate, registry, on) or owner
    refuse_accused(step.ctx, step.case, owner)
    if decision.region and _kept_above(step, region) != region:
        raise BadInput("region", _("投诉反映的就是这一级的部门，只能转给上级的部门。"))
    return owner


def _kept_above(step: Step, region: str) -> str:
    """The region, or that of the office above the accused where the region lies below it: organs side by side
    are too near each other."""
    registry, certificate = step.ctx.registry, step.case.certificate
    deciding = office(certificate, registry, step.ctx.today())
    lowest = deciding.region if deciding else registry.site.region
    passed_over = lowest != _place(step) and region != lowest
    return lowest if passed_over and region in regions_below(registry, lowest) else region


def _decides_for(step: Step, region: str) -> bool:
    """An office sends to organs of its own region, of those below, and of those above it."""
    registry, own = step.ctx.registry, step.staff.region
    above = {each.code for each in registry.lineage(own)}
    return region in above or region in regions_below(registry, own)


def _decided(step: Step, owner: Owner, decision: Decision, listed: Responsibility | None) -> Certificate:
    """The certificate as the office decided it. What the router had said stays in the record of filing."""
    department = step.ctx.registry.departments[decision.department]
    cited = listed if listed and listed.lead.id == decision.department else None
    return replace(
        step.case.certificate,
        environmental=True,
        elsewhere=None,
        department=department.name,
        department_id=department.id,
        rule="office",
        confidence=1.0,
        decided=True,
        organ=step.holder(owner),
        organ_key=f"{owner.region}/{owner.department}",
        supporting=tuple(each.name for each in cited.supporting) if cited else (),
        item=decision.item,
        matter=listed.item.matter if listed else None,
        release=cited.release.key if cited else None,
        legal_basis=tuple(each.citation for each in cited.item.basis) if cited else (),
    )


def _place(step: Step) -> str:
    return step.case.certificate.region or step.case.owner.region
