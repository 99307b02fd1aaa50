"""What accuses an organ never reaches it, whatever anybody does, and only those entrusted with it see it."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from history import CITIZEN, DESK, Life
from samples import HENAN, JINSHUI, ZHENGZHOU, Clock, People, complaint

from intake.cases.errors import BadInput, BadTransition, CaseworkError, NotPermitted
from intake.cases.model import Location, Owner, Role, Staff
from intake.cases.objections import Grounds, Reason
from intake.cases.restricted import accused_in, barred
from intake.services.casework import accusing, duplicates, handle, objections, task_lists, triage
from intake.services.casework.accusing import Accusation
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.search import case_index
from intake.store.cases import cases
from intake.store.records import events

COUNTY = "金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。"
CITY = COUNTY.replace("金水区", "郑州市")
PROVINCE = COUNTY.replace("金水区生态环境局", "河南省生态环境厅")
TRADITIONAL = "金水區生態環境局不作為，工廠冒黑煙舉報多次，執法人員收了好處，包庇企業。"

STAFF = (
    "clerk ecology 410105",
    "department_head ecology 410105",
    "unit_head ecology 410100",
    "department_head ecology 410100",
    "department_head ecology 410000",
    "clerk housing 410105",
    "department_head housing 410105",
    "department_head supervision 410100",
    "department_head supervision 410000",
    "reviewer ecology 410100",
    "office 410105",
    "office 410100",
    "office 410000",
)
VERBS = (
    *("accept", "assign to self", "start", "ask", "go on", "extend", "answer", "close", "resume", "uphold"),
    *("object", "agree", "refuse", "route", "send back", "court", "after court", "note"),
    *("propose", "approve", "refuse referral", "send", "conclude", "take back"),
)
ARGUMENTS = {
    "object": [("other_department", "清单"), ("no_enforcement_power", "第二十三条", "ecology")],
    "route": [("ecology",), ("ecology", "410105"), ("ecology", "410100"), ("housing",), ("supervision",)],
    "extend": [(5,)],
    "rate": [(3,)],
    "propose": [("conduct",), ("police",), ("discipline",)],
    "conclude": [("returned",), ("accepted",)],
    "note": [("desk:enforcement:decided",)],
}


def accusing_case(ctx: Context, people: People, clock: Clock, text: str) -> Life:
    """A case that accuses somebody."""
    said = complaint(text=text, item=None, location=Location(region=JINSHUI, address="花园路"))
    return Life(ctx, people, clock, submit.submit(ctx, said, "test"))


def case_of(ctx: Context, number: str) -> cases.Case:
    with ctx.database.reading() as connection:
        found = cases.by_number(connection, number)
    assert found is not None
    return found


def listed(ctx: Context, staff: Staff) -> bool:
    """Whether any list of this person's desk, or its count, shows a case."""
    return any(inbox.inbox(ctx, staff, queue).items for queue in inbox.queues_for(staff))


