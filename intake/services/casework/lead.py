"""The procedure for matters without a lead (article 6): open, consult, decide; published, the cases go on.

All raise NotFound, NotPermitted, BadInput or BadTransition.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.events import Event, Recorded
from intake.cases.lead import SMALL, LeadQuestion, Opinion, Ruling
from intake.cases.model import Owner, Role, Staff
from intake.cases.ownership import regions_below
from intake.cases.permissions import Right, may
from intake.cases.reach import may_read
from intake.cases.states import Action
from intake.services.casework import lead_carrying, objections
from intake.services.casework.step import (
    Change,
    Step,
    lineage,
    required,
    standing,
    step_on,
)
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.cases import objections as objection_store
from intake.store.office import lead
from intake.store.records import events
from intake.words import gettext as _

log = structlog.get_logger()

_SHOWN = 50


def seek(ctx: Context, staff: Staff, case_number: str, version: int, matter: str) -> int:
    """Enter a case in the register; returns its new version. Cases about the same matter share an entry.

    Meanwhile whoever received it first handles it, or the office: if none has had it, or the settings say so.
    """
    said = required("matter", tidy(matter), most=200)
    with step_on(ctx, staff, case_number, version, Action.SEEK_LEAD) as step:
        objections.settle(step, said)
        question = lead.open_question(step.connection, step.case.office_region, said, staff.id, ctx.now())
        lead.link(step.connection, question, step.case.id)
        owner = _interim(step)
        facts = {"organ": step.holder(owner), "matter": said}
        return step.take(Change(owner, {"assignee_id": None}, facts))


def register(ctx: Context, staff: Staff) -> list[LeadQuestion]:
    """The register as far as this person's office or organ is concerned. Raises NotPermitted.

    What only restricted cases asked for is known to those who can open one (信访工作条例 art. 30).
    """
    if staff.role is not Role.COORDINATOR and staff.department is None:
        raise NotPermitted(_("您的账号没有这项权限。"))
    office = staff.role is Role.COORDINATOR
    regions = regions_below(ctx.registry, staff.region) if office else lineage(ctx, staff.region)
    with ctx.database.reading() as connection:
        return _known_to(ctx, connection, staff, lead.of_regions(connection, regions))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the register as somebody may see it: the numbers of the waiting cases they can open (the
    first of them), and of how many; None when others could infer a case from the count."""

    question: LeadQuestion
    open_to_me: tuple[str, ...]
    waiting: int | None
    may_opine: bool
    may_decide: bool


def entry(ctx: Context, staff: Staff, question_id: int) -> Entry:
    """One entry of the register this person has. Raises NotFound, NotPermitted."""
    known = {each.id: each for each in register(ctx, staff)}
    if question_id not in known:
        raise NotFound(_("没有这件事，或者已经定了。"))
    question = known[question_id]
    with ctx.database.reading() as connection:
        mine = tuple(number for number in question.cases[:_SHOWN] if _reads(ctx, connection, staff, number))
    office, open_still = may(staff, Action.SETTLE_LEAD), question.settled_at is None
    all_mine = len(mine) == len(question.cases)
    return Entry(
        question,
        mine,
        len(question.cases) if all_mine or len(question.cases) >= SMALL else None,
        may_opine=open_still and may(staff, Right.ADVISE_ON_LEAD),
        may_decide=open_still and office and staff.region in lineage(ctx, question.region),
    )


def propose(ctx: Context, staff: Staff, matter: str, reason: str) -> int:
    """Enter a matter without a case, as the head of a department that met it; the reason is its opinion.

    Returns the entry. Raises BadInput (matter, reason), NotPermitted.
    """
    said = required("matter", tidy(matter), most=200)
    why = required("reason", tidy(reason), most=2000)
    department = _head_of(staff)
    with ctx.database.writing() as connection:
        question = lead.open_question(connection, staff.region, said, staff.id, ctx.now())
        lead.give_opinion(connection, question, Opinion(department, why, ctx.now()), staff.id)
        _record(ctx, connection, Event.LEAD_OPINION, staff, question)
    return question


def give_opinion(ctx: Context, staff: Staff, question_id: int, text: str) -> None:
    """Say, as the head of a consulted department of the region or below, who should lead."""
    said = required("text", tidy(text), most=2000)
    department = _head_of(staff)
    with ctx.database.writing() as connection:
        question = _undecided(ctx, connection, staff, question_id)
        if question.region not in lineage(ctx, staff.region):
            raise NotPermitted(_("这件事不在本地区研究。"))
        lead.give_opinion(connection, question_id, Opinion(department, said, ctx.now()), staff.id)
        _record(ctx, connection, Event.LEAD_OPINION, staff, question_id)


def decide(ctx: Context, staff: Staff, question_id: int, ruling: Ruling) -> None:
    """Record who leads by which document. Nothing moves until it is published in the lists (see `settle`)."""
    document = required("document", tidy(ruling.document), most=100)
    if ruling.department not in ctx.registry.departments:
        raise BadInput("department", _("没有这个部门，请重新选择。"))
    with ctx.database.writing() as connection:
        question = _undecided(ctx, connection, staff, question_id)
        if not may(staff, Action.SETTLE_LEAD) or staff.region not in lineage(ctx, question.region):
            raise NotPermitted(_("由研究这件事的协调办公室记录。"))
        lead.rule(connection, question_id, replace(ruling, document=document))
        _record(ctx, connection, Event.LEAD_DECIDED, staff, question_id)


def settle(ctx: Context) -> int:
    """Send the waiting cases to the leads whose decisions are published by now; returns how many.

    Call it after `content/` was loaded anew: a decision counts once the registry has it (same region,
    department and document). A case whose region the content dropped waits on, and its entry with it.
    """
    moved = 0
    with ctx.database.writing() as connection:
        published = [each for each in lead.decided(connection) if lead_carrying.published(ctx, each)]
        lead.hold(connection, [each.id for each in published])
        for question in published:
            moved += lead_carrying.carry_out(ctx, connection, question)
    return moved


def _head_of(staff: Staff) -> str:
    if not may(staff, Right.ADVISE_ON_LEAD) or staff.department is None:
        raise NotPermitted(_("由部门负责人发表意见。"))
    return staff.department


def _reads(ctx: Context, connection: Connection, staff: Staff, number: str) -> bool:
    case = cases.by_number(connection, number)
    return case is not None and may_read(staff, standing(ctx, connection, case))


def _record(ctx: Context, connection: Connection, event: Event, staff: Staff, question_id: int) -> None:
    facts = {"question": str(question_id)}
    events.record(connection, Recorded(event, ctx.now(), staff_id=staff.id, detail=facts))


def _interim(step: Step) -> Owner:
    if step.ctx.settings.casework.interim == "office":
        return Owner(step.case.office_region)
    earlier = objection_store.of_case(step.connection, step.case.id)
    return earlier[0].organ if earlier else step.case.owner


def _known_to(
    ctx: Context, connection: Connection, staff: Staff, questions: list[LeadQuestion]
) -> list[LeadQuestion]:
    waiting = lead.waiting(connection, [each.id for each in questions])
    return [
        each
        for each in questions
        if not lead_carrying.only_restricted(waiting, each)
        or any(_reads(ctx, connection, staff, number) for number in each.cases)
    ]


def _undecided(ctx: Context, connection: Connection, staff: Staff, question_id: int) -> LeadQuestion:
    question = lead.question(connection, question_id)
    known = question and _known_to(ctx, connection, staff, [question])
    if question is None or question.settled_at or not known:
        raise NotFound(_("没有这件事，或者已经定了。"))
    return question
