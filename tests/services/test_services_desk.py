"""A case from the desk's side: its life, its reach, and two people acting at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import media
import pytest
from samples import JINSHUI, People, complaint, filed
from sqlalchemy import text

from intake.cases.errors import BadInput, BadTransition, CaseworkError, NotFound, NotPermitted, StaleCase
from intake.cases.events import Event
from intake.cases.model import Contact, Location, Staff
from intake.cases.objections import Grounds, Reason
from intake.cases.states import Action, State
from intake.services.casework import handle, objections, triage
from intake.services.casework.handle import Answer
from intake.services.casework.triage import Decision
from intake.services.citizens import track
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.desk.inbox import Queue
from intake.services.filing import drafts, submit

VAGUE = {"item": None, "text": "想说一件事，请你们看看。", "contact": None}
UNKNOWN_CASE = "2026-1123-999999"


def test_the_whole_way(ctx: Context, people: People) -> None:
    """Handed back, decided, accepted, assigned, answered, closed; the citizen sees what they may."""
    clerk, office, builder = people.clerk(), people.coordinator(), people.clerk("housing")
    second = people.clerk("housing", number=2)
    receipt = submit.submit(ctx, complaint(), "test")
    number = receipt.case_number
    grounds = Grounds(Reason.OTHER_DEPARTMENT, "INTERNAL-CLAUSE", "INTERNAL-REASON 不属于我们")
    version = objections.object_to(ctx, clerk, number, 1, grounds)
    decision = Decision("housing", "INTERNAL 工地的事", item="ZJ-001")
    version = triage.route(ctx, office, number, version, decision)
    version = handle.accept(ctx, builder, number, version)
    version = handle.assign(ctx, builder, number, version, second.login)
    version = handle.answer(ctx, second, number, version, Answer("已责令整改，三天内覆盖裸土。"))
    version = handle.close(ctx, second, number, version)
    view = track.by_code(ctx, receipt.code)
    assert view is not None
    assert (view.state, view.answer, version) == (State.CLOSED, "已责令整改，三天内覆盖裸土。", 7)
    assert (view.certificate.item, view.certificate.rule) == ("ZJ-001", "office")
    assert view.certificate.release and view.certificate.legal_basis
    told = repr(view)
    for secret in ("INTERNAL", clerk.name, builder.name, second.name, "张小明", "13800001111"):
        assert secret not in told
    story = inbox.case(ctx, second, number)
    assert [line.event for line in story.timeline] == [
        Event.CASE_FILED,
        Event.CASE_ROUTED,
        Event.CASE_OBJECTED,
        Event.CASE_ROUTED,
        Event.CASE_ACCEPTED,
        Event.CASE_ASSIGNED,
        Event.CASE_ANSWERED,
        Event.CASE_CLOSED,
    ]
    assert story.timeline[2].detail["note"] == "INTERNAL-REASON 不属于我们"
    assert story.timeline[1].detail["item"] == "ST-001"  # what the router said stays on record
    assert story.timeline[3].staff_name == office.name
    assert (story.assignee, story.actions) == (second.name, (Action.RESUME,))


def test_not_environmental_is_answered_with_where_to_go(ctx: Context, people: People) -> None:
    receipt = submit.submit(ctx, complaint(**VAGUE), "test")
    triage.answer_elsewhere(ctx, people.coordinator(), receipt.case_number, 1, "请拨打 12345 反映。")
    view = track.by_code(ctx, receipt.code)
    assert view is not None
    assert (view.state, view.answer) == (State.CLOSED, "请拨打 12345 反映。")
    assert view.timeline[-1].detail == "请拨打 12345 反映。"


Step = Callable[[Context, Staff, str, int], object]
STEPS: dict[Action, Step] = {
    Action.ACCEPT: handle.accept,
    Action.ASSIGN: lambda ctx, staff, number, version: handle.assign(
        ctx, staff, number, version, staff.login
    ),
    Action.OBJECT: lambda ctx, staff, number, version: objections.object_to(
        ctx, staff, number, version, Grounds(Reason.OTHER_DEPARTMENT, "条款")
    ),
    Action.ANSWER: lambda ctx, staff, number, version: handle.answer(
        ctx, staff, number, version, Answer("答复")
    ),
    Action.CLOSE: handle.close,
    Action.ROUTE: lambda ctx, staff, number, version: triage.route(
        ctx, staff, number, version, Decision("ecology", "原因")
    ),
    Action.ANSWER_ELSEWHERE: lambda ctx, staff, number, version: triage.answer_elsewhere(
        ctx, staff, number, version, "12345"
    ),
}
READS: dict[str, Callable[[Context, Staff, str], object]] = {
    "read": inbox.case,
    "contact": lambda ctx, staff, number: inbox.reveal_contact(ctx, staff, number, "原因"),
    "evidence": lambda ctx, staff, number: inbox.evidence(ctx, staff, number, "0" * 32),
}


def test_nobody_out_of_reach_can_do_or_read_anything(ctx: Context, people: People) -> None:
    """Every service of the desk × everybody the case is not for: refused, and nothing changes."""
    number = filed(ctx)
    strangers = [
        people.clerk("housing"),
        people.clerk("ecology", "410100"),
        people.clerk("ecology", "410103"),
        people.coordinator("410300"),
        people.coordinator("410103"),
        people.auditor(),
        people.administrator(),
    ]
    for stranger in strangers:
        for step in STEPS.values():
            with pytest.raises(NotPermitted):
                step(ctx, stranger, number, 1)
        for read in READS.values():
            with pytest.raises(NotPermitted):
                read(ctx, stranger, number)
    assert inbox.case(ctx, people.clerk(), number).version == 1


@pytest.mark.parametrize("action", list(STEPS))
def test_within_reach_role_and_state_decide(ctx: Context, people: People, action: Action) -> None:
    clerk, office, number = people.clerk(), people.coordinator(), filed(ctx)
    allowed = {Action.ACCEPT, Action.ASSIGN, Action.OBJECT}
    if action in allowed:
        assert STEPS[action](ctx, clerk, number, 1) == 2
    else:
        with pytest.raises((BadTransition, NotPermitted)):
            STEPS[action](ctx, clerk, number, 1)
    if action not in allowed:
        with pytest.raises((BadTransition, NotPermitted)):
            STEPS[action](ctx, office, number, 1)


def test_unknown_cases_are_not_found(ctx: Context, people: People) -> None:
    for action, step in STEPS.items():
        staff = people.coordinator() if action in (Action.ROUTE, Action.ANSWER_ELSEWHERE) else people.clerk()
        with pytest.raises(NotFound):
            step(ctx, staff, UNKNOWN_CASE, 1)
    for number in (UNKNOWN_CASE, "", "\x00", "\ud800", "x" * 9999, "'; DROP TABLE cases; --"):
        with pytest.raises(NotFound):
            inbox.case(ctx, people.clerk(), number)


def test_of_two_at_once_one_wins_and_the_other_is_told(ctx: Context, people: People) -> None:
    clerks = [people.clerk(number=1), people.clerk(number=2)]
    for _round in range(10):
        number = filed(ctx)

        def act(clerk: Staff, number: str = number) -> str:
            try:
                handle.accept(ctx, clerk, number, 1)
            except StaleCase:
                return "stale"
            return clerk.name

        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(act, clerks))
        assert outcomes.count("stale") == 1
        view = inbox.case(ctx, clerks[0], number)
        assert view.assignee == next(name for name in outcomes if name != "stale")
        assert [line.event for line in view.timeline].count(Event.CASE_ACCEPTED) == 1


def test_a_refused_step_leaves_no_trace(ctx: Context, people: People) -> None:
    number = filed(ctx)
    clerk = people.clerk()
    refused: list[Callable[[], object]] = [
        lambda: handle.accept(ctx, clerk, number, 7),
        lambda: handle.close(ctx, clerk, number, 1),
        lambda: objections.object_to(ctx, clerk, number, 1, Grounds(Reason.OTHER_DEPARTMENT, " \x00 ")),
        lambda: handle.assign(ctx, clerk, number, 1, people.clerk("housing").login),
        lambda: handle.assign(ctx, clerk, number, 1, "nobody\x00\ud800"),
        lambda: objections.object_to(ctx, clerk, number, 1, Grounds(Reason.OTHER_REGION, "长" * 201)),
    ]
    before = inbox.case(ctx, clerk, number)
    for act in refused:
        with pytest.raises(CaseworkError):
            act()
    assert inbox.case(ctx, clerk, number) == before


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision("no-such", "原因"), "department"),
        (Decision("ecology", " "), "reason"),
        (Decision("ecology", "原因", item="XX-1"), "item"),
        (Decision("ecology", "原因", region="999999"), "region"),
        (Decision("ecology", "原因", region="410300"), "region"),
        (Decision("housing", "原因", region="410105"), ""),
        (Decision("ecology", "原因", region="410000"), ""),
    ],
)
def test_decisions_are_checked(ctx: Context, people: People, decision: Decision, field: str) -> None:
    number = submit.submit(ctx, complaint(**VAGUE), "test").case_number
    office = people.coordinator()
    if not field:
        assert triage.route(ctx, office, number, 1, decision) == 2
        return
    with pytest.raises(BadInput) as refusal:
        triage.route(ctx, office, number, 1, decision)
    assert refusal.value.field == field


def test_the_office_cannot_send_it_to_whom_it_accuses(ctx: Context, people: People) -> None:
    said = "金水区生态环境局不作为，工厂冒黑烟举报多次，执法人员收了好处，包庇企业。"
    number = submit.submit(ctx, complaint(text=said, item=None), "test").case_number
    with pytest.raises(NotPermitted):
        inbox.case(ctx, people.coordinator(JINSHUI), number)
    with pytest.raises(BadInput) as refusal:
        triage.route(ctx, people.coordinator(), number, 1, Decision("ecology", "原因", region=JINSHUI))
    assert refusal.value.field == "department"
    with pytest.raises(NotPermitted):
        inbox.case(ctx, people.clerk(), number)


def test_an_accused_office_cannot_read_the_case_through_an_organ_of_its_region(
    ctx: Context, people: People
) -> None:
    said = "金水区生态环境分局的人收了工厂的好处费，通风报信，烟囱夜里冒黑烟。"
    number = filed(ctx, text=said, item=None)
    with pytest.raises(BadInput) as refusal:
        triage.route(ctx, people.coordinator(), number, 1, Decision("supervision", "原因", region=JINSHUI))
    assert refusal.value.field == "region"
    triage.route(ctx, people.coordinator(), number, 1, Decision("supervision", "原因"))
    assert inbox.case(ctx, people.coordinator(), number).holder == "郑州市监察委员会"
    with pytest.raises(NotPermitted):
        inbox.case(ctx, people.coordinator(JINSHUI), number)


def test_a_clerk_of_energy_works_where_its_duties_went(ctx: Context, people: People) -> None:
    """能源's duties are carried out by 发展改革 at the provincial level (closing clause of the policy)."""
    clerk = people.clerk("energy", "410000")
    assert clerk.department == "reform"
    number = submit.submit(ctx, complaint(**VAGUE), "test").case_number
    triage.route(ctx, people.coordinator("410000"), number, 1, Decision("energy", "原因", region="410000"))
    assert inbox.case(ctx, clerk, number).holder == "河南省发展和改革委员会"


