"""The clocks of a case: what runs in each state, to the hour; extensions; a calendar that has ended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from samples import Clock, People, complaint, filed

from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Role
from intake.services.casework import handle
from intake.services.casework.clockwork import ClockView
from intake.services.casework.extend import Longer, extend
from intake.services.casework.handle import Answer
from intake.services.context import LOCAL_TIME, Context
from intake.services.desk import inbox
from intake.services.filing import submit

VAGUE = {"item": None, "text": "想说一件事，请你们看看。"}


def running(ctx: Context, people: People, number: str) -> dict[str, str]:
    """The running clocks of a case of Zhengzhou and the local time of their ends."""
    clocks = inbox.clocks(ctx, people.coordinator(), number)
    return {f"{each.profile}/{each.clock}": told(each) for each in clocks if each.stopped_at is None}


def told(each: ClockView) -> str:
    return each.due_at.astimezone(LOCAL_TIME).strftime("%m-%d %H:%M") if each.due_at else each.fault


def test_before_acceptance(ctx: Context, people: People) -> None:
    """Filed on Monday 23 November at 10:00: five working days are Monday 30th; limits end at 24:00."""
    assert running(ctx, people, filed(ctx)) == {
        "objection/object": "12-01 00:00",
        "house/accept": "12-09 00:00",
    }
    undecided = submit.submit(ctx, complaint(**VAGUE), "test").case_number  # type: ignore[arg-type]
    assert running(ctx, people, undecided) == {"house/decide": "11-29 00:00"}


def test_the_procedure_is_chosen_at_acceptance(ctx: Context, people: People, clock: Clock) -> None:
    clerk, petition, report = people.clerk(), filed(ctx), filed(ctx)
    clock.forward(days=2)
    with pytest.raises(BadInput) as refused:
        handle.accept(ctx, clerk, petition, 1, "review")
    assert refused.value.field == "procedure"
    handle.accept(ctx, clerk, petition, 1, "petition")
    handle.accept(ctx, clerk, report, 1)
    assert running(ctx, people, petition) == {"petition/conclude": "01-25 00:00"}
    assert running(ctx, people, report) == {
        "violation-report/open": "12-09 00:00",  # from the day of filing
        "house/handle": "01-25 00:00",
    }
    row = next(row for row in inbox.inbox(ctx, clerk, inbox.Queue.ALL).items if row.case_number == report)
    assert row.due_at == datetime(2026, 12, 8, 16, tzinfo=UTC)
    assert not row.late
    clock.forward(days=14)
    row = next(row for row in inbox.inbox(ctx, clerk, inbox.Queue.ALL).items if row.case_number == report)
    assert row.late
    version = handle.answer(ctx, clerk, report, 2, Answer("已查处。"))
    assert running(ctx, people, report) == {"review/ask": "01-09 00:00"}
    handle.close(ctx, clerk, report, version)
    assert running(ctx, people, report) == {"review/ask": "01-09 00:00"}


def test_an_extension_is_the_heads_to_give_and_has_a_limit(
    ctx: Context, people: People, clock: Clock
) -> None:
    clerk, head, number = people.clerk(), people.organ_role(Role.DEPARTMENT_HEAD), filed(ctx)
    handle.accept(ctx, clerk, number, 1, "petition")
    with pytest.raises(NotPermitted):
        extend(ctx, clerk, number, 2, Longer(10, "情况复杂"))
    clock.forward(days=50)
    extend(ctx, head, number, 2, Longer(20, "要做检测"))
    assert running(ctx, people, number) == {"petition/conclude": "02-12 00:00"}
    with pytest.raises(BadInput) as refused:
        extend(ctx, head, number, 3, Longer(11, "还要做检测"))
    assert refused.value.field == "amount"
    extend(ctx, head, number, 3, Longer(10, "还要做检测"))
    assert running(ctx, people, number) == {"petition/conclude": "02-22 00:00"}
    line = inbox.case(ctx, clerk, number).timeline[-1]
    assert (line.detail["until"], line.staff_name) == ("2027-02-21", head.name)
    clock.forward(days=60)
    with pytest.raises(BadInput):
        extend(ctx, head, number, 4, Longer(1, "晚了"))


def test_past_the_calendar_a_clock_says_so_and_the_case_goes_on(
    ctx: Context, people: People, clock: Clock
) -> None:
    clock.at = datetime(2040, 12, 29, 2, tzinfo=UTC)
    number = filed(ctx)
    clocks = running(ctx, people, number)
    assert "2040" not in clocks["objection/object"] or "节假日" in clocks["objection/object"]
    assert "没有" in clocks["objection/object"]
    handle.accept(ctx, people.clerk(), number, 1, "petition")
    assert running(ctx, people, number) == {"petition/conclude": "02-28 00:00"}