@pytest.mark.parametrize("seed", range(3))
def test_no_sequence_of_steps_brings_it_to_the_accused(
    ctx: Context, people: People, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    life = accusing_case(ctx, people, clock, (COUNTY, CITY, PROVINCE)[seed % 3])
    accused = accused_in(case_of(ctx, life.number).certificate, ctx.registry, ctx.today())
    assert accused
    kept_out = [life.who(each) for each in STAFF]
    kept_out = [each for each in kept_out if barred(accused, Owner(each.region, each.department))]
    assert kept_out
    for _step in range(40):
        clock.forward(hours=chance.choice((1, 20)))
        who = chance.choice((*STAFF, "citizen"))
        what = chance.choice(list(CITIZEN) if who == "citizen" else VERBS)
        with suppress(CaseworkError):
            arguments = chance.choice(ARGUMENTS.get(what, [()]))
            _act(life, who, what, arguments)
        assert not barred(accused, case_of(ctx, life.number).owner)
    for staff in kept_out:
        assert not listed(ctx, staff)
        with pytest.raises(NotPermitted):
            inbox.case(ctx, staff, life.number)


def _act(life: Life, who: str, what: str, arguments: tuple[str, ...]) -> None:
    """One step from the latest version, which nobody may be there to read."""
    if who == "citizen":
        CITIZEN[what](life.ctx, life.receipt.code, *arguments)
        return
    version = case_of(life.ctx, life.number).version
    DESK[what](life.ctx, life.who(who), life.number, version, *arguments)


def marked(ctx: Context, people: People, clock: Clock, organ: Owner, steps: list[list[str]]) -> Life:
    """A case that the router sent to the ecology of Jinshui, marked by hand by the office of Zhengzhou."""
    life = Life(ctx, people, clock, submit.submit(ctx, complaint(), "test"))
    for step in steps:
        life.take(step)
    version = case_of(ctx, life.number).version
    accusing.mark(ctx, people.coordinator(ZHENGZHOU), life.number, version, Accusation(organ, "来信第二页"))
    return life


ECOLOGY = Owner(JINSHUI, "ecology")


@pytest.mark.parametrize(
    ("steps", "organ", "owner"),
    [
        # at the accused: taken back by the office above the one that is housed there
        ([], ECOLOGY, Owner(ZHENGZHOU)),
        ([["clerk ecology 410105", "accept"]], ECOLOGY, Owner(ZHENGZHOU)),
        # with the office that is housed there: on to the one above
        ([["clerk ecology 410105", "object", "not_environmental", "清单"], ["office 410105", "agree"]],
         ECOLOGY, Owner(ZHENGZHOU)),
        # elsewhere: it stays
        ([["clerk ecology 410105", "accept"]], Owner(JINSHUI, "housing"), ECOLOGY),
        ([["clerk ecology 410105", "accept"], ["clerk ecology 410105", "ask help", "housing"]],
         Owner(JINSHUI, "housing"), ECOLOGY),
    ],
)  # fmt: skip
def test_what_the_office_marks_by_hand_is_kept_from_the_accused(
    ctx: Context, people: People, clock: Clock, steps: list[list[str]], organ: Owner, owner: Owner
) -> None:
    life = marked(ctx, people, clock, organ, steps)
    case = case_of(ctx, life.number)
    assert (case.restricted, case.owner) == (True, owner)
    accused = accused_in(case.certificate, ctx.registry, ctx.today())
    assert barred(accused, organ) and not barred(accused, case.owner)
    head = people.organ_role(Role.DEPARTMENT_HEAD, organ.department or "", organ.region)
    assert not listed(ctx, head) and not task_lists.asked_of(ctx, head)
    with pytest.raises(NotPermitted):
        inbox.case(ctx, head, life.number)
    with ctx.database.reading() as connection:
        line = next(each for each in events.of_case(connection, case.id) if "accused" in each.detail)
    assert line.detail["ground"] == "来信第二页" and line.staff_id


def test_a_mark_by_hand_is_taken_back_by_the_office_and_the_routers_is_not(
    ctx: Context, people: People, clock: Clock
) -> None:
    office = people.coordinator(ZHENGZHOU)
    before = Life(ctx, people, clock, submit.submit(ctx, complaint(), "test"))
    made = case_of(ctx, before.number).certificate
    life = marked(ctx, people, clock, ECOLOGY, [])
    with pytest.raises(CaseworkError):  # it is marked
        accusing.mark(ctx, office, life.number, 2, Accusation(ECOLOGY, "又一次"))
    head = people.organ_role(Role.DEPARTMENT_HEAD, "ecology", ZHENGZHOU)
    for staff in (people.clerk(), head, people.coordinator(JINSHUI)):
        with pytest.raises(NotPermitted):
            accusing.take_back(ctx, staff, life.number, 2, "看错了")
    accusing.take_back(ctx, office, life.number, case_of(ctx, life.number).version, "看错了")
    case = case_of(ctx, life.number)
    assert not case.restricted and case.certificate == made
    by_router = accusing_case(ctx, people, clock, COUNTY)
    with pytest.raises(BadTransition):
        accusing.take_back(ctx, office, by_router.number, 1, "看错了")


def test_what_is_too_far_on_at_the_accused_is_not_marked(ctx: Context, people: People, clock: Clock) -> None:
    steps = [["clerk ecology 410105", "accept"], ["clerk ecology 410105", "start"]]
    with pytest.raises(BadInput):
        marked(ctx, people, clock, ECOLOGY, steps)
    with pytest.raises(BadInput):
        marked(ctx, people, clock, Owner("410300", "ecology"), [])


def test_a_marked_case_leaves_the_index_and_what_is_like_it(
    ctx: Context, people: People, clock: Clock
) -> None:
    other = Life(ctx, people, clock, submit.submit(ctx, complaint(), "test"))
    life = Life(ctx, people, clock, submit.submit(ctx, complaint(), "test"))
    office = people.coordinator(ZHENGZHOU)

    def found() -> tuple[bool, bool]:
        case_index.catch_up(ctx)
        hits = ctx.case_index.ids()
        like = duplicates.of_case(ctx, office, other.number).suspects
        return life.number in hits, life.number in {each.case_number for each in like}

    assert found() == (True, True)
    version = case_of(ctx, life.number).version
    accusing.mark(ctx, office, life.number, version, Accusation(Owner(JINSHUI, "housing"), "来信第二页"))
    assert found() == (False, False)


def test_the_lawful_superior_of_the_accused_may_have_it(ctx: Context, people: People, clock: Clock) -> None:
    life = accusing_case(ctx, people, clock, COUNTY)
    triage.route(ctx, people.coordinator(), life.number, 1, Decision("ecology", "由上级核查"))
    assert case_of(ctx, life.number).owner == Owner(ZHENGZHOU, "ecology")


def test_what_accuses_the_province_goes_to_the_supervision_body_and_no_office_sees_it(
    ctx: Context, people: People, clock: Clock
) -> None:
    life = accusing_case(ctx, people, clock, PROVINCE)
    found = case_of(ctx, life.number)
    assert found.owner == Owner(HENAN, "supervision")
    assert "监察机关" in life.receipt.certificate.note
    for region in (JINSHUI, ZHENGZHOU, HENAN):
        office = people.coordinator(region)
        assert not listed(ctx, office)
        with pytest.raises(NotPermitted):
            inbox.case(ctx, office, life.number)
    head = people.organ_role(Role.DEPARTMENT_HEAD, "supervision", HENAN)
    with pytest.raises(CaseworkError):  # there is nobody to hand it back to
        objections.object_to(ctx, head, life.number, 1, Grounds(Reason.NOT_ENVIRONMENTAL, "清单"))
    handle.accept(ctx, head, life.number, 1)


def test_accusations_are_read_in_traditional_characters_too(
    ctx: Context, people: People, clock: Clock
) -> None:
    told = accusing_case(ctx, people, clock, TRADITIONAL).receipt.certificate
    assert (
        told.accused == accusing_case(ctx, people, clock, COUNTY).receipt.certificate.accused == ("ecology",)
    )


def test_a_clerk_sees_a_restricted_case_only_once_it_is_given_to_him(
    ctx: Context, people: People, clock: Clock
) -> None:
    life = accusing_case(ctx, people, clock, COUNTY)
    triage.route(ctx, people.coordinator(), life.number, 1, Decision("supervision", "核查"))
    owner = case_of(ctx, life.number).owner
    clerk, head = (
        people.clerk(owner.department or "", owner.region),
        people.organ_role(Role.DEPARTMENT_HEAD, owner.department or "", owner.region),
    )
    assert not listed(ctx, clerk)
    with pytest.raises(NotPermitted):
        handle.accept(ctx, clerk, life.number, 2)
    handle.assign(ctx, head, life.number, 2, clerk.login)
    assert listed(ctx, clerk)
    handle.accept(ctx, clerk, life.number, 3)
