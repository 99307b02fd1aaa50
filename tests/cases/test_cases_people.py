"""Units, deputies, who may hold and give a case; and papers of the office: who may do what when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from intake.cases.errors import BadTransition, NotPermitted
from intake.cases.model import Owner, Role, Staff
from intake.cases.objections import common_superior
from intake.cases.partner import OF_HOTLINE, OF_ORGAN, Key, Partner, Scope, packed, scopes_for, unpacked
from intake.cases.people import (
    Colleague,
    Leave,
    Unit,
    acting_for,
    may_deputise,
    may_give,
    may_hold,
    name_of_unit,
    unit_named,
)
from intake.cases.states import State
from intake.cases.supervision import PaperAct, PaperKind, PaperState, Standing, acts_open_to, next_state

CLERK = Staff(1, "a", "甲", Role.CLERK, "410105", "ecology")
HEAD = replace(CLERK, id=2, role=Role.DEPARTMENT_HEAD)
COORDINATOR = Staff(3, "c", "丙", Role.COORDINATOR, "410105", None)
MONTH = Leave(1, date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("assignee", "unit"),
    [
        ("unit:7", 7),
        ("unit:123456789", 123456789),
        ("unit:1234567890", None),
        ("7", None),
        ("unit:", None),
        ("unit:七", None),
        ("unit:７", None),
        ("unit:-7", None),
        ("unit:unit:7", None),
        ("clerk", None),
    ],
)
def test_what_an_assignee_s_name_means(assignee: str, unit: int | None) -> None:
    assert unit_named(assignee) == unit


def test_a_unit_s_name_reads_back() -> None:
    assert unit_named(name_of_unit(Unit(42, "大气科"))) == 42


@pytest.mark.parametrize(
    ("staff", "handling", "reviewing"),
    [(CLERK, True, True), (COORDINATOR, False, True), (replace(CLERK, role=Role.AUDITOR), False, False)],
)
def test_who_may_hold_a_case(staff: Staff, handling: bool, reviewing: bool) -> None:
    assert may_hold(staff, State.HANDLING) is handling
    assert may_hold(staff, State.UNDER_REVIEW) is may_hold(staff, State.UNDER_SECOND_REVIEW) is reviewing


@pytest.mark.parametrize(
    ("staff", "unit", "lies_in", "to", "may"),
    [
        (HEAD, None, 1, 2, True),
        (HEAD, 3, 1, None, True),
        (CLERK, 1, 1, 1, True),
        (CLERK, 1, None, 1, True),
        (CLERK, 1, 1, 2, False),
        (CLERK, 1, None, 2, False),
        (CLERK, 1, 2, 1, False),
        (CLERK, 1, 1, None, False),
        (CLERK, None, None, 2, True),
        (CLERK, None, None, None, True),
        (CLERK, None, 2, 2, False),
    ],
)
def test_who_may_give_a_case_to_whom(
    staff: Staff, unit: int | None, lies_in: int | None, to: int | None, may: bool
) -> None:
    giver = Colleague(staff, Unit(unit, "科") if unit else None)
    assert giver.unit_id == unit
    assert may_give(giver, lies_in, to) is may


@pytest.mark.parametrize(
    ("deputy", "absent", "may"),
    [
        (replace(CLERK, id=9), CLERK, True),
        (HEAD, CLERK, True),
        (CLERK, CLERK, False),
        (replace(CLERK, id=9, region="410100"), CLERK, False),
        (replace(CLERK, id=9, department="housing"), CLERK, False),
        (replace(CLERK, id=9, role=Role.AUDITOR), CLERK, False),
        (replace(COORDINATOR, id=9), COORDINATOR, True),
        (replace(COORDINATOR, id=9, role=Role.AUDITOR), COORDINATOR, False),
    ],
)
def test_who_can_stand_in(deputy: Staff, absent: Staff, may: bool) -> None:
    assert may_deputise(deputy, absent) is may


@pytest.mark.parametrize(
    ("roster", "acting"),
    [
        ({}, None),
        ({1: (None, False)}, 1),
        ({1: (2, True), 2: (None, False)}, 2),
        ({1: (2, True), 2: (3, True), 3: (None, False)}, 3),
        ({1: (2, True), 2: (1, True)}, None),
        ({1: (2, True), 2: (3, True), 3: (2, True)}, None),
        ({1: (None, True)}, None),
        ({1: (2, True)}, None),
        ({1: (2, False), 2: (None, False)}, 1),
    ],
)
def test_who_is_there(roster: dict[int, tuple[int | None, bool]], acting: int | None) -> None:
    people = {
        number: Colleague(replace(CLERK, id=number), None, deputy, MONTH if away else None)
        for number, (deputy, away) in roster.items()
    }
    found = acting_for(people, 1)
    assert (found.staff.id if found else None) == acting


# Kind, state → what its organ and what the office may do, and the state after.
PAPERS = {
    ("item", "open"): ("reply→replied", "visit→open close→closed"),
    ("item", "replied"): ("", "visit→replied return→returned close→closed"),
    ("item", "returned"): ("reply→replied", "visit→returned close→closed"),
    ("item", "closed"): ("", ""),
    ("finding", "open"): ("reply→replied", "close→closed transfer→open"),
    ("finding", "replied"): ("", "return→returned close→closed transfer→open"),
    ("finding", "returned"): ("reply→replied", "close→closed transfer→open"),
    ("finding", "closed"): ("", ""),
}


@pytest.mark.parametrize(("paper", "acts"), PAPERS.items())
@pytest.mark.parametrize("side", [0, 1])
def test_what_may_be_done_with_a_paper(paper: tuple[str, str], acts: tuple[str, str], side: int) -> None:
    standing = Standing(PaperKind(paper[0]), PaperState(paper[1]), is_organ=not side, is_office=bool(side))
    expected = dict(each.split("→") for each in acts[side].split())
    assert [*acts_open_to(standing)] == [*expected]
    others_acts = {PaperAct.REPLY} if side else {*PaperAct} - {PaperAct.REPLY}
    for act in PaperAct:
        if act in expected:
            assert next_state(standing, act) is PaperState(expected[act])
        else:
            with pytest.raises(NotPermitted if act in others_acts else BadTransition):
                next_state(standing, act)


@pytest.mark.parametrize(
    ("lines", "lowest"),
    [
        ([("a", "city", "top")], "a"),
        ([("a", "city", "top"), ("b", "city", "top")], "city"),
        ([("a", "city", "top"), ("city", "top")], "city"),
        ([("a", "city", "top"), ("b", "other", "top")], "top"),
        ([("a", "city"), ("b", "other")], "city"),
    ],
)
def test_the_common_superior(lines: list[tuple[str, ...]], lowest: str) -> None:
    assert common_superior(lines) == lowest


NOW = datetime(2026, 11, 23, tzinfo=UTC)
KEY = Key(1, 1, "k", OF_ORGAN, None, NOW, NOW, None, None, None)


@pytest.mark.parametrize(
    ("key", "opens"),
    [
        (KEY, True),
        (replace(KEY, approved_at=None), False),
        (replace(KEY, revoked_at=NOW), False),
        (replace(KEY, expires_at=NOW + timedelta(seconds=1)), True),
        (replace(KEY, expires_at=NOW), False),
    ],
)
def test_which_keys_open(key: Key, opens: bool) -> None:
    assert key.opens(NOW) is opens


def test_partners_and_their_scopes() -> None:
    organ, hotline = (Partner(4, "系统", "410105", each, 9, NOW) for each in ("ecology", None))
    assert (organ.organ, hotline.organ, organ.source) == (Owner("410105", "ecology"), None, "api:4")
    assert (scopes_for(organ.organ), scopes_for(hotline.organ)) == (OF_ORGAN, OF_HOTLINE)
    assert packed([Scope.HOOKS, Scope.FILE]) == "file hooks"
    assert unpacked("hooks nothing file") == {Scope.FILE, Scope.HOOKS}
