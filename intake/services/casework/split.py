"""One complaint, two tasks: supervision stays, enforcement goes to who has the power (article 23)."""

from __future__ import annotations

import secrets
from dataclasses import replace

from intake.cases import receipt, states
from intake.cases.errors import BadInput
from intake.cases.events import Event, Recorded
from intake.cases.model import Owner
from intake.cases.objections import Grounds
from intake.cases.ownership import organ_owner
from intake.cases.running import Moment
from intake.cases.states import Action, State
from intake.services.casework import clockwork
from intake.services.casework.step import Change, Step, next_case_number, refuse_accused
from intake.store.cases import cases as store
from intake.store.cases import objections
from intake.store.records import events
from intake.words import gettext as _


def split_off(step: Step, grounds: Grounds) -> int:
    """Make a case of the enforcement part at the organ named; the rest stays. Returns the new version.

    The part shows no contact: whoever enforces asks through the organ that has the whole.
    Raises BadInput("names"): unknown, without power, this organ itself, or the one complained about.
    """
    owner = _enforcer(step, grounds)
    number = _file_part(step, owner)
    facts = {"goes_to": step.holder(owner), "clause": grounds.clause, "part": number}
    profile = step.case.profile or step.ctx.settings.procedure
    values = {"assignee_id": step.case.assignee_id or step.staff.id, "profile": profile}
    return step.take(Change(values=values, facts=facts))


def _enforcer(step: Step, grounds: Grounds) -> Owner:
    registry = step.ctx.registry
    department = registry.departments.get(grounds.names or "")
    if department is None or not department.enforcement:
        raise BadInput("names", _("这个部门没有执法权，请写明有执法权的部门。"))
    try:
        owner = organ_owner(registry, department.id, step.case.owner.region, step.ctx.today())
    except KeyError:
        raise BadInput("names", _("这个地区没有这个部门，请重新选择。")) from None
    if owner == step.case.owner:
        raise BadInput("names", _("不能转给本单位。"))
    refuse_accused(step.ctx, step.case, owner, "names")
    return owner


def _file_part(step: Step, owner: Owner) -> str:
    ctx, connection, case, now = step.ctx, step.connection, step.case, step.ctx.now()
    transition = states.step(State.RECEIVED, Action.DISPATCH)
    unguessable = receipt.keyed_hash(ctx.keys.receipt, secrets.token_hex(32))
    part = store.NewCase(
        number=next_case_number(ctx, connection),
        code_hash=unguessable,
        request_hash=unguessable,
        state=transition.after,
        owner=owner,
        complaint=case.complaint,
        certificate=replace(
            case.certificate,
            organ=step.holder(owner),
            organ_key=f"{owner.region}/{owner.department}",
            department_id=owner.department,
            department=ctx.registry.departments[owner.department or ""].name,
            rule="office",
        ),
        source=f"part:{case.number}",
        filed_at=now,
        made_at=now,
        office_region=case.office_region,
        restricted=case.restricted,
    )
    part_id = store.insert_case(connection, part)
    if part_id is None:
        raise LookupError(part.number)
    objections.keep_part(connection, part_id, case.id)
    moment = Moment(transition, now, None, now, clockwork.profiles(ctx))
    store.set_next_due(connection, part_id, clockwork.turn(ctx, connection, part_id, moment, ()))
    facts = {"organ": step.holder(owner), "whole": case.number}
    for event in (Event.CASE_SPLIT_OFF, transition.event):
        events.record(connection, Recorded(event, now, part_id, step.staff.id, detail=facts))
    return part.number
