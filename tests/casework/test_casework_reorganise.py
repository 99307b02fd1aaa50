"""Departments are reorganised in the middle of cases: those follow the work, once, with state and clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from samples import JINSHUI, Clock, People, filed
from sqlalchemy import text

from intake.cases.errors import NotPermitted
from intake.cases.events import Event
from intake.cases.model import Owner
from intake.cases.states import State
from intake.services.casework import handle, reorganise, task_lists, tasks
from intake.services.casework.tasks import Asked
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.office.sweep import sweep
from intake.store.cases import cases
from registry import Reorganisation

SPLIT = Reorganisation(
    id="jinshui",
    kind="split",
    department="ecology",
    region=JINSHUI,
    level="",
    since=date(2026, 11, 25),
    basis="示范：金水区机构改革方案",
    demonstration=True,
    parts={"ST-001": "urban-management"},
)
MERGE = replace(SPLIT, kind="merge", to="urban-management", parts={})


def reorganised(ctx: Context, event: Reorganisation) -> Context:
    return replace(ctx, registry=replace(ctx.registry, reorganisations={event.id: event}))


def test_a_split_in_the_middle_of_two_cases(ctx: Context, clock: Clock, people: People) -> None:
    """What was split off goes on with the heir; what was not stays."""
    clerk, heir = people.clerk(), people.clerk("urban-management")
    gone, stays = filed(ctx, item="ST-001"), filed(ctx, item="ST-014")
    version = handle.accept(ctx, clerk, gone, 1)
    before = inbox.clocks(ctx, clerk, gone)
    after = reorganised(ctx, SPLIT)
    assert reorganise.follow(after) == 0, "the day has not come"
    clock.forward(days=3)
    assert sweep(after).reorganised == 1
    assert reorganise.follow(after) == 0, "once"
    case = inbox.case(after, heir, gone)
    assert (case.state, case.version, case.holder) == (State.ACCEPTED, version + 1, "金水区城市管理局")
    assert case.certificate.release == "410000/ecology/2026-09-01"
    assert inbox.clocks(after, heir, gone) == before
    assert case.timeline[-1].detail["basis"] == SPLIT.basis
    with pytest.raises(NotPermitted):
        inbox.case(after, clerk, gone)
    assert inbox.case(after, clerk, stays).state is State.ROUTED
    with ctx.database.reading() as connection:
        told = connection.execute(text("SELECT template FROM outbox WHERE template = 'reorganised'"))
        assert len(told.all()) == 1
        events = connection.execute(
            text("SELECT staff_id FROM events WHERE event = :e"), {"e": Event.CASE_REORGANISED}
        )
        assert events.scalars().all() == [None]


def test_an_organ_that_is_accused_is_no_heir(ctx: Context, clock: Clock, people: People) -> None:
    """It goes to the same department above, or outside; never to whom the complaint accuses (art. 30)."""
    number = filed(ctx, item="ST-001")
    clock.forward(days=3)
    with ctx.database.writing() as connection:
        case = cases.by_number(connection, number)
        assert case is not None
        accusing = replace(case.certificate, accused=("urban-management",))
        cases.change(connection, case, ctx.now(), {"certificate": accusing.to_json()})
    assert reorganise.follow(reorganised(ctx, MERGE)) == 1
    with ctx.database.reading() as connection:
        moved = cases.by_number(connection, number)
    assert moved is not None and moved.owner != Owner(JINSHUI, "urban-management")


def test_tasks_of_an_organ_that_was_merged_follow_too(ctx: Context, clock: Clock, people: People) -> None:
    """What urban management was asked for is asked of housing, which took its work over; once."""
    number = filed(ctx, item="ST-001")
    clerk, heir = people.clerk(), people.clerk("housing")
    version = handle.accept(ctx, clerk, number, 1)
    tasks.give(ctx, clerk, number, version, Asked("urban-management", "请核对台账。"))
    clock.forward(days=3)
    after = reorganised(ctx, replace(MERGE, department="urban-management", to="housing"))
    assert task_lists.asked_of(after, heir) == ()
    assert reorganise.follow(after) == 0, "the case stays where it is"
    (task,) = task_lists.asked_of(after, heir)
    assert task.case_number == number
    assert task_lists.asked_of(after, people.clerk("urban-management")) == ()
    lines = inbox.case(after, clerk, number).timeline
    assert reorganise.follow(after) == 0 and inbox.case(after, clerk, number).timeline == lines
