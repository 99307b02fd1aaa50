"""The pure rules: two tables written out by hand, coverage, figures for the public, redactions, clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.annual import clock, edition
from intake.annual.coverage import coverage
from intake.annual.figures import public
from intake.annual.model import DUTIES, DraftReport, KeptRedaction, Part
from intake.annual.states import PLAN, REPORT, Standing, State, acts_open_to, check
from intake.cases.errors import BadTransition, NotPermitted
from intake.cases.model import Role, Staff
from registry import CalendarEnded, Redaction, Registry, Unit, led_items, obligation
from registry.annual.model import FIGURES

# Written out by hand: state → act → state after; who: u the unit, o its office, with the roles that may.
EXPECTED = {
    "report": {
        "draft": {"edit": "draft", "submit": "submitted"},
        "submitted": {"return": "draft", "sign": "signed"},
        "signed": {"send": "sent", "edit_public": "signed"},
        "sent": {"receive": "sent", "edit_public": "sent", "propose": "in_review"},
        "in_review": {"receive": "in_review", "reject": "sent", "publish": "published"},
        "published": {"receive": "published"},
        "filed": {},
    },
    "plan": {
        "draft": {"edit": "draft", "submit": "submitted"},
        "submitted": {"return": "draft", "file": "filed"},
        "filed": {"mark": "filed", "declare": "filed"},
    },
}
WRITERS = {"clerk", "unit_head", "department_head", "coordinator"}
HEADS = {"unit_head", "department_head", "coordinator"}
LEADERS = {"department_head", "coordinator"}
WHO = {
    "report": {
        **dict.fromkeys(("edit", "submit", "send", "receive", "edit_public", "propose"), WRITERS),
        **dict.fromkeys(("return", "sign"), LEADERS),
        **dict.fromkeys(("reject", "publish"), HEADS),
    },
    "plan": {
        **dict.fromkeys(("edit", "submit", "mark"), WRITERS),
        "return": {"coordinator"},
        "file": {"coordinator"},
        "declare": HEADS,
    },
}
OF_THE_OFFICE = {("report", "receive"), ("plan", "return"), ("plan", "file")}
BESIDES_THE_UNIT = {("report", "receive")}
CLERK = Staff(1, "a", "甲", Role.CLERK, "410105", "ecology")
TABLES = {"report": REPORT, "plan": PLAN}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("side", ["unit", "office", "nobody"])
def test_the_tables(kind: str, role: Role, side: str) -> None:
    staff, table = replace(CLERK, role=role), TABLES[kind]
    for state in State:
        standing = Standing(state, side == "unit", side == "office")
        here = EXPECTED[kind].get(state.value, {})
        allowed = {
            act
            for act in here
            if role.value in WHO[kind][act]
            and (side == "office" and (kind, act) in OF_THE_OFFICE)
            | (side == "unit" and ((kind, act) not in OF_THE_OFFICE or (kind, act) in BESIDES_THE_UNIT))
        }
        assert {act.value for act in acts_open_to(table, staff, standing)} == allowed
        for act in table:
            try:
                assert check(table, act, staff, standing).value == here[act.value]
                assert act.value in allowed
            except NotPermitted:
                assert act.value not in allowed
            except BadTransition:
                assert act.value not in here


COUNTS = st.integers(0, 40)


@st.composite
def counted(draw: st.DrawFn) -> dict[str, int]:
    """Figures as they come from cases: the closed among the received, each on time or late, some judged."""
    received = draw(COUNTS)
    closed = draw(st.integers(0, received))
    late = draw(st.integers(0, closed))
    left, found = closed, []
    for _verdict in range(4):
        found.append(draw(st.integers(0, left)))
        left -= found[-1]
    return dict(zip(FIGURES, (received, closed, closed - late, late, *found), strict=True))


@given(table=st.dictionaries(st.sampled_from(["ST-001", "ST-002", "ST-003", "ST-004"]), counted()))
@settings(max_examples=400)
def test_no_small_count_can_be_worked_out_from_a_public_row(table: dict[str, dict[str, int]]) -> None:
    for item, row in public(table).items():
        told = [row[name] for name in FIGURES if row[name] is not None]
        assert not any(0 < count < 5 for count in told)
        whole = table[item]
        if row["received"] is not None and row["closed"] is not None:
            assert not 0 < row["received"] - row["closed"] < 5  # what is still open
        found = [row[name] for name in FIGURES[4:]]
        if None not in found and row["closed"] is not None:
            assert not 0 < whole["closed"] - sum(whole[name] for name in FIGURES[4:]) < 5  # not judged
        for name in FIGURES:
            assert row[name] in (None, whole[name])
        for group in (FIGURES[:2], FIGURES[2:4], FIGURES[4:]):
            assert len({row[name] is None for name in group}) == 1  # a group is told whole or not at all


def test_large_counts_are_told() -> None:
    counts = dict(zip(FIGURES, (60, 50, 40, 10, 30, 20, 0, 0), strict=True))
    assert public({"ST-001": counts}) == {"ST-001": counts}


@given(written=st.dictionaries(st.integers(0, 8), st.sampled_from(["text", "reason", "blank"])))
@settings(max_examples=60)
def test_coverage_names_every_gap_and_nothing_else(written: dict[int, str], registry: Registry) -> None:
    led = led_items(registry, Unit("410105", "ecology"), 2025).items[:9]
    parts = {
        led[place].id: Part(led[place].id, "写" if how == "text" else "", "无" if how == "reason" else "")
        for place, how in written.items()
        if place < len(led)
    }
    found = coverage(_report(parts), led)
    assert found.told + found.explained + len(found.gaps) == found.led == len(led)
    assert {item.id for item in found.gaps} == {
        item.id for item in led if not (parts.get(item.id) and parts[item.id].is_answered)
    }
    assert found.complete == (not found.gaps)


def test_what_the_public_edition_leaves_out_is_explained_and_nothing_else() -> None:
    parts = {
        DUTIES: Part(DUTIES, "全文", public_text="节选"),
        "ST-001": Part("ST-001", "全文"),
        "ST-002": Part("ST-002", "电话13800001111"),
    }
    told = (KeptRedaction(1, "ST-001", Redaction("ST-001", "15", "商业秘密")),)
    report = replace(_report(parts), redactions=told)
    assert edition.unexplained(report) == (DUTIES,)
    assert edition.pointless(report) == ("ST-001",)
    assert edition.identities(report) == ("ST-002",)


def _report(parts: dict[str, Part]) -> DraftReport:
    return DraftReport(1, Unit("410105", "ecology"), 2025, 1, State.DRAFT, parts, (), (), 1)


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        ("2026-01-01", None),
        ("2026-01-21", None),  # 24 working days before 28 February, which is worked in exchange for a holiday
        ("2026-02-02", 20),
        ("2026-02-11", 10),
        ("2026-02-24", 5),
        ("2026-02-27", 1),
        ("2026-02-28", 1),
        ("2026-03-01", 0),
        ("2026-03-31", 0),
        ("2026-07-01", None),  # no news any more
    ],
)
def test_warned_by_working_days(day: str, rung: int | None, registry: Registry) -> None:
    owed = obligation(registry, Unit("410000", "water"), 2025)
    assert owed is not None
    assert clock.rung(registry.calendar, owed, date.fromisoformat(day)) == rung


@given(ahead=st.integers(0, 90))
def test_rungs_only_fall_as_the_last_day_comes_near(ahead: int, registry: Registry) -> None:
    owed = obligation(registry, Unit("410000", "water"), 2025)
    assert owed is not None
    near, far = (
        clock.rung(registry.calendar, owed, owed.due - timedelta(days=days)) for days in (ahead, ahead + 1)
    )
    assert far is None or (near is not None and near <= far)


def test_past_the_calendar_nothing_is_guessed(registry: Registry) -> None:
    owed = obligation(registry, Unit("410000", "water"), 2026)
    assert owed is not None
    with pytest.raises(CalendarEnded, match="2027"):
        clock.rung(registry.calendar, owed, date(2026, 11, 23))
    with pytest.raises(CalendarEnded):
        clock.publish_by(registry.calendar, owed.profile, date(2026, 12, 20))
    assert clock.publish_by(registry.calendar, owed.profile, date(2026, 3, 2)) == date(2026, 3, 30)
    assert [clock.days_late(owed.due, None, owed.due + timedelta(days=n)) for n in (-9, 0, 3)] == [0, 0, 3]
