"""Lists lived through by the services, on both databases: the whole way, who is refused, and what the
database itself refuses."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from samples import HENAN, JINSHUI, ZHENGZHOU, Clock, People
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from intake.cases.errors import BadInput, BadTransition, CaseworkError, NotFound, NotPermitted, StaleCase
from intake.cases.model import Role, Staff
from intake.lists.draft import Attribute, Clause, ListDraft, Note, Verdict
from intake.lists.model import DraftRow
from intake.lists.states import ListState
from intake.services.context import Context
from intake.services.lists import chain, deciding, drafting, published, reviewing, rows, showing
from intake.services.lists import clock as list_clock
from intake.services.lists.deciding import Reviewed, Ruled
from intake.services.lists.published import Again, Published, TakenBack
from intake.services.lists.reviewing import Said
from intake.services.office import my_reminders
from intake.store.lists import list_drafts as store
from intake.store.lists.list_tables import list_drafts
from intake.store.tables import events

RULED = Ruled("省委、省政府", "示范〔2026〕9号", date(2026, 11, 20))
PUBLIC = Reviewed(Attribute.ACTIVE, Clause.NONE, "可以公开")
ROW = DraftRow(
    "",
    matter="夜里烧垃圾",
    topics="工厂废气和空气",
    handled_at="县级",
    description="在空地、路边烧垃圾，黑烟呛人，家里开不了窗。",
    basis="《生态环境法典》第217条",
    words="烧垃圾",
    lead_status="法律法规规定",
)


class House:
    """The province's people, and a list that goes its way."""

    def __init__(self, ctx: Context, people: People, department: str = "water") -> None:
        self.ctx, self.people, self.department = ctx, people, department
        self.clerk = people.clerk(department, HENAN)
        self.head = people.organ_role(Role.DEPARTMENT_HEAD, department, HENAN)
        self.second = people.organ_role(Role.UNIT_HEAD, department, HENAN)
        self.reviewer = people.organ_role(Role.UNIT_HEAD, "ecology", HENAN)
        self.asked = people.clerk("housing", HENAN)
        self.office = people.coordinator(HENAN)
        self.id = drafting.new(ctx, self.clerk, department, from_release=True)

    NAMES = (
        *("add row", "submit", "open", "opine", "object", "return", "agree", "send", "send back", "decide"),
        *("review", "keep back", "publish", "take back", "withdraw"),
    )

    @property
    def draft(self) -> ListDraft:
        """The list as it is."""
        with self.ctx.database.reading() as connection:
            return chain.find(store.by_id(connection, self.id))

    def steps(self) -> dict[str, Callable[[], Any]]:
        """Every step by name, taken rightly."""
        ctx, which, version = self.ctx, self.id, self.draft.version
        return {
            "add row": lambda: rows.add_row(ctx, self.clerk, which, ROW),
            "submit": lambda: drafting.submit(
                ctx, self.head, which, version, Note("请审", "豫水〔2026〕1号")
            ),
            "open": lambda: reviewing.open_review(ctx, self.reviewer, which, version, ["housing"]),
            "opine": lambda: reviewing.opine(ctx, self.asked, which, Said(Verdict.AGREE)),
            "object": lambda: reviewing.opine(ctx, self.asked, which, Said(Verdict.OBJECT, "重复")),
            "return": lambda: reviewing.return_(ctx, self.reviewer, which, version, Note("请改")),
            "agree": lambda: reviewing.agree(ctx, self.reviewer, which, version),
            "send": lambda: drafting.send(ctx, self.head, which, version),
            "send back": lambda: deciding.send_back(ctx, self.office, which, version, Note("再改")),
            "decide": lambda: deciding.decide(ctx, self.office, which, version, RULED),
            "review": lambda: deciding.review_disclosure(ctx, self.second, which, version, PUBLIC),
            "keep back": lambda: deciding.review_disclosure(
                ctx, self.second, which, version, Reviewed(Attribute.CLOSED, Clause.SECRETS, "涉密")
            ),
            "publish": lambda: self.publish("410000/water/2026-12-01"),
            "take back": self.take_back,
            "withdraw": lambda: drafting.withdraw(ctx, self.head, which, version, Note("不做了")),
        }

    def go(self, *names: str) -> None:
        """Take these steps."""
        for name in names:
            self.steps()[name]()

    def something(self, done: dict[str, int], chance: random.Random) -> None:
        """Take one step that can be taken, rather what was seldom done yet."""
        names = sorted(self.NAMES, key=lambda _name: chance.random())
        for name in sorted(names, key=lambda name: done[name]):
            with suppress(CaseworkError):
                self.go(name)
                done[name] += 1
                return

    def publish(self, key: str) -> None:
        """What the publisher does in its own transaction."""
        with self.ctx.database.writing() as connection:
            day = date(2026, 11, 24)
            published.release_of(self.ctx, connection, self.id, date(2026, 12, 1), day)
            published.mark_published(self.ctx, connection, self.id, self.head.id, Published(key, day))

    def take_back(self) -> None:
        """The publisher undoes it."""
        with self.ctx.database.writing() as connection:
            held = Again("410000/water/2026-12-01", Published("410000/water/2026-12-01", date(2026, 11, 24)))
            published.mark_taken_back(self.ctx, connection, self.id, TakenBack(self.head.id, "写错了"), held)


