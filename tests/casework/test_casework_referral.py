"""Letters and identity of a referral; the enforcement part of a split goes to a body outside."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from samples import People, filed

from intake.cases.errors import NotFound, NotPermitted
from intake.cases.events import Event
from intake.cases.model import Role
from intake.cases.objections import Grounds, Reason
from intake.cases.referral import Proposal, Stage
from intake.cases.states import State
from intake.services.casework import handle, letters, objections, referral, referral_lists, tasks, triage
from intake.services.casework.letters import Paper
from intake.services.casework.tasks import Asked
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.desk import inbox

SEALED = ("张小明", "13800001111", "zhang@example.com")


def text_of(paper: Paper) -> str:
    """The words of a PDF without blanks: Chinese type is set sign by sign."""
    pages = PdfReader(io.BytesIO(paper.content)).pages
    return "".join("".join(page.extract_text() for page in pages).replace("\0", "").split())


def proposal(ctx: Context, kind: str, identity_reason: str = "") -> Proposal:
    """With every enclosure."""
    papers = tuple(each.name for each in ctx.registry.referral_kinds[kind].enclosures)
    return Proposal(kind, "某机关", "查明的事实", papers, identity_reason)


@pytest.mark.parametrize("reason", ["", "需要当面取证"])
def test_identity_goes_along_only_sealed_approved_and_on_the_record(
    ctx: Context, people: People, reason: str
) -> None:
    clerk, head, number = people.clerk(), people.organ_role(Role.DEPARTMENT_HEAD), filed(ctx)
    version = handle.accept(ctx, clerk, number, 1)
    version = referral.propose(ctx, clerk, number, version, proposal(ctx, "police", reason))
    found = referral_lists.of_case(ctx, clerk, number).referrals[0].referral
    with pytest.raises(NotFound):
        letters.referral_letter(ctx, clerk, number, found.id)
    referral.approve(ctx, head, number, version, found.id)
    letter = text_of(letters.referral_letter(ctx, clerk, number, found.id))
    assert "涉嫌犯罪案件移送书" in letter
    assert not any(secret in letter for secret in SEALED)
    if not reason:
        with pytest.raises(NotFound):
            letters.identity_annex(ctx, clerk, number, found.id, "装封")
        return
    assert all(
        secret in text_of(letters.identity_annex(ctx, clerk, number, found.id, "装封")) for secret in SEALED
    )
    last = inbox.case(ctx, clerk, number).timeline[-1]
    assert (last.event, last.detail["reason"]) == (Event.CONTACT_REVEALED, "装封")
    with pytest.raises(NotPermitted):
        letters.identity_annex(ctx, people.clerk("housing"), number, found.id, "看看")


def test_the_enforcement_part_of_a_split_is_referred_outside(ctx: Context, people: People) -> None:
    """Policy, article 23: supervision stays, enforcement goes; here on to a body that has no desk."""
    number = filed(ctx, item=None, text="想说一件事，请你们看看。")
    triage.route(ctx, people.coordinator(), number, 1, Decision("finance", "按职责"))
    finance = people.clerk("finance")
    grounds = Grounds(Reason.NO_ENFORCEMENT_POWER, "第二十三条", "", "ecology")
    objections.object_to(ctx, finance, number, 2, grounds)
    clerk, head = people.clerk(), people.organ_role(Role.DEPARTMENT_HEAD)
    part = inbox.inbox(ctx, clerk, inbox.Queue.NEW).items[0].case_number
    version = handle.accept(ctx, clerk, part, 1)
    version = referral.propose(ctx, clerk, part, version, proposal(ctx, "enforcement"))
    found = referral_lists.of_case(ctx, head, part).referrals[0]
    assert found.may_decide
    version = referral.approve(ctx, head, part, version, found.referral.id)
    referral.send(ctx, clerk, part, version, found.referral.id)
    assert inbox.case(ctx, clerk, part).state is State.REFERRED
    assert inbox.case(ctx, finance, number).state is State.ACCEPTED


def test_a_sealed_referral_is_nothing_to_those_without_the_right(ctx: Context, people: People) -> None:
    clerk, unit, head = (
        people.clerk(),
        people.organ_role(Role.UNIT_HEAD),
        people.organ_role(Role.DEPARTMENT_HEAD),
    )
    number = filed(ctx)
    version = handle.accept(ctx, clerk, number, 1)
    before = inbox.case(ctx, clerk, number)
    referral.propose(ctx, unit, number, version, proposal(ctx, "discipline"))
    sealed = referral_lists.of_case(ctx, head, number).referrals[0].referral
    referral.approve(ctx, head, number, version, sealed.id)
    referral.send(ctx, unit, number, version, sealed.id)
    assert referral_lists.of_case(ctx, unit, number).referrals[0].referral.stage is Stage.SENT
    assert inbox.case(ctx, clerk, number) == before
    assert referral_lists.of_case(ctx, clerk, number).referrals == ()
    with pytest.raises(NotFound):
        letters.referral_letter(ctx, clerk, number, sealed.id)


def test_who_only_supports_does_not_learn_why_an_identity_goes_along(ctx: Context, people: People) -> None:
    number, clerk = filed(ctx), people.clerk()
    version = handle.accept(ctx, clerk, number, 1)
    kind = ctx.registry.referral_kinds["police"]
    listed = tuple(each.name for each in kind.enclosures)
    wanted = Proposal(kind.id, "公安局", "查明的事实", listed, "要向本人核实")
    version = referral.propose(ctx, clerk, number, version, wanted)
    tasks.give(ctx, clerk, number, version, Asked("water", "请核实"))
    for who, reason in ((clerk, "要向本人核实"), (people.clerk("water"), "")):
        (seen,) = referral_lists.of_case(ctx, who, number).referrals
        assert seen.referral.proposal.identity_reason == reason
