"""The register of matters without a lead: what each person and the public see of it, what is on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from samples import JINSHUI, ZHENGZHOU, People, complaint, filed

from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.lead import Ruling
from intake.cases.model import Role, Staff
from intake.services.casework import lead
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.publication import lead_register

MATTER = "户外灯光扰民"
VAGUE = {"item": None, "text": "想说一件事，请你们看看。"}
ACCUSING = "金水区生态环境局的工作人员收了老板的钱，举报好几次都不来查。"


def sought(ctx: Context, office: Staff, matter: str = MATTER, **changes: object) -> str:
    """A case that waits for its lead."""
    number = submit.submit(ctx, complaint(**changes), "test").case_number  # type: ignore[arg-type]  # field names are the caller's
    lead.seek(ctx, office, number, inbox.case(ctx, office, number).version, matter)
    return number


def test_counts_below_five_are_told_to_those_only_who_can_open_every_case(
    ctx: Context, people: People
) -> None:
    office, head = people.coordinator(), people.organ_role(Role.DEPARTMENT_HEAD)
    numbers = tuple(sought(ctx, office, **VAGUE) for _n in range(4))
    (question,) = lead.register(ctx, office)
    mine = lead.entry(ctx, office, question.id)
    assert (mine.open_to_me, mine.waiting) == (numbers, 4)
    (shown,) = lead_register.entries(ctx)
    assert (shown.matter, shown.waiting, shown.decided) == (MATTER, None, None)
    theirs = lead.entry(ctx, head, question.id)
    assert (theirs.open_to_me, theirs.waiting) == ((), None)
    sought(ctx, office, **VAGUE)
    assert lead.entry(ctx, head, question.id).waiting == 5
    assert lead_register.entries(ctx)[0].waiting == 5
    with pytest.raises(NotFound):
        lead.entry(ctx, people.coordinator("410300"), question.id)
    with pytest.raises(NotPermitted):
        lead.entry(ctx, people.auditor(), question.id)


def test_what_a_restricted_case_asked_for_is_not_public(ctx: Context, people: People) -> None:
    office = people.coordinator(ZHENGZHOU)
    sought(ctx, office, "只因一件受限件列入的事项", item=None, text=ACCUSING)
    assert lead_register.entries(ctx) == []
    (question,) = lead.register(ctx, office)
    accused = people.organ_role(Role.DEPARTMENT_HEAD)
    for stranger in (accused, people.clerk(), people.organ_role(Role.DEPARTMENT_HEAD, region=ZHENGZHOU)):
        assert lead.register(ctx, stranger) == []
        with pytest.raises(NotFound):
            lead.entry(ctx, stranger, question.id)
    with pytest.raises(NotFound):
        lead.give_opinion(ctx, accused, question.id, "不属实")
    document = next(iter(ctx.registry.lead_decisions.values()))
    lead.decide(ctx, office, question.id, Ruling(document.department, document.document, date(2026, 11, 20)))
    published = replace(document, region=ZHENGZHOU, effective_from=date(2026, 11, 20))
    registry = replace(ctx.registry, lead_decisions={"now": published})
    assert lead.settle(replace(ctx, registry=registry)) == 1
    assert lead_register.entries(ctx) == [] == lead.register(ctx, accused)


def test_a_department_enters_a_matter_and_the_record_says_so(ctx: Context, people: People) -> None:
    head, office = people.organ_role(Role.DEPARTMENT_HEAD), people.coordinator(JINSHUI)
    for who, matter, wrong in ((people.clerk(), MATTER, NotPermitted), (head, " ", BadInput)):
        with pytest.raises(wrong):
            lead.propose(ctx, who, matter, "清单没有写明")
    made = lead.propose(ctx, head, MATTER, "清单没有写明，建议由城市管理部门牵头")
    lead.decide(ctx, office, made, Ruling("urban-management", "示范〔2026〕99号", date(2026, 11, 20)))
    (shown,) = lead_register.entries(ctx)
    assert shown.consulted == (ctx.registry.departments["ecology"].name,)
    assert shown.decided is not None and shown.decided.published_on is None
    with ctx.database.reading() as connection:
        names = connection.exec_driver_sql("select event from events order by id").scalars().all()
    assert [each for each in names if ":lead:" in each] == ["desk:lead:opinion_given", "desk:lead:decided"]
    assert filed(ctx)