def test_lists_hold_what_is_within_reach_and_nothing_else(ctx: Context, people: People) -> None:
    mine, other = filed(ctx), filed(ctx, item="ZJ-001", text="小区旁边的工地没有围挡，扬尘满天。")
    vague = submit.submit(ctx, complaint(**VAGUE), "test").case_number
    luoyang = filed(ctx, location=Location(region="410302"))
    clerk, office = people.clerk(), people.coordinator()

    def numbers(staff: Staff, queue: Queue) -> list[str]:
        return [row.case_number for row in inbox.inbox(ctx, staff, queue).items]

    assert numbers(clerk, Queue.NEW) == [mine]
    assert numbers(clerk, Queue.MINE) == []
    handle.accept(ctx, clerk, mine, 1)
    assert (numbers(clerk, Queue.NEW), numbers(clerk, Queue.MINE)) == ([], [mine])
    held = inbox.counts(ctx, clerk)
    assert {queue: count for queue, count in held.items() if count} == {
        Queue.MINE: 1,
        Queue.WORKING: 1,
        Queue.ALL: 1,
    }
    assert numbers(office, Queue.TO_DECIDE) == [vague]
    assert set(numbers(office, Queue.ALL)) == {mine, other, vague}
    assert luoyang in numbers(people.coordinator("410000"), Queue.ALL)
    for staff, queue in ((clerk, Queue.TO_DECIDE), (people.administrator(), Queue.ALL)):
        with pytest.raises(NotPermitted):
            inbox.inbox(ctx, staff, queue)