WAY = ("add row", "submit", "open", "object", "opine", "agree", "send", "decide", "review", "publish")


@pytest.fixture
def house(ctx: Context, people: People) -> House:
    """A list of the province's water department, just begun."""
    return House(ctx, people)


def test_the_whole_way(house: House) -> None:
    house.go(*WAY)
    view = showing.one(house.ctx, house.office, house.id)
    assert view.draft.state is ListState.PUBLISHED and view.draft.release == "410000/water/2026-12-01"
    assert [str(each.action) for each in view.steps] == [
        *("edit", "submit", "open_review", "opine", "opine", "agree"),
        *("send", "decide", "review_disclosure", "publish"),
    ]
    assert view.steps[1].note.document == "豫水〔2026〕1号" and view.steps[1].staff == house.head.name
    assert [each.verdict for each in view.opinions] == [Verdict.OBJECT, Verdict.AGREE]  # both kept
    assert [each.verdict for each in view.heard.values()] == [Verdict.AGREE]  # the latest counts
    assert view.rows[-1].row.item == "SL-016"  # a new matter got its number
    with house.ctx.database.reading() as connection:
        recorded = select(events.c.event).where(events.c.event.like("desk:item_list:%"))
        told = connection.execute(recorded.order_by(events.c.id))
        assert [each.rpartition(":")[2] for each in told.scalars()] == [
            *("drafted", "edited", "submitted", "review_opened", "opinion_given", "opinion_given", "agreed"),
            *("sent_for_decision", "decided", "disclosure_reviewed", "published"),
        ]


def test_the_release_that_comes_of_it(house: House) -> None:
    house.go(*WAY[:-1])
    with house.ctx.database.reading() as connection:
        release = published.release_of(house.ctx, connection, house.id, date(2026, 12, 1), date(2026, 11, 24))
    approval = release.approval
    assert (release.key, approval.reviewed_by) == ("410000/water/2026-12-01", ("ecology", "housing"))
    assert (approval.document, approval.disclosure) == ("示范〔2026〕9号", "主动公开")
    assert approval.disclosure_reviewed_by == "河南省水利厅" and release.demonstration
    assert release.items[-1].words == ("烧垃圾",)


def test_a_new_publication_supersedes_and_taking_it_back_restores(house: House) -> None:
    house.go(*WAY)
    later = House(house.ctx, house.people)
    later.go(*WAY[1:-1])
    later.publish("410000/water/2027-01-01")
    assert house.draft.state is ListState.SUPERSEDED
    later.take_back()
    assert house.draft.state is ListState.PUBLISHED and not later.draft.release


