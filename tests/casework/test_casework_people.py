"""Who may give a case to whom, who gets it while somebody is away, and what rests without a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import JINSHUI, ZHENGZHOU, Clock, People, complaint, filed

from intake.cases.errors import BadInput, NotFound, NotPermitted
from intake.cases.model import Role, Staff
from intake.cases.people import Colleague, Leave, acting_for, may_deputise, unit_named
from intake.services.casework import bulk, handle, resting, task_lists, tasks, triage
from intake.services.casework.bulk import Picked
from intake.services.casework.tasks import Asked
from intake.services.casework.triage import Decision
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import submit
from intake.services.staff import colleagues, leave, staff_admin, units
from intake.services.staff.accounts import NewUser

AIR, WATER = "大气科", "水科"
# Who gives (role, unit), where the case lies, to whom (a unit, or a person by their unit) → refusal, if any.
MAY_GIVE = (
    ("department_head", None, None, "person air", None),
    ("department_head", None, "air", "person water", None),
    ("department_head", "air", "water", "unit air", None),
    ("department_head", None, None, "person elsewhere", BadInput),
    ("department_head", None, None, "person reviewer", BadInput),
    ("unit_head", "air", "air", "person air", None),
    ("unit_head", "air", None, "person air", None),
    ("unit_head", "air", None, "unit air", None),
    ("unit_head", "air", "air", "person water", BadInput),
    ("unit_head", "air", "air", "unit water", BadInput),
    ("unit_head", "air", "water", "person air", NotPermitted),
    ("unit_head", "air", None, "person none", BadInput),
    ("clerk", "air", "air", "person air", None),
    ("clerk", "air", "water", "person air", NotPermitted),
    ("clerk", None, None, "person none", None),
    ("clerk", None, None, "unit water", None),
    ("clerk", None, "air", "person none", NotPermitted),
    ("reviewer", None, None, "person none", NotPermitted),
    ("coordinator", None, None, "person air", NotPermitted),
)


class Organ:
    """Ecology of Jinshui with two units and somebody in each."""

    def __init__(self, ctx: Context, people: People) -> None:
        self.ctx, self.people = ctx, people
        self.head = people.organ_role(Role.DEPARTMENT_HEAD)
        self.unit = {"air": units.add(ctx, self.head, AIR), "water": units.add(ctx, self.head, WATER)}
        self.person = {name: people.clerk(number=n) for n, name in enumerate(("air", "water", "none"), 11)}
        for name, unit_id in self.unit.items():
            units.place(ctx, self.head, self.person[name].login, unit_id)
        self.person["elsewhere"] = people.clerk("housing")
        self.person["reviewer"] = people.organ_role(Role.REVIEWER)

    def assignee(self, words: str) -> str:
        """What is sent for "unit air" or "person water"."""
        kind, name = words.split()
        return f"unit:{self.unit[name]}" if kind == "unit" else self.person[name].login

    def giver(self, role: str, unit: str | None) -> Staff:
        """Somebody of this role in this unit."""
        if role == "coordinator":
            return self.people.coordinator(JINSHUI)
        staff = self.people.organ_role(Role(role))
        if unit:
            units.place(self.ctx, self.head, staff.login, self.unit[unit])
        return staff

    def away(self, staff: Staff, deputy: Staff, days: int = 3) -> None:
        """From today on."""
        leave.name_deputy(self.ctx, staff, staff.login, deputy.login)
        today = self.ctx.today()
        leave.take(self.ctx, staff, staff.login, today, today + timedelta(days))

    def holder(self, number: str) -> str | None:
        """Whose the case is."""
        return inbox.case(self.ctx, self.head, number).assignee


@pytest.fixture
def organ(ctx: Context, people: People) -> Organ:
    """It."""
    return Organ(ctx, people)


def test_who_may_give_a_case_to_whom(ctx: Context, organ: Organ) -> None:
    for role, unit, lies_in, to, refusal in MAY_GIVE:
        number, version, row = filed(ctx), 1, (role, unit, lies_in, to)
        if lies_in:
            version = handle.assign(ctx, organ.head, number, 1, f"unit:{organ.unit[lies_in]}")
        giver = organ.giver(role, unit)
        refused = None
        try:
            handle.assign(ctx, giver, number, version, organ.assignee(to))
        except (BadInput, NotPermitted) as caught:
            refused = type(caught)
        assert refused is refusal, row
        if role != "coordinator" and giver != organ.head:
            units.place(ctx, organ.head, giver.login, None)


def test_a_case_given_to_somebody_away_goes_to_the_deputy(ctx: Context, organ: Organ, clock: Clock) -> None:
    air, water, none = (organ.person[name] for name in ("air", "water", "none"))
    with pytest.raises(BadInput, match="B 角"):
        leave.take(ctx, air, air.login, ctx.today(), ctx.today())
    organ.away(air, water)
    organ.away(water, none)
    number = filed(ctx)
    version = handle.assign(ctx, organ.head, number, 1, air.login)
    assert organ.holder(number) == none.name
    told = inbox.case(ctx, organ.head, number).timeline[-1].detail
    assert (told["assignee"], told["instead_of"]) == (none.name, air.name)
    with ctx.database.reading() as connection:
        assert colleagues.there_for(ctx, connection, air.id) == replace(none, must_change_password=False)
    leave.name_deputy(ctx, none, none.login, air.login)
    leave.take(ctx, none, none.login, ctx.today(), ctx.today())
    with pytest.raises(BadInput, match="代办人也不在"):
        handle.assign(ctx, organ.head, number, version, air.login)
    clock.forward(days=4)  # the first day after the leave
    handle.assign(ctx, organ.head, number, version, air.login)
    assert organ.holder(number) == air.name


def test_leave_is_entered_by_oneself_or_the_head(ctx: Context, organ: Organ) -> None:
    air, water = organ.person["air"], organ.person["water"]
    with pytest.raises(NotPermitted):
        leave.name_deputy(ctx, water, air.login, water.login)
    with pytest.raises(NotFound):
        leave.name_deputy(ctx, organ.head, organ.person["elsewhere"].login, air.login)
    for nobody in (organ.person["elsewhere"].login, organ.person["reviewer"].login, air.login, "x\x00"):
        with pytest.raises(BadInput):
            leave.name_deputy(ctx, organ.head, air.login, nobody)
    with pytest.raises(NotPermitted):
        units.add(ctx, organ.people.organ_role(Role.UNIT_HEAD), "自设科")
    leave.name_deputy(ctx, organ.head, air.login, water.login)
    taken = leave.take(ctx, organ.head, air.login, ctx.today(), ctx.today())
    leave.cancel(ctx, air, air.login, taken)
    assert leave.to_come(ctx, air, air.login) == []
    staff_admin.change_role(ctx, NewUser(water.login, "", Role.CLERK, JINSHUI, "housing"))
    assert colleagues.roster(ctx, organ.head)[air.id].deputy_id is None


@given(
    st.dictionaries(st.integers(1, 6), st.integers(1, 6), max_size=6),
    st.sets(st.integers(1, 6)),
    st.integers(1, 7),
)
def test_nobody_away_is_ever_the_one(deputies: dict[int, int], away: set[int], asked: int) -> None:
    people = {n: Staff(n, f"p{n}", f"人{n}", Role.CLERK, JINSHUI, "ecology") for n in range(1, 7)}
    leave_now = Leave(1, date(2026, 11, 23), date(2026, 11, 27))
    roster = {
        n: Colleague(each, None, deputies.get(n), leave_now if n in away else None)
        for n, each in people.items()
    }
    found = acting_for(roster, asked)
    chain = [asked]
    while chain[-1] in away and deputies.get(chain[-1], 0) not in (0, *chain):
        chain.append(deputies[chain[-1]])
    if chain[-1] in away or chain[-1] not in people:
        assert found is None
    else:
        assert found is not None and found.staff.id == chain[-1]
    if asked in people and deputies.get(asked) == asked:
        assert not may_deputise(people[asked], people[asked])


@pytest.mark.parametrize("words", ["unit:", "unit:-1", "unit:1 ", "unit:²", "unit:9999999999", "clerk", ""])
def test_what_names_no_unit(words: str) -> None:
    assert unit_named(words) is None


# Local days and hours of 2026: came, found resting from (2 working days after the day it came, 24:00).
RESTS = (
    ((11, 23, 10), (11, 26, 0)),  # Monday: Tuesday, Wednesday
    ((11, 26, 23), (12, 1, 0)),  # Thursday night: Friday, Monday
    ((11, 28, 9), (12, 2, 0)),  # Saturday: Monday, Tuesday
    ((9, 30, 9), (10, 10, 0)),  # before the October holiday: the 8th and 9th
)


@pytest.mark.parametrize(("came", "rests_from"), RESTS)
def test_two_working_days_without_a_person(
    ctx: Context, clock: Clock, came: tuple[int, int, int], rests_from: tuple[int, int, int]
) -> None:
    clock.at = local(came)
    number = filed(ctx)
    clock.at = local(rests_from) - timedelta(seconds=1)
    assert resting.unassigned_too_long(ctx) == ()
    clock.at = local(rests_from)
    assert [each.number for each in resting.unassigned_too_long(ctx)] == [number]


def local(when: tuple[int, int, int]) -> datetime:
    """A local hour of 2026."""
    month, day, hour = when
    return datetime(2026, month, day, hour, tzinfo=UTC) - timedelta(hours=8)


def test_a_unit_is_no_person_and_a_closed_account_is_none(ctx: Context, organ: Organ, clock: Clock) -> None:
    in_unit, with_person, left = filed(ctx), filed(ctx), filed(ctx)
    handle.assign(ctx, organ.head, in_unit, 1, f"unit:{organ.unit['air']}")
    handle.assign(ctx, organ.head, with_person, 1, organ.person["air"].login)
    handle.assign(ctx, organ.head, left, 1, organ.person["water"].login)
    clock.forward(days=3)
    staff_admin.lock(ctx, organ.person["water"].login)
    handle.assign(ctx, organ.head, with_person, 2, f"unit:{organ.unit['air']}")  # from a person: counts anew
    found = resting.unassigned_for(ctx, organ.head)
    assert {(each.number, each.unit) for each in found} == {(in_unit, AIR), (left, WATER)}
    assert resting.count_for(ctx, organ.people.coordinator(ZHENGZHOU)) == 2
    assert resting.count_for(ctx, organ.people.coordinator("410300")) == 0
    assert resting.unassigned_for(ctx, organ.person["elsewhere"]) == ()
    units.dissolve(ctx, organ.head, organ.unit["air"])
    assert {each.unit for each in resting.unassigned_for(ctx, organ.head)} == {None, WATER}


def test_restricted_cases_stay_out_of_lists_of_others(ctx: Context, people: People, clock: Clock) -> None:
    """What accuses an organ: neither without a person nor as a task does it show to who may not handle it."""
    accusing = "化工厂一直偷排，环保局的人收了老板的钱，检查前就通风报信。"
    number = submit.submit(ctx, complaint(text=accusing, item=None), "test").case_number
    office = people.coordinator(ZHENGZHOU)
    version = triage.route(ctx, office, number, 1, Decision("urban-management", "按职责"))
    tasks.give(ctx, office, number, version, Asked("water", "请核实。", JINSHUI))
    clock.forward(days=4)
    place = ("urban-management", ZHENGZHOU)
    head, clerk = people.organ_role(Role.DEPARTMENT_HEAD, *place), people.clerk(*place)
    assert [each.number for each in resting.unassigned_for(ctx, head)] == [number]
    assert resting.unassigned_for(ctx, clerk) == () == task_lists.asked_by(ctx, clerk)
    asked = people.organ_role(Role.DEPARTMENT_HEAD, "water"), people.clerk("water")
    assert [len(task_lists.asked_of(ctx, each)) for each in asked] == [1, 0]
    assert task_lists.stalled_for(ctx, people.coordinator(JINSHUI)) == ()
    for nobody in (people.auditor(), people.administrator()):
        assert task_lists.asked_of(ctx, nobody) == () == task_lists.stalled_for(ctx, nobody)
        with pytest.raises(NotPermitted):
            resting.unassigned_for(ctx, nobody)


def test_many_cases_at_once_name_what_was_not_given(ctx: Context, organ: Organ, people: People) -> None:
    numbers = [filed(ctx) for _ in range(3)]
    theirs = submit.submit(ctx, complaint(item="ZJ-001"), "test").case_number
    handle.accept(ctx, people.clerk(), numbers[1], 1)
    picked = [Picked(number, 1) for number in (*numbers, numbers[0], theirs, "2026-1123-999999")]
    outcomes = bulk.assign_many(ctx, organ.head, picked, organ.person["air"].login)
    assert [bool(each.refused) for each in outcomes] == [False, True, False, True, True, True]
    assert [each.case_number for each in outcomes] == [each.case_number for each in picked]
    assert [organ.holder(number) for number in numbers] == [
        organ.person["air"].name,
        people.clerk().name,
        organ.person["air"].name,
    ]
