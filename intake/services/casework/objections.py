"""An organ says that a case is not its own; the office that sent it agrees or refuses; twice is enough."""

from __future__ import annotations

from dataclasses import replace

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, BadTransition, NotPermitted
from intake.cases.model import Owner, Staff
from intake.cases.objections import MOST, REASONS, Grounds, Objection, common_superior, reason_words
from intake.cases.ownership import NO_OFFICE
from intake.cases.running import WINDOW
from intake.cases.states import Action, State
from intake.services.casework import clockwork
from intake.services.casework.split import split_off
from intake.services.casework.step import Change, Step, lineage, required, step_on
from intake.services.context import Context
from intake.store.cases import objections as store
from intake.words import gettext as _


def object_to(ctx: Context, staff: Staff, case_number: str, version: int, grounds: Grounds) -> int:
    """Say that a case is not this organ's; returns the new version.

    Within 5 working days of its arrival (信访工作条例 art. 23). The office that sent it decides; the second
    objection in a case goes to the office above all who were asked, whose decision is final. For want of
    enforcement power the case is split instead: supervision stays here (article 23 of the policy).
    Raises BadInput (clause, names, text), BadTransition when it is too late or twice was enough.
    """
    checked = _checked(grounds)
    if REASONS[grounds.reason].splits:
        with step_on(ctx, staff, case_number, version, Action.SPLIT) as step:
            return split_off(step, checked)
    with step_on(ctx, staff, case_number, version, Action.OBJECT) as step:
        if step.case.office_region == NO_OFFICE:
            raise BadTransition(_("这件投诉反映的部门之上没有协调办公室，不能退回，请受理。"))
        _in_time(step)
        earlier = store.of_case(step.connection, step.case.id)
        if len(earlier) >= MOST:
            raise BadTransition(_("这件投诉已经两次提出异议，由上级确定了办理部门，不能再退回。"))
        objection = Objection(step.case.owner, checked, ctx.now(), None, "")
        store.keep(step.connection, step.case.id, objection, staff.id)
        return _send_up(step, objection, earlier) if len(earlier) + 1 == MOST else _ask(step, objection)


def agree(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Take the case back, to decide anew who answers. Only the office that sent it, or one above."""
    said = required("reason", tidy(reason), most=500)
    with step_on(ctx, staff, case_number, version, Action.AGREE) as step:
        settle(step, said)
        owner = Owner(step.case.office_region)
        facts = {"organ": step.holder(owner), "reason": said}
        return step.take(Change(owner, {"assignee_id": None}, facts))


def refuse(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Leave the case where it is, saying why. Only the office that sent it, or one above."""
    said = required("reason", tidy(reason), most=500)
    with step_on(ctx, staff, case_number, version, Action.REFUSE) as step:
        settle(step, said, agreed=False)
        return step.take(Change(facts={"organ": step.holder(), "reason": said}))


def settle(step: Step, reason: str, *, agreed: bool = True) -> None:
    """Settle the open objection, if there is one. Raises NotPermitted for offices below the sender."""
    if step.case.state is not State.OBJECTED:
        return
    if step.staff.region not in lineage(step.ctx, step.case.office_region):
        raise NotPermitted(_("由转来这件投诉的协调办公室决定。"))
    verdict = (agreed, reason)
    store.decide(step.connection, step.case.id, verdict, step.staff.id, step.ctx.now())


def _checked(grounds: Grounds) -> Grounds:
    clause = required("clause", tidy(grounds.clause), most=200)
    if REASONS[grounds.reason].names_department and not grounds.names:
        raise BadInput("names", _("请写明哪个部门有执法权。"))
    return replace(grounds, clause=clause, text=tidy(grounds.text)[:500])


def _in_time(step: Step) -> None:
    clocks = clockwork.of_case(step.ctx, step.connection, step.case.id)
    windows = [each for each in clocks if each.key == WINDOW]
    ends = clockwork.due_at(step.ctx, windows[-1]) if windows else None
    if ends and step.ctx.now() > ends:
        raise BadTransition(_("收到后 5 个工作日内可以提出异议，现在已经过了，请受理办理。"))


def _ask(step: Step, objection: Objection) -> int:
    return step.take(Change(facts=_facts(step, objection)))


def _send_up(step: Step, objection: Objection, earlier: list[Objection]) -> int:
    regions = (step.case.office_region, *(each.organ.region for each in (objection, *earlier)))
    top = common_superior(lineage(step.ctx, region) for region in regions)
    owner = Owner(top)
    facts = {**_facts(step, objection), "from": step.holder(), "organ": step.holder(owner)}
    upward = replace(step, action=Action.OBJECT_AGAIN)
    return upward.take(Change(owner, {"assignee_id": None, "office_region": top}, facts))


def _facts(step: Step, objection: Objection) -> dict[str, str]:
    grounds = objection.grounds
    told = {"organ": step.holder(), "reason": reason_words(grounds.reason), "clause": grounds.clause}
    return {**told, **({"note": grounds.text} if grounds.text else {})}