@pytest.mark.parametrize("before", ["add row", "agree", "decide"])
def test_nothing_is_published_before_decision_and_review(house: House, before: str) -> None:
    house.go(*WAY[: WAY.index(before) + 1])
    with pytest.raises(BadTransition):
        house.go("publish")


@pytest.mark.parametrize(
    "values",
    [
        {"state": "published"},
        {"state": "superseded", "release": "410000/water/2026-12-01"},
        {"state": "published", "release": "x", "published_on": date(2026, 11, 24), "disclosure": "不予公开"},
        {
            "disclosure_reviewed_by": None,
            "state": "published",
            "release": "x",
            "published_on": date(2026, 11, 24),
        },
    ],
)
def test_the_database_refuses_it_too(house: House, values: dict[str, Any]) -> None:
    house.go(*WAY[:-1])
    with pytest.raises(IntegrityError), house.ctx.database.writing() as connection:
        connection.execute(update(list_drafts).values(**values))


def test_the_database_refuses_a_review_by_the_drafter(house: House) -> None:
    house.go(*WAY[:-1])
    for who in (house.clerk, house.head):
        with pytest.raises(IntegrityError), house.ctx.database.writing() as connection:
            connection.execute(update(list_drafts).values(disclosure_reviewed_by=who.id))


def test_whoever_wrote_a_row_does_not_review_for_disclosure(house: House) -> None:
    rows.add_row(house.ctx, house.second, house.id, ROW)
    house.go(*WAY[1:8])
    with pytest.raises(BadTransition, match="另一人"):
        house.go("review")


def test_the_reviewers_own_list(ctx: Context, people: People) -> None:
    house = House(ctx, people, "ecology")
    house.go("submit")
    version = reviewing.open_review(ctx, house.reviewer, house.id, house.draft.version)
    with pytest.raises(BadTransition, match="至少一个其他部门"):
        reviewing.agree(ctx, house.reviewer, house.id, version)
    version = reviewing.ask(ctx, house.reviewer, house.id, version, ["housing", "ecology"])
    with pytest.raises(BadInput, match="还没有回复"):
        reviewing.agree(ctx, house.reviewer, house.id, version)
    house.go("opine")
    with pytest.raises(BadTransition, match="另一人审核"):
        reviewing.agree(ctx, house.head, house.id, house.draft.version)
    house.go("agree")


def test_a_returned_list_is_heard_again(house: House) -> None:
    house.go("submit", "open", "opine", "return", "add row", "submit", "open")
    with pytest.raises(BadInput, match="河南省住房和城乡建设厅还没有回复"):
        house.go("agree")
    house.go("opine", "agree", "send", "send back", "submit")
    assert house.draft.round == 3


def test_what_moved_on_is_not_moved_from_before(house: House) -> None:
    seen = house.draft.version
    house.go("add row")
    with pytest.raises(StaleCase):
        drafting.submit(house.ctx, house.head, house.id, seen)
    house.go("submit", "open")
    seen = house.draft.version
    house.go("object")
    with pytest.raises(StaleCase):
        reviewing.agree(house.ctx, house.reviewer, house.id, seen)


def test_faults_keep_it_from_review(house: House) -> None:
    rows.add_row(house.ctx, house.clerk, house.id, DraftRow("", matter="没有写完"))
    with pytest.raises(BadTransition, match="6 处"):
        house.go("submit")


def test_others_are_told_nothing(house: House, people: People) -> None:
    for who in (house.reviewer, house.asked, house.office, people.clerk("water", ZHENGZHOU)):
        with pytest.raises(NotFound):
            showing.one(house.ctx, who, house.id)
    house.go("submit")
    for who in (
        people.clerk("forestry", HENAN),
        people.coordinator(ZHENGZHOU),
        people.clerk("water", JINSHUI),
    ):
        with pytest.raises(NotFound):
            showing.one(house.ctx, who, house.id)
    with pytest.raises(NotPermitted):
        showing.one(house.ctx, people.auditor(), house.id)


