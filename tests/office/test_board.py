"""The board's figures on a small set made by hand, on both databases: who is counted, for whom, where."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from datetime import date

import pytest
from made import JINSHUI, LUOYANG, Made
from samples import HENAN, ZHENGZHOU, Clock, People
from sqlalchemy import event

from intake.cases.errors import BadInput, NotPermitted
from intake.cases.model import Role, Staff, Verdict
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.desk.queues import Queue
from intake.services.office import ahead, digest, indicators, inspection, period
from intake.services.office import board as service
from intake.services.office.answer_times import AnswerTime
from intake.services.office.figures import Figures, Line
from intake.services.office.period import Asked, Period


@pytest.fixture
def made(ctx: Context, people: People, clock: Clock) -> Made:
    """Everything, filed on Monday 23 November 2026."""
    return Made(ctx, people, clock).everything()


def told(figures: Figures) -> dict[str, int]:
    """What is not nought."""
    return {name: count for name, count in asdict(figures).items() if count}


def by_key(lines: tuple[Line, ...]) -> dict[str | None, dict[str, int]]:
    """The lines that have figures."""
    return {line.key: told(line.figures) for line in lines if told(line.figures)}


HERE = {
    "open": 6,  # new, handled, objected, undecided, resumed, reviewed
    "unassigned": 2,  # new; reviewed has nobody at the reviewer's yet
    "objected": 1,
    "under_review": 1,
    "filed": 12,
    "closed": 7,
    "reopened": 1,
    "ratings": 5,
    "stars": 18,
}


def test_every_figure_of_a_city(ctx: Context, made: Made, people: People) -> None:
    found = service.board(ctx, people.coordinator(ZHENGZHOU))
    accusing = {"open": 1, "filed": 1}  # sent to this very office, which may read it
    assert told(found.total) == {**HERE, "open": 7, "filed": 13}, accusing
    assert found.total.satisfaction == pytest.approx(3.6)
    assert by_key(found.regions).keys() == {JINSHUI}
    assert by_key(found.departments)["ecology"]["closed"] == 7
    assert found.stars == {1: 1, 3: 1, 4: 1, 5: 2}
    assert found.answers[0] == AnswerTime("0-15", in_time=7, late=0)
    assert [(each.since, each.filed, each.closed) for each in found.weeks][-1] == (date(2026, 11, 17), 13, 7)


@pytest.mark.parametrize(("days", "kind"), [(15, "0-15"), (16, "16-30"), (60, "31-60"), (61, "61-90")])
def test_days_to_an_answer_end_at_midnight_where_the_organ_sits(
    ctx: Context, people: People, clock: Clock, days: int, kind: str
) -> None:
    """The day of the answer is the local one, which ends at 16:00 UTC."""
    made = Made(ctx, people, clock)
    made.accepted("slow")
    clock.forward(days=days, hours=13.9)  # from 10:00 to a little before midnight
    handle.answer(ctx, people.clerk(), made.numbers["slow"], 2, Answer("已查处。", Verdict.TRUE))
    answers = service.board(ctx, people.coordinator(ZHENGZHOU)).answers
    assert {each.days: each.in_time + each.late for each in answers if each.in_time + each.late} == {kind: 1}


def test_who_may_not_see_an_accusing_case_does_not_count_it(ctx: Context, made: Made, people: People) -> None:
    assert told(service.board(ctx, people.coordinator(JINSHUI)).total) == HERE
    assert service.board(ctx, people.coordinator(HENAN)).total.filed == 14


def test_a_head_sees_their_own_organ_only(ctx: Context, made: Made, people: People) -> None:
    head = people.organ_role(Role.DEPARTMENT_HEAD)
    found = service.board(ctx, head)
    assert by_key(found.departments).keys() == {"ecology"}
    assert found.total.open == 4  # new, handled, objected, resumed: the others are elsewhere
    assert service.board(ctx, people.organ_role(Role.DEPARTMENT_HEAD, "housing")).total == Figures()


def test_region_department_and_period_narrow_it(ctx: Context, made: Made, people: People) -> None:
    province = people.coordinator(HENAN)
    today = Asked(period.last_days(ctx, 1))
    assert service.board(ctx, province, replace(today, region=LUOYANG)).total.filed == 1
    assert service.board(ctx, province, replace(today, region=JINSHUI)).total.filed == 13
    assert service.board(ctx, province, replace(today, department="housing")).total == Figures()
    before = Asked(Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert service.board(ctx, province, before).total.filed == 0
    assert service.board(ctx, province, before).total.open > 0  # what is open is so now


def test_overdue_and_soon_follow_the_clock_and_are_the_lists_behind(
    ctx: Context, made: Made, people: People, clock: Clock
) -> None:
    city = people.coordinator(ZHENGZHOU)
    for days in (0, 4, 14, 5, 40):
        clock.forward(days=days)
        found = service.board(ctx, city).total
        lists = {"overdue": Queue.OVERDUE, "soon": Queue.SOON, "unassigned": Queue.UNASSIGNED}
        for name, queue in lists.items():
            assert getattr(found, name) == inbox.inbox(ctx, city, queue).total, (days, name)
    assert found.overdue > 0


def test_the_days_ahead_are_the_lists_of_what_is_due(
    ctx: Context, made: Made, people: People, clock: Clock
) -> None:
    city = people.coordinator(ZHENGZHOU)
    for days in (0, 3, 11, 6):
        clock.forward(days=days)
        coming = service.board(ctx, city).ahead
        lists = {queue: inbox.inbox(ctx, city, queue).total for queue in (Queue.TODAY, Queue.SOON)}
        working = [each.day for each in coming[1:] if each.working]
        assert coming[0].count == lists[Queue.TODAY]
        assert sum(each.count for each in coming[1:] if each.day <= working[2]) == lists[Queue.SOON]


def test_the_days_ahead_of_a_clerk_are_their_own_list(
    ctx: Context, made: Made, people: People, clock: Clock
) -> None:
    clerk = people.clerk()
    for days in (0, 3, 4):
        clock.forward(days=days)
        rows = inbox.inbox(ctx, clerk, Queue.MINE).items
        due = Counter(row.due_on for row in rows if row.due_on and not row.late)
        coming = ahead.mine(ctx, clerk)
        assert rows
        assert {each.day: each.count for each in coming if each.count} == {
            day: count for day, count in due.items() if day <= coming[-1].day
        }
    with pytest.raises(NotPermitted):
        ahead.mine(ctx, people.coordinator(ZHENGZHOU))


def test_no_person_is_named_or_ranked(ctx: Context, made: Made, people: People) -> None:
    found = service.board(ctx, people.coordinator(ZHENGZHOU))
    assert people.clerk().name not in repr(found)
    keys = [line.key for line in found.regions if line.key]
    assert keys[1:] == sorted(keys[1:])


@pytest.mark.parametrize("role", [Role.CLERK, Role.UNIT_HEAD, Role.REVIEWER])
def test_others_have_no_board(ctx: Context, people: People, role: Role) -> None:
    _refused(ctx, people.organ_role(role))


def test_auditor_and_administrator_have_no_board(ctx: Context, people: People) -> None:
    _refused(ctx, people.auditor())
    _refused(ctx, people.administrator())


def _refused(ctx: Context, staff: Staff) -> None:
    about = Asked(period.last_days(ctx, 7))
    for open_page in (service.board, digest.digest, indicators.indicators, inspection.table):
        with pytest.raises(NotPermitted):
            open_page(ctx, staff, about)


@pytest.mark.parametrize(
    "said",
    [
        {"from": "2026-11-23", "to": "2026-11-22"},
        {"from": "2024-01-01", "to": "2026-01-01"},
        {"from": "soon"},
        {"region": "999999"},
        {"department": "nobody"},
    ],
)
def test_what_means_nothing_is_refused(ctx: Context, said: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        period.asked(ctx, said, period.last_days(ctx, 7))


def test_questions_do_not_grow_with_the_cases(ctx: Context, people: People, clock: Clock) -> None:
    """The same statements for two cases as for many; how long they take is measured in the benchmark."""
    made = Made(ctx, people, clock)
    made.accepted("one")
    few = _statements(ctx, people, made)
    for number in range(8):
        made.accepted(f"more{number}")
        made.closed(f"closed{number}", 5)
    assert _statements(ctx, people, made) == few


def _statements(ctx: Context, people: People, made: Made) -> dict[str, int]:
    clerk, office = people.clerk(), people.coordinator()
    ask = {
        "inbox": lambda: inbox.inbox(ctx, clerk, Queue.WORKING),
        "counts": lambda: inbox.counts(ctx, office),
        "office": lambda: inbox.inbox(ctx, office, Queue.ALL),
        "case": lambda: inbox.case(ctx, clerk, made.numbers["one"]),
        "board": lambda: service.board(ctx, office),
        "digest": lambda: digest.digest(ctx, office, Asked(period.last_days(ctx, 7))),
        "inspection": lambda: inspection.table(ctx, office, Asked(period.last_days(ctx, 7))),
    }
    counted: dict[str, int] = {}
    for name, question in ask.items():
        said: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            said.append(statement)  # noqa: B023 - heard only inside this round

        event.listen(ctx.database.engine, "before_cursor_execute", note)
        question()
        event.remove(ctx.database.engine, "before_cursor_execute", note)
        counted[name] = len(said)
    return counted
