"""A matter without a lead: nobody's until it is decided and published; then its cases go on by themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from samples import JINSHUI, ZHENGZHOU, People, filed
from sqlalchemy import text

from intake.cases.errors import NotPermitted
from intake.cases.lead import Ruling
from intake.cases.model import Role
from intake.cases.objections import Grounds, Reason
from intake.cases.states import State
from intake.services.casework import handle, lead, objections
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.desk import inbox

RULING = Ruling("urban-management", "示范〔2026〕99号", date(2026, 11, 20))


def test_from_two_refusals_to_the_published_decision(ctx: Context, people: People) -> None:
    clerk, office, head = people.clerk(), people.coordinator(), people.organ_role(Role.DEPARTMENT_HEAD)
    numbers = [filed(ctx), filed(ctx)]
    for number in numbers:
        grounds = Grounds(Reason.NOBODY_NAMED, "清单没有这一项")
        version = objections.object_to(ctx, clerk, number, 1, grounds)
        lead.seek(ctx, office, number, version, "户外灯光扰民")
    (question,) = lead.register(ctx, office)
    assert question.cases == tuple(numbers)
    view = inbox.case(ctx, clerk, numbers[0])  # who received it first handles it meanwhile
    assert (view.state, view.holder) == (State.WITHOUT_LEAD, "郑州市生态环境局金水分局")
    lead.give_opinion(ctx, head, question.id, "广告屏应由城市管理部门负责")
    with pytest.raises(NotPermitted):
        lead.give_opinion(ctx, clerk, question.id, "我也说一句")
    for stranger in (clerk, people.coordinator("410300"), people.administrator()):
        with pytest.raises(NotPermitted):
            lead.decide(ctx, stranger, question.id, RULING)
    lead.decide(ctx, office, question.id, RULING)
    assert lead.settle(ctx) == 0  # not published yet
    handle.answer(ctx, clerk, numbers[1], view.version, Answer("先办了：已责令关灯。"))
    published = _with_decision(ctx, question.region)
    assert lead.settle(published) == 1
    assert lead.settle(published) == 0
    urban = people.clerk("urban-management")
    routed = inbox.case(published, urban, numbers[0])
    assert (routed.state, routed.certificate.department_id) == (State.ROUTED, "urban-management")
    assert routed.timeline[-1].detail["document"] == RULING.document
    with pytest.raises(NotPermitted):
        inbox.case(published, clerk, numbers[0])
    assert inbox.case(published, clerk, numbers[1]).state is State.ANSWERED
    assert lead.register(ctx, office)[0].settled_at


def test_a_case_of_a_dropped_region_waits_and_holds_up_no_other(ctx: Context, people: People) -> None:
    clerk, office = people.clerk(), people.coordinator()
    numbers = [filed(ctx), filed(ctx)]
    for number in numbers:
        version = objections.object_to(ctx, clerk, number, 1, Grounds(Reason.NOBODY_NAMED, "清单没有这一项"))
        lead.seek(ctx, office, number, version, "户外灯光扰民")
    (question,) = lead.register(ctx, office)
    lead.decide(ctx, office, question.id, RULING)
    dropped = replace(inbox.case(ctx, clerk, numbers[0]).certificate, region="419999")
    with ctx.database.writing() as connection:
        statement = text("UPDATE cases SET certificate = :kept WHERE number = :number")
        connection.execute(statement, {"kept": json.dumps(dropped.to_json()), "number": numbers[0]})
    published = _with_decision(ctx, question.region)
    assert lead.settle(published) == 1
    assert inbox.case(ctx, people.clerk("urban-management"), numbers[1]).state is State.ROUTED
    (waits,) = lead.register(ctx, office)
    assert (waits.settled_at, waits.cases) == (None, tuple(numbers))


def _with_decision(ctx: Context, region: str) -> Context:
    """The context after the decision was published in content/."""
    assert region in (JINSHUI, ZHENGZHOU)
    known = next(iter(ctx.registry.lead_decisions.values()))
    decision = replace(known, id="new", region=region, department=RULING.department, document=RULING.document)
    decisions = {**ctx.registry.lead_decisions, decision.id: decision}
    return replace(ctx, registry=replace(ctx.registry, lead_decisions=decisions))
