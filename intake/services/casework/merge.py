"""Complaints about the same thing handled as one: merge, unmerge, and what becomes of those that go along.

Whose case goes along keeps receipt, contact, rating and the right of review; progress and answer are those of
the lead. Raises what `handle` raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, CaseworkError
from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Owner, Staff
from intake.cases.ownership import holder_name
from intake.cases.states import JOINABLE, WORKING, Action, State
from intake.services.casework.step import Act, Change, Step, find_case, move, required, stale, step_on
from intake.services.context import Context
from intake.store.cases import cases, merges
from intake.store.cases.merges import Merge
from intake.store.records import events
from intake.words import gettext as _

_BACK: Mapping[State, Action] = {
    **dict.fromkeys((*WORKING, State.WAITING, State.REFERRED, State.IN_LITIGATION), Action.UNMERGE_INTO_WORK),
    **dict.fromkeys((State.TO_BE_DECIDED, State.OBJECTED, State.WITHOUT_LEAD), Action.UNMERGE_TO_OFFICE),
    State.ROUTED: Action.UNMERGE,
}


@dataclass(frozen=True, slots=True)
class Into:
    """The number of the case to go along with, and why it is about the same thing."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Joining:
    """The case to go along with, who decides it, and why."""

    lead: Case
    act: Act
    reason: str = ""


def merge(ctx: Context, staff: Staff, case_number: str, version: int, into: Into) -> int:
    """Let a case go along with another about the same thing; returns its new version.

    Both must be within reach. Raises BadInput ("lead", "reason") when the other cannot lead.
    """
    said = required("reason", tidy(into.reason), most=500)
    with step_on(ctx, staff, case_number, version, Action.MERGE) as step:
        lead = _lead(step, into.number)
        merges.hold(step.connection, step.case.id, lead.id)  # nobody joins this one meanwhile
        _refuse(step.case, lead, merges.members(step.connection, step.case.id))
        return join(ctx, step.connection, step.case, Joining(lead, Act(Action.MERGE, staff.id), said))


def join(ctx: Context, connection: Connection, case: Case, joining: Joining) -> int:
    """Let a case go along with an open one. Raises BadInput("lead") when that was answered meanwhile."""
    lead, act, reason = joining.lead, joining.act, joining.reason
    if merges.locked_state(connection, lead.id) not in JOINABLE:
        raise BadInput("lead", _("那一件已经答复、办结或撤回，不能再并入。"))
    before = Merge(
        case.id, lead.id, case.state, case.owner, case.assignee_id, reason, ctx.now(), act.staff_id
    )
    merges.keep(connection, before)
    why = {"reason": reason} if reason else {}
    facts = {"organ": _holder(ctx, lead.owner), "lead": lead.number, **why}
    return move(ctx, connection, case, act, Change(lead.owner, {"assignee_id": None}, facts))


def unmerge(ctx: Context, staff: Staff, case_number: str, version: int, reason: str) -> int:
    """Let a case go on by itself, with the owner it had, where it was and with the time it had left."""
    said = required("reason", tidy(reason), most=500)
    with step_on(ctx, staff, case_number, version, Action.UNMERGE) as step:
        merges.hold(step.connection, step.case.id)
        before = merges.of_case(step.connection, step.case.id)
        if before is None:  # it went on by itself while we waited
            raise stale()
        merges.end(step.connection, step.case.id)
        facts = {"organ": step.holder(before.owner), "reason": said}
        back = replace(step, action=_BACK[before.state_before])
        return back.take(Change(before.owner, {"assignee_id": before.assignee_id}, facts))


def succeed(ctx: Context, connection: Connection, lead: Case) -> None:
    """A lead is withdrawn: the first of those that went along takes its place, where `lead` stood before."""
    heirs = merges.members(connection, lead.id)
    if not heirs:
        return
    first, *others = heirs
    heir = cases.by_id(connection, first)
    merges.end(connection, first)
    merges.change_lead(connection, lead.id, first)
    move(ctx, connection, heir, Act(_BACK[lead.state], None), _place_of(ctx, lead))
    for other in others:
        told = Recorded(Event.MERGE_LEAD_CHANGED, ctx.now(), other, detail={"lead": heir.number})
        events.record(connection, told)


def _place_of(ctx: Context, lead: Case) -> Change:
    to_office = _BACK[lead.state] is Action.UNMERGE_TO_OFFICE
    owner = Owner(lead.office_region) if to_office else lead.owner
    values = {
        "assignee_id": None if to_office else lead.assignee_id,
        "profile": lead.profile,
        "office_region": lead.office_region,
    }
    return Change(owner, values, {"organ": _holder(ctx, owner)})


def _lead(step: Step, number: str) -> Case:
    """The other case; one out of reach is no more told than one that is not there."""
    try:
        return find_case(step.ctx, step.connection, step.staff, tidy(number), Action.MERGE)
    except CaseworkError:
        raise BadInput("lead", _("没有这个编号的投诉，或者它不在您的办理范围。")) from None


def _refuse(case: Case, lead: Case, members: list[int]) -> None:
    if lead.id == case.id:
        raise BadInput("lead", _("不能并入自己。"))
    if case.restricted or lead.restricted:
        raise BadInput("lead", _("反映部门或者工作人员的投诉单独办，不合并。"))
    if lead.state is State.MERGED:
        raise BadInput("lead", _("那一件已经并入另一件，请并入牵头的那一件。"))
    if members:
        raise BadInput("lead", _("已有投诉并入这一件，请反过来把另一件并进来。"))


def _holder(ctx: Context, owner: Owner) -> str:
    return holder_name(owner, ctx.registry, ctx.today())
