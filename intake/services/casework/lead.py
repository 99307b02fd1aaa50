"""The procedure for matters without a lead (article 6): open, consult, decide; published, the cases go on.

All raise NotFound, NotPermitted, BadInput or BadTransition.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from intake.cases.complaint import tidy
from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.lead import LeadQuestion, Opinion, Ruling
from intake.cases.model import Owner, Role, Staff
from intake.cases.ownership import holder_name, organ_owner, regions_below
from intake.cases.permissions import may
from intake.cases.states import Action, State
from intake.services.casework import objections
from intake.services.casework.step import Act, Change, Step, lineage, move, required, step_on
from intake.services.context import Context
from intake.store import cases, lead
from intake.store import objections as objection_store
from intake.words import gettext as _


def seek(ctx: Context, staff: Staff, case_number: str, version: int, matter: str) -> int:
    """Enter a case in the register; returns its new version. Cases about the same matter share an entry.

    Meanwhile whoever received it first handles it, or the office if no organ has had it.
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
    """The register as far as this person's office or organ is concerned. Raises NotPermitted."""
    if staff.role is not Role.COORDINATOR and staff.department is None:
        raise NotPermitted(_("您的账号没有这项权限。"))
    office = staff.role is Role.COORDINATOR
    regions = regions_below(ctx.registry, staff.region) if office else lineage(ctx, staff.region)
    with ctx.database.reading() as connection:
        return lead.of_regions(connection, regions)


def give_opinion(ctx: Context, staff: Staff, question_id: int, text: str) -> None:
    """Say, as the head of a consulted department of the region or below, who should lead."""
    said = required("text", tidy(text), most=2000)
    if staff.role is not Role.DEPARTMENT_HEAD or staff.department is None:
        raise NotPermitted(_("由部门负责人发表意见。"))
    with ctx.database.writing() as connection:
        question = _undecided(connection, question_id)
        if question.region not in lineage(ctx, staff.region):
            raise NotPermitted(_("这件事不在本地区研究。"))
        opinion = Opinion(staff.department, said, ctx.now())
        lead.give_opinion(connection, question_id, opinion, staff.id)


def decide(ctx: Context, staff: Staff, question_id: int, ruling: Ruling) -> None:
    """Record who leads by which document. Nothing moves until it is published in the lists (see `settle`)."""
    document = required("document", tidy(ruling.document), most=100)
    if ruling.department not in ctx.registry.departments:
        raise BadInput("department", _("没有这个部门，请重新选择。"))
    with ctx.database.writing() as connection:
        question = _undecided(connection, question_id)
        if not may(staff, Action.SETTLE_LEAD) or staff.region not in lineage(ctx, question.region):
            raise NotPermitted(_("由研究这件事的协调办公室记录。"))
        lead.rule(connection, question_id, replace(ruling, document=document))


def settle(ctx: Context) -> int:
    """Send the waiting cases to the leads whose decisions are published by now; returns how many.

    Call it after `content/` was loaded anew: a decision counts once the registry has it (same region,
    department and document).
    """
    moved = 0
    with ctx.database.writing() as connection:
        for question in lead.decided(connection):
            if _published(ctx, question):
                moved += sum(_send(ctx, connection, question, number) for number in question.cases)
                lead.settle(connection, question.id, ctx.now())
    return moved


def _interim(step: Step) -> Owner:
    earlier = objection_store.of_case(step.connection, step.case.id)
    return earlier[0].organ if earlier else step.case.owner


def _undecided(connection: Connection, question_id: int) -> LeadQuestion:
    question = lead.question(connection, question_id)
    if question is None or question.settled_at:
        raise NotFound(_("没有这件事，或者已经定了。"))
    return question


def _published(ctx: Context, question: LeadQuestion) -> bool:
    ruling = question.ruling
    return ruling is not None and any(
        (each.region, each.department, each.document) == (question.region, ruling.department, ruling.document)
        and each.effective_from <= ctx.today()
        for each in ctx.registry.lead_decisions.values()
    )


def _send(ctx: Context, connection: Connection, question: LeadQuestion, number: str) -> bool:
    case = cases.by_number(connection, number)
    if case is None or question.ruling is None:
        return False
    lead.unlink(connection, case.id)
    if case.state is not State.WITHOUT_LEAD:
        return False
    region = case.certificate.region or question.region
    owner = organ_owner(ctx.registry, question.ruling.department, region, ctx.today())
    organ = holder_name(owner, ctx.registry, ctx.today())
    department = ctx.registry.departments[question.ruling.department]
    certificate = replace(
        case.certificate,
        organ=organ,
        organ_key=f"{owner.region}/{owner.department}",
        department=department.name,
        department_id=department.id,
        decided=True,
        rule="office",
    )
    facts = {"organ": organ, "document": question.ruling.document}
    values = {"assignee_id": None, "certificate": certificate.to_json()}
    move(ctx, connection, case, Act(Action.SETTLE_LEAD, None), Change(owner, values, facts))
    return True