def test_lists_have_pages_and_wait_in_order(ctx: Context, people: People) -> None:
    numbers = [filed(ctx) for _ in range(23)]
    first, last = (inbox.inbox(ctx, people.clerk(), Queue.NEW, page) for page in (1, 99))
    assert [row.case_number for row in first.items + last.items] == numbers
    assert (first.total, first.pages, first.page, last.page) == (23, 2, 1, 2)
    row = first.items[0]
    assert (row.title, row.place, row.holder) == (
        "工厂烟囱夜里冒黑烟，刺鼻难闻。",
        "河南省郑州市金水区",
        "郑州市生态环境局金水分局",
    )


def test_reading_a_contact_needs_a_reason_and_is_recorded(ctx: Context, people: People) -> None:
    clerk, number = people.clerk(), filed(ctx)
    with pytest.raises(BadInput):
        inbox.reveal_contact(ctx, clerk, number, "  ")
    assert inbox.reveal_contact(ctx, clerk, number, "电话核实地点") == Contact(
        "张小明", "13800001111", "zhang@example.com"
    )
    read = inbox.case(ctx, clerk, number).timeline[-1]
    assert (read.event, read.staff_name, read.detail) == (
        Event.CONTACT_REVEALED,
        clerk.name,
        {"reason": "电话核实地点"},
    )
    anonymous = filed(ctx, contact=None)
    assert not inbox.case(ctx, clerk, anonymous).has_contact
    with pytest.raises(NotFound):
        inbox.reveal_contact(ctx, clerk, anonymous, "原因")


