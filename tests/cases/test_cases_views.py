"""What each reader of a case is shown, field by field: nothing left out, mixed up or too much."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from samples import complaint
from test_cases_ownership import certificate

from intake.cases.events import Event, Recorded
from intake.cases.model import Case, Closing, Evidence, EvidenceKind, Owner, Verdict
from intake.cases.papers import Hold, Papers
from intake.cases.privacy import (
    DeskEntry,
    Due,
    Holder,
    Kept,
    Names,
    PublicEntry,
    Together,
    desk_view,
    for_reading,
    public_view,
)
from intake.cases.states import Action, State
from intake.cases.telling import state_words, together_words, waits_for, what_happens_next

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
CASE = Case(
    id=7,
    number="410105-2026-000001",
    version=3,
    state=State.ANSWERED,
    owner=Owner("410105", "ecology"),
    complaint=complaint(title="冒黑烟", occurred_at="昨夜", ongoing=True, contact=None),
    certificate=certificate(matter="工业废气", confidence=0.95),
    source="web",
    filed_at=AT,
    updated_at=AT + HOUR,
    has_contact=True,
    office_region="410100",
    restricted=True,
    answer="已停产整改。",
    verdict=Verdict.TRUE,
    closing=Closing.STAGE,
    profile="petition",
    next_due_at=AT + 9 * HOUR,
)
LEAD = replace(
    CASE, id=8, number="410105-2026-000002", state=State.WAITING, answer="牵头的答复", verdict=None
)
PHOTO = Evidence("e1", EvidenceKind.PHOTO, "照片1.jpg", "image/jpeg", 9)


def line(event: Event, hours: int = 0, **detail: str) -> Recorded:
    return Recorded(event, AT + hours * HOUR, 7, 5, "李科员", detail)


RECORD = [
    line(Event.CASE_ROUTED, 1, organ="郑州市生态环境局金水分局", reason="只给内部看"),
    line(Event.CONTACT_REVEALED, 2, reason="电话核实"),
    line(Event.SEALED_REFERRAL, 3),
    line(Event.QUESTION_ASKED, 4, organ="不说"),
    line(Event.CASE_ANSWERED, 5, organ="金水分局"),
]


def test_the_desk_sees_all_but_the_contact() -> None:
    papers = Papers(hold=Hold("诉讼", AT))
    actions = (Action.CLOSE, Action.RESUME)
    names = Names("金水分局", "河南省郑州市金水区", "李科员")
    view = desk_view(CASE, Kept(RECORD, [PHOTO]), actions, names, papers)
    said = CASE.complaint
    same = ("version", "state", "has_contact", "filed_at", "source", "answer", "certificate", "verdict")
    assert all(getattr(view, name) == getattr(CASE, name) for name in same)
    assert all(getattr(view, each) == getattr(CASE, each) for each in ("closing", "profile", "restricted"))
    of_complaint = ("title", "text", "location", "occurred_at", "ongoing")
    assert all(getattr(view, name) == getattr(said, name) for name in of_complaint)
    assert (view.case_number, view.state_words) == (CASE.number, state_words(CASE.state))
    assert (view.holder, view.place, view.assignee) == ("金水分局", "河南省郑州市金水区", "李科员")
    assert (view.evidence, view.actions, view.papers) == ((PHOTO,), actions, papers)
    assert not view.reads_only
    shown = [each for each in RECORD if each.event is not Event.SEALED_REFERRAL]
    assert [each.event for each in view.timeline] == [each.event for each in shown]
    asked = view.timeline[2]
    assert asked == DeskEntry(
        AT + 4 * HOUR, Event.QUESTION_ASKED, "请投诉人补充情况", "李科员", {"organ": "不说"}
    )


def test_who_only_reads_learns_nothing_of_the_contact_and_can_do_nothing() -> None:
    names = Names("金水分局", "金水区", None)
    view = desk_view(CASE, Kept(RECORD, ()), [Action.CLOSE], names, Papers(hold=Hold("诉讼", AT)))
    read = for_reading(view)
    assert (read.actions, read.has_contact, read.papers.hold, read.reads_only) == ((), False, None, True)
    assert Event.CONTACT_REVEALED not in {each.event for each in read.timeline}
    changed = {"actions", "has_contact", "papers", "timeline", "reads_only"}
    assert {name for name, was in asdict(view).items() if asdict(read)[name] != was} == changed


def test_the_complainant_sees_their_case_and_no_names_of_staff() -> None:
    office, dues = Holder("金水分局", "花园路", "8:30"), [Due(AT, "办结", "organ", unverified=False)]
    view = public_view(CASE, RECORD, office, dues)
    same = ("state", "filed_at", "answer", "verdict", "certificate")
    assert all(getattr(view, name) == getattr(CASE, name) for name in same)
    assert (view.case_number, view.due_at) == (CASE.number, CASE.next_due_at)
    words = (state_words(CASE.state), what_happens_next(CASE.state), waits_for(CASE.state))
    assert (view.state_words, view.next_words, view.waits_for) == words
    assert (view.holder, view.office, view.dues) == (office.name, office, tuple(dues))
    assert (view.together, view.elsewhere) == (False, False)
    assert view.timeline == (
        PublicEntry(AT + HOUR, "转给负责部门", "郑州市生态环境局金水分局"),
        PublicEntry(AT + 4 * HOUR, "部门请您补充情况"),
        PublicEntry(AT + 5 * HOUR, "部门已答复", "金水分局"),
    )


def test_whoever_goes_along_sees_the_lead_s_progress_since_then_and_nothing_of_its_complainant() -> None:
    lead = Together(
        LEAD,
        (
            line(Event.CASE_ACCEPTED, 1, organ="早先"),
            line(Event.CASE_STARTED, 2),
            line(Event.CASE_RATED, 3),
            line(Event.CASE_ANSWERED, 6, organ="牵头单位"),
        ),
        AT + 2 * HOUR,
    )
    own = [line(Event.CASE_FILED, 0), line(Event.CASE_FOLLOWED, 2), line(Event.CASE_WITHDRAWN, 4)]
    view = public_view(replace(CASE, state=State.MERGED), own, Holder("x"), together=lead)
    assert (view.state, view.case_number) == (State.MERGED, CASE.number)
    assert (view.state_words, view.next_words) == together_words(State.WAITING)
    assert (view.answer, view.verdict, view.together) == ("牵头的答复", None, True)
    assert (view.due_at, view.waits_for) == (LEAD.next_due_at, "等一起办的那件")
    assert [(each.at - AT) // HOUR for each in view.timeline] == [0, 2, 2, 4, 6]
    assert view.why == "和同一件事的另一件投诉一起办理。"


@pytest.mark.parametrize(
    ("events", "elsewhere"),
    [
        ([], False),
        ([Event.CASE_ANSWERED_ELSEWHERE], True),
        ([Event.CASE_ANSWERED_ELSEWHERE, Event.CASE_CLOSED], True),
        ([Event.CASE_ANSWERED_ELSEWHERE, Event.CASE_ANSWERED], False),
        ([Event.CASE_ANSWERED, Event.CASE_ANSWERED_ELSEWHERE], True),
    ],
)
def test_the_last_answer_tells_whether_it_was_dealt_with_here(events: list[Event], elsewhere: bool) -> None:
    assert public_view(CASE, map(line, events), Holder("")).elsewhere is elsewhere


@pytest.mark.parametrize(
    ("state", "made", "why"),
    [
        (State.ROUTED, {}, "公开的责任清单写明，“工业废气”由生态环境部门牵头。"),
        (State.ROUTED, {"matter": None}, "公开的责任清单写明，“”由生态环境部门牵头。"),
        (State.UNDER_REVIEW, {"accused": ("ecology",)}, "复查、复核由上一级机关或者协调办公室办理。"),
        (
            State.ROUTED,
            {"accused": ("ecology",), "decided": False},
            "您反映的是部门或者它的工作人员，不交给那个部门。",
        ),
        (State.ROUTED, {"rule": "office", "decided": False}, "协调办公室研究后，确定由它办理。"),
        (
            State.TO_BE_DECIDED,
            {"decided": False, "environmental": False},
            "系统没有把握归谁管，由协调办公室的工作人员判断。",
        ),
        (State.ROUTED, {"environmental": False}, "看起来不属于生态环境的事，由协调办公室的工作人员判断。"),
    ],
)
def test_why_it_is_where_it_is(state: State, made: dict[str, object], why: str) -> None:
    case = replace(CASE, state=state, certificate=certificate(**{"matter": "工业废气", **made}))
    assert public_view(case, (), Holder("")).why == why
