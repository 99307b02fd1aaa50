"""A published lead decision carried out: the cases that waited for it go to the organ that leads now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import structlog
from sqlalchemy import Connection

from intake.cases.lead import LeadQuestion
from intake.cases.model import Case, Owner
from intake.cases.ownership import holder_name, lawful, organ_owner, outside
from intake.cases.states import Action, State
from intake.services.casework.step import Act, Change, move
from intake.services.context import Context
from intake.store.cases import cases
from intake.store.office import lead

log = structlog.get_logger()


def only_restricted(waiting: Mapping[int, int], question: LeadQuestion) -> bool:
    """Whether only restricted cases asked for it: they stay with it, so that nobody is told later either."""
    return waiting.get(question.id) == 0


def published(ctx: Context, question: LeadQuestion) -> bool:
    """Whether the record has the decision, in force (same region, department and document)."""
    ruling = question.ruling
    return ruling is not None and any(
        (each.region, each.department, each.document) == (question.region, ruling.department, ruling.document)
        and each.effective_from <= ctx.today()
        for each in ctx.registry.lead_decisions.values()
    )


def carry_out(ctx: Context, connection: Connection, question: LeadQuestion) -> int:
    """Send what waits for one decision; it is settled once every case could be sent."""
    found = [cases.by_number(connection, number) for number in question.cases]
    waiting = [each for each in found if each and each.state is State.WITHOUT_LEAD]
    placed = [(each, owner) for each in waiting if (owner := _leading(ctx, question, each))]
    for case, owner in placed:
        _send(ctx, connection, question, case, owner)
    if len(placed) == len(waiting):
        if not only_restricted(lead.waiting(connection, [question.id]), question):
            lead.unlink(connection, question.id)
        lead.settle(connection, question.id, ctx.now())
    return len(placed)


def _leading(ctx: Context, question: LeadQuestion, case: Case) -> Owner | None:
    """Who gets the case; None when the content no longer has a region that it names."""
    department = question.ruling.department if question.ruling else ""
    try:
        led = organ_owner(ctx.registry, department, case.certificate.region or question.region, ctx.today())
        owner = lawful(led, case.certificate, ctx.registry, ctx.today())
        return owner or outside(case.certificate, ctx.registry, ctx.today())
    except KeyError as missing:
        log.error("case not sent to its lead", case=case.number, missing=str(missing))
        return None


def _send(ctx: Context, connection: Connection, question: LeadQuestion, case: Case, owner: Owner) -> None:
    if question.ruling is None:
        return
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