def test_evidence_opens_for_the_desk_and_is_recorded(ctx: Context, people: People) -> None:
    token = drafts.start(ctx)
    drafts.save(ctx, token, {"text": complaint().text, "region": JINSHUI, "item": "ST-001"})
    kept = drafts.add_evidence(ctx, token, "a.png", io.BytesIO(media.photo(form="PNG")))
    number = submit.submit_draft(ctx, token).case_number
    clerk = people.clerk()
    assert inbox.case(ctx, clerk, number).evidence == (kept,)
    file = inbox.evidence(ctx, clerk, number, kept.id)
    assert (file.mime, file.name, file.content.read()[:4]) == ("image/png", "照片1.png", b"\x89PNG")
    assert inbox.case(ctx, clerk, number).timeline[-1].event is Event.EVIDENCE_OPENED
    for wrong in ("0" * 32, "../../etc/passwd", ""):
        with pytest.raises(NotFound):
            inbox.evidence(ctx, clerk, number, wrong)
    with pytest.raises(NotFound):
        inbox.evidence(ctx, clerk, filed(ctx), kept.id)


def test_what_is_recorded_holds_no_identity_and_no_complaint(ctx: Context, people: People) -> None:
    number = filed(ctx)
    inbox.reveal_contact(ctx, people.clerk(), number, "核实")
    with ctx.database.reading() as connection:
        details = " ".join(map(str, connection.execute(text("SELECT detail FROM events")).scalars()))
    for secret in ("张小明", "13800001111", "zhang@", "黑烟"):
        assert secret not in details
