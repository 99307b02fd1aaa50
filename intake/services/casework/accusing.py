"""A case accuses an organ and the router did not see it: the office marks it, or takes that back.

From then on all holds that holds of what the router marked (信访工作条例 art. 30): who reaches and finds it,
what it is compared with, whom it can be sent to. Both raise NotFound, NotPermitted, StaleCase or
BadTransition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import NO_OFFICE, holder_name, office
from intake.cases.permissions import Right
from intake.cases.restricted import accused_in, barred
from intake.cases.routing import Certificate
from intake.cases.states import Action, actions_in
from intake.cases.tasks import OPEN, TaskState
from intake.services.casework.mark import Mark, marking
from intake.services.casework.step import Act, Change, lineage, move, required, stale
from intake.services.context import Context
from intake.store.cases import cases, merges, tasks
from intake.store.desk import units
from intake.store.desk.units import Desk
from intake.store.records import events
from intake.words import gettext as _


@dataclass(frozen=True, slots=True)
class Accusation:
    """The organ accused, and why the office says so: kept on the record, not told in the case's story."""

    organ: Owner
    reason: str


def mark(ctx: Context, staff: Staff, case_number: str, version: int, said: Accusation) -> None:
    """Mark it. Where the accused has the case, the office that may know of it takes it.

    Raises BadInput (organ, reason), also when it is too far on at the accused to be taken back.
    """
    reason = required("reason", tidy(said.reason), most=500)
    with marking(ctx, staff, case_number, version, Right.MARK_ACCUSING) as step:
        case = _alone(step)
        if case.restricted:
            raise BadTransition(_("这件投诉已经标明涉及单位。"))
        name = _name(ctx, case, said.organ)
        marked = replace(case, certificate=_accusing(ctx, case, said.organ), restricted=True)
        lines = [_line(step, Event.ACCUSATION_MARKED, {"accused": name, "ground": reason})]
        lines += _call_off(step, marked)
        _change(step, marked)
        events.record(step.connection, *lines)


def take_back(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> None:
    """Take back what was marked by hand; the case stays where it is. Raises BadInput (reason)."""
    ground = required("reason", tidy(reason), most=500)
    with marking(ctx, staff, case_number, version, Right.MARK_ACCUSING) as step:
        made = step.case.certificate
        if not made.accused_by_hand:
            raise BadTransition(_("这件投诉不是协调办公室标明的，不能取消。"))
        clean = replace(made, accused=(), accused_level=None, accused_by_hand=False)
        _keep(step, {"certificate": clean.to_json(), "restricted": False})
        events.record(step.connection, _line(step, Event.ACCUSATION_TAKEN_BACK, {"ground": ground}))


def organs(ctx: Context, case_region: str) -> Mapping[str, tuple[Owner, ...]]:
    """Whom a case at a place can accuse, nearest first: the organs of each region by its name."""
    registry = ctx.registry
    line = [each for each in lineage(ctx, case_region) if each in registry.regions]
    return {
        registry.regions[region].name: tuple(
            Owner(region, each) for each in registry.departments if _exists(ctx, each, region)
        )
        for region in line
    }


def _exists(ctx: Context, department: str, region: str) -> bool:
    try:
        ctx.registry.organ(department, region, ctx.today())
    except KeyError:
        return False
    return True


def _name(ctx: Context, case: Case, organ: Owner) -> str:
    if not any(organ in each for each in organs(ctx, _place(case)).values()):
        raise BadInput("organ", _("没有这个单位，请重新选择。"))
    return holder_name(organ, ctx.registry, ctx.today())


def _place(case: Case) -> str:
    return case.certificate.region or case.owner.region


def _alone(step: Mark) -> Case:
    """The case, which goes along with no other: those that accuse an organ are handled alone."""
    case = step.case
    if merges.of_case(step.connection, case.id) or merges.members(step.connection, case.id):
        raise BadTransition(_("反映部门或者工作人员的投诉单独办：请先把它和别的投诉分开。"))
    return case


def _accusing(ctx: Context, case: Case, organ: Owner) -> Certificate:
    return replace(
        case.certificate,
        accused=(organ.department or "",),
        accused_level=ctx.registry.regions[organ.region].level,
        accused_by_hand=True,
    )


def _change(step: Mark, marked: Case) -> None:
    """Keep the mark, and bring the case away from whom it accuses."""
    ctx, case = step.ctx, step.case
    deciding = office(marked.certificate, ctx.registry, ctx.today())
    values: dict[str, Any] = {
        "certificate": marked.certificate.to_json(),
        "restricted": True,
        "office_region": deciding.region if deciding else NO_OFFICE,
    }
    if not _barred(ctx, marked, case.owner):
        _keep(step, values)
        return
    if deciding is None:
        raise BadInput("organ", _("标明以后没有协调办公室可以办它。请先转给监察机关，再标明。"))
    if case.owner.department is None:
        _keep(step, {**values, "owner_region": deciding.region, "assignee_id": None})
        units.lay(step.connection, case.id, Desk(None, ctx.now()))
        return
    if Action.RECALL not in actions_in(case.state):
        told = _("它在这个单位手里，收不回来。有异议的先核定，已经开始调查的先报上级机关，再标明。")
        raise BadInput("organ", told)
    facts = {"organ": holder_name(deciding, ctx.registry, ctx.today())}
    move(ctx, step.connection, marked, Act(Action.RECALL, step.staff.id), Change(deciding, values, facts))


def _call_off(step: Mark, marked: Case) -> Iterator[Recorded]:
    """Ask no accused organ to help any longer."""
    for each in tasks.of_case(step.connection, marked.id):
        if each.state in OPEN and _barred(step.ctx, marked, each.organ):
            if not tasks.change(step.connection, each, TaskState.WITHDRAWN):
                raise stale()
            name = holder_name(each.organ, step.ctx.registry, step.ctx.today())
            yield _line(step, Event.TASK_WITHDRAWN, {"organ": name})


def _barred(ctx: Context, marked: Case, owner: Owner) -> bool:
    return barred(accused_in(marked.certificate, ctx.registry, ctx.today()), owner)


def _keep(step: Mark, values: Mapping[str, Any]) -> None:
    if not cases.change(step.connection, step.case, step.ctx.now(), values):
        raise stale()


def _line(step: Mark, event: Event, facts: Mapping[str, str]) -> Recorded:
    return Recorded(event, step.ctx.now(), step.case.id, step.staff.id, detail=dict(facts))
