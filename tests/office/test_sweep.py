"""The sweep on both databases: who is told of what, once; letters and reports follow."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from samples import JINSHUI, Clock, People, filed
from sqlalchemy import text

from intake.cases.errors import BadTransition, NotFound, NotPermitted
from intake.cases.model import Role, Staff
from intake.services.casework import handle, question, resting
from intake.services.casework.extend import Longer, extend
from intake.services.context import Context
from intake.services.office import idle, letters, my_reminders, reports, supervision
from intake.services.office.supervision import Demand
from intake.services.office.sweep import sweep
from intake.services.staff import leave
from intake.store.base import Database


def kinds(ctx: Context, staff: Staff) -> list[str]:
    """What somebody was reminded of, oldest first."""
    return [each.kind for each in reversed(my_reminders.of(ctx, staff))]


def rungs(ctx: Context) -> Counter[tuple[str, bool]]:
    """The rungs that were reached: name and whether sent."""
    with ctx.database.reading() as connection:
        rows = connection.execute(text("SELECT rung, sent FROM clock_rungs"))
        return Counter((row.rung, bool(row.sent)) for row in rows)


def days(ctx: Context, clock: Clock, count: int) -> None:
    """A worker that sweeps once a day."""
    for _each in range(count):
        clock.forward(days=1)
        sweep(ctx)


@pytest.fixture
def staff(people: People) -> dict[str, Staff]:
    """The people of one organ, its office and those above."""
    return {
        "clerk": people.clerk(),
        "unit_head": people.organ_role(Role.UNIT_HEAD),
        "department_head": people.organ_role(Role.DEPARTMENT_HEAD),
        "office": people.coordinator(JINSHUI),
        "city": people.coordinator("410100"),
        "province": people.coordinator("410000"),
    }


def test_a_case_nobody_takes_on_climbs_the_whole_ladder(
    ctx: Context, staff: dict[str, Staff], clock: Clock
) -> None:
    filed(ctx)  # Monday 23 November; to be accepted by 8 December, 24:00
    days(ctx, clock, 45)
    told = {name: [k for k in kinds(ctx, each) if k != "resting"] for name, each in staff.items()}
    assert told == {
        "clerk": [],
        "unit_head": ["warned", "warned", "due", "unit_head", "letter"],  # nobody is its person yet
        "department_head": ["department_head", "letter"],
        "office": ["office"],
        "city": ["report"],
        "province": [],
    }
    assert kinds(ctx, staff["unit_head"]).count("resting") == 1
    (letter,) = letters.listed(ctx, staff["department_head"])
    (report,) = reports.listed(ctx, staff["city"])
    assert letter.sender == "金水区生态环境保护委员会办公室"
    assert (report.kind, report.sender) == ("提醒函无人签收", "金水区生态环境保护委员会办公室")
    assert all(count == 1 for count in rungs(ctx).values())


def test_an_acknowledged_letter_is_reported_only_when_the_case_still_lies(
    ctx: Context, staff: dict[str, Staff], clock: Clock
) -> None:
    filed(ctx)
    days(ctx, clock, 23)
    (letter,) = letters.listed(ctx, staff["clerk"])
    letters.acknowledge(ctx, staff["clerk"], letter.letter.number, "今天受理。")
    with pytest.raises(BadTransition):
        letters.acknowledge(ctx, staff["unit_head"], letter.letter.number, "再签一次")
    days(ctx, clock, 5)
    assert reports.listed(ctx, staff["city"]) == []
    days(ctx, clock, 5)
    (report,) = reports.listed(ctx, staff["city"])
    assert report.kind == "超期未办"
    with pytest.raises(NotPermitted):
        reports.answer(ctx, staff["office"], report.report.number, "限期办结")
    reports.answer(ctx, staff["city"], report.report.number, "限期办结")
    with pytest.raises(NotFound):
        reports.one(ctx, staff["clerk"], report.report.number)


def test_letter_and_supervision_reach_heads_and_whose_case_it_is(
    ctx: Context, people: People, staff: dict[str, Staff]
) -> None:
    number = filed(ctx)
    handle.accept(ctx, staff["clerk"], number, 1)
    letters.issue(ctx, staff["office"], number, "请尽快办理。")
    supervision.open_on_case(ctx, staff["office"], number, Demand("限期整改", ctx.today()))
    for name in ("clerk", "unit_head", "department_head"):
        assert kinds(ctx, staff[name]) == ["letter", "item"], name
    assert kinds(ctx, people.clerk(number=2)) == []


def test_a_step_in_time_ends_the_ladder(ctx: Context, staff: dict[str, Staff], clock: Clock) -> None:
    number = filed(ctx)
    days(ctx, clock, 14)
    handle.accept(ctx, staff["clerk"], number, 1, "petition")
    before = kinds(ctx, staff["unit_head"])
    days(ctx, clock, 40)
    assert kinds(ctx, staff["unit_head"]) == before
    assert kinds(ctx, staff["department_head"]) == []


def test_after_a_long_silence_only_the_highest_rung_is_sent(
    ctx: Context, staff: dict[str, Staff], clock: Clock
) -> None:
    filed(ctx)
    clock.forward(days=60)
    sweep(ctx)
    assert Counter(rungs(ctx)) == Counter(
        {
            ("upward", True): 1,
            **{
                (name, False): 1
                for name in (
                    *("warned_3", "warned_1", "due", "unit_head"),
                    *("department_head", "office", "letter"),
                )
            },
        }
    )
    assert [k for each in staff.values() for k in kinds(ctx, each) if k != "resting"] == ["report"]
    assert letters.listed(ctx, staff["department_head"]) == []


def test_an_extended_limit_is_warned_of_anew(ctx: Context, staff: dict[str, Staff], clock: Clock) -> None:
    number = filed(ctx)
    handle.accept(ctx, staff["clerk"], number, 1, "petition")  # 60 days, ends 22 January
    days(ctx, clock, 59)
    assert kinds(ctx, staff["clerk"]) == ["warned", "warned"]
    extend(ctx, staff["department_head"], number, 2, Longer(30, "案情复杂", "petition/conclude"))
    days(ctx, clock, 20)
    assert kinds(ctx, staff["clerk"]) == ["warned", "warned"]
    days(ctx, clock, 13)
    assert kinds(ctx, staff["clerk"])[2:] == ["warned", "warned", "due"]


def test_a_clock_that_stands_still_is_left_alone_and_the_person_told_of_a_silent_citizen(
    ctx: Context, staff: dict[str, Staff], clock: Clock
) -> None:
    number = filed(ctx)
    handle.accept(ctx, staff["clerk"], number, 1)
    clock.forward(days=1)
    question.ask(ctx, staff["clerk"], number, 2, "几点？")
    with ctx.database.reading() as connection:
        name = "SELECT look_at FROM case_clocks WHERE clock = 'handle'"
        sweep(ctx)
        assert connection.execute(text(name)).scalar() is None
    days(ctx, clock, 17)
    assert "due" in kinds(ctx, staff["clerk"])


def test_on_leave_the_deputy_is_told(ctx: Context, people: People, clock: Clock) -> None:
    clerk, deputy = people.clerk(), people.clerk(number=2)
    head = people.organ_role(Role.DEPARTMENT_HEAD)
    number = filed(ctx)
    handle.accept(ctx, clerk, number, 1, "petition")
    leave.name_deputy(ctx, head, clerk.login, deputy.login)
    clock.forward(days=56)
    leave.take(ctx, head, clerk.login, ctx.today(), ctx.today() + timedelta(days=10))
    days(ctx, clock, 5)
    assert kinds(ctx, clerk) == []
    assert kinds(ctx, deputy) == ["warned", "warned", "due"]


def test_what_accuses_an_organ_is_told_only_to_those_who_may_read_it(
    ctx: Context, staff: dict[str, Staff], people: People, clock: Clock
) -> None:
    accused = filed(
        ctx, text="金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。", item=None
    )
    days(ctx, clock, 40)
    for name in ("clerk", "unit_head", "department_head", "office"):
        assert kinds(ctx, staff[name]) == [], name
        assert my_reminders.unread(ctx, staff[name]) == 0
    told = [each for name in ("city", "province") for each in my_reminders.of(ctx, staff[name])]
    assert {each.case_number for each in told} == {accused}


def test_workers_side_by_side_send_each_rung_once(
    ctx: Context, staff: dict[str, Staff], clock: Clock
) -> None:
    for _each in range(6):
        filed(ctx)
    clock.forward(days=16)
    others = [replace(ctx, database=Database(ctx.settings.database_url)) for _each in range(3)]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(sweep, others))
    assert sum(each.rungs for each in done) == 6
    assert sum(each.idle for each in done) == 6
    assert kinds(ctx, staff["unit_head"]).count("due") == 6
    for each in others:
        each.database.close()


def test_a_sick_clock_stops_no_other(ctx: Context, staff: dict[str, Staff], clock: Clock) -> None:
    filed(ctx)
    filed(ctx)
    with ctx.database.writing() as connection:
        connection.execute(text("UPDATE case_clocks SET profile = 'no-such-profile' WHERE case_id = 1"))
    clock.forward(days=16)
    assert sweep(ctx).rungs == 1
    assert kinds(ctx, staff["unit_head"]).count("due") == 1


def test_however_many_rest_each_is_told_of_once(
    ctx: Context, people: People, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = people.organ_role(Role.UNIT_HEAD)
    numbers = {filed(ctx) for _n in range(5)}
    clock.forward(days=4)
    monkeypatch.setattr(resting, "MOST", 2)
    assert (idle.tell(ctx), idle.tell(ctx)) == (5, 0)
    assert {each.case_number for each in my_reminders.of(ctx, head)} == numbers