def test_an_organ_drafts_what_it_performs(ctx: Context, people: People) -> None:
    reform = people.clerk("reform", HENAN)
    made = drafting.new(ctx, reform, "energy", from_release=True)
    view = showing.one(ctx, reform, made)
    assert view.may_edit and view.draft.title == "河南省能源局生态环境保护具体事项清单（示范）"
    with pytest.raises(NotPermitted):
        drafting.new(ctx, reform, "water", from_release=True)


def test_one_list_has_one_draft_at_a_time(house: House) -> None:
    with pytest.raises(BadTransition, match="已经有一稿"):
        drafting.new(house.ctx, house.head, "water", from_release=False)
    house.go(*WAY[:8], "keep back")
    later = House(house.ctx, house.people)  # what is kept back stands in nobody's way …
    with pytest.raises(BadTransition, match="新的一稿"):
        house.go("review")  # … and does not come back over the new one
    later.go("withdraw")
    house.go("review", "publish")


def test_what_waits_for_the_office_is_not_crowded_out_by_what_is_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.go("submit", "open", "opine", "agree", "send")
    later = House(house.ctx, house.people, "market")
    later.go("submit", "open", "opine", "agree", "send", "decide", "review", "publish")
    monkeypatch.setattr(showing, "MOST", 1)
    desk = showing.desk(house.ctx, house.office)
    assert [[each.id for each in some] for some in (desk.to_decide, desk.over)] == [[house.id], [later.id]]


def test_the_desks(house: House, clock: Clock) -> None:
    ctx = house.ctx
    house.go("submit", "open")
    assert [each.id for each in showing.desk(ctx, house.asked).asked] == [house.id]
    house.go("opine")
    assert not showing.desk(ctx, house.asked).asked and showing.desk(ctx, house.reviewer).asked
    house.go("agree", "send")
    assert [each.id for each in showing.desk(ctx, house.office).to_decide] == [house.id]
    house.go("decide")
    found = showing.desk(ctx, house.office).due
    assert [(each.draft.id, each.clock and each.clock.due_on) for each in found] == [
        (house.id, date(2026, 12, 18))
    ]
    clock.forward(days=40)
    assert [each.clock is not None for each in showing.desk(ctx, house.head).due] == [
        False
    ]  # 2027: not guessed
    house.go("keep back")
    assert not showing.desk(ctx, house.head).due


def test_whose_turn_it_is_is_told(house: House) -> None:
    def told(*everybody: Staff) -> list[int]:
        return [my_reminders.unread(house.ctx, each) for each in everybody]

    reviewing_head = house.people.organ_role(Role.DEPARTMENT_HEAD, "ecology", HENAN)
    turns = (house.head, reviewing_head, house.asked, house.office)
    house.go("submit", "open")
    assert told(*turns) == [0, 1, 1, 0]
    house.go("return", "submit", "open", "opine", "agree", "send", "decide", "review")
    assert told(*turns) == [3, 2, 2, 1]


def test_due_is_asked_by_region(house: House) -> None:
    house.go(*WAY[:8])
    assert [each.draft.id for each in list_clock.due(house.ctx, [HENAN])] == [house.id]
    assert not list_clock.due(house.ctx, [ZHENGZHOU])


@pytest.mark.parametrize(
    ("database_url", "seed"), [("sqlite", 0), ("sqlite", 1), ("postgresql", 2)], indirect=["database_url"]
)
def test_no_sequence_publishes_without_decision_and_review(ctx: Context, people: People, seed: int) -> None:
    chance, house, done = random.Random(seed), House(ctx, people), dict.fromkeys(House.NAMES, 0)
    for _step in range(40):
        house.something(done, chance)
        draft = house.draft
        if draft.state in (ListState.PUBLISHED, ListState.SUPERSEDED):
            assert draft.decision and draft.disclosure and draft.disclosure.attribute is Attribute.ACTIVE
            assert draft.disclosure.reviewer_id not in (draft.drafted_by, draft.submitted_by)
        if draft.state is ListState.WITHDRAWN:
            house = House(ctx, people)
    assert sum(map(bool, done.values())) >= 11, done  # else it says little
