"""Duplicates: which pairs are, who is told what of them, and that nothing done to them loses a receipt."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from samples import Clock, People, complaint, filed
from sqlalchemy import event
from sqlalchemy import text as sql

from intake.cases.errors import CaseworkError
from intake.cases.likeness import Nearness, Sketch, compare
from intake.cases.model import Location, Receipt
from intake.cases.states import OVER, State
from intake.services.casework import duplicates, handle, merge
from intake.services.casework.handle import Answer
from intake.services.casework.merge import Into
from intake.services.citizens import citizen, open_now, track
from intake.services.context import Context
from intake.services.desk import inbox
from intake.services.filing import drafts, follow, submit
from intake.services.records import retention
from intake.store.cases import similar
from intake.store.cases.similar import About
from intake.store.notices import outbox

FILED = datetime(2026, 11, 23, 2, tzinfo=UTC)
GARDEN, CULTURE = "410105002", "410105008"
SPOT = (34.7801, 113.6650)

# One text, address and position, and the other; whether they are about the same thing. Self-written.
PAIRS = [
    (
        "楼下烧烤店油烟直排，呛得睡不着",
        "花园路100号",
        "烧烤店的油烟直排到楼上，晚上睡不着",
        "金水区花园路100号",
        None,
        True,
    ),
    (
        "楼下烧烤店油烟直排，呛得睡不着",
        "花园路100号",
        "饭店后厨的油烟机冲着我家窗户",
        "文化路88号",
        None,
        False,
    ),
    ("工地夜里打桩，吵得孩子哭", "花园路", "夜里两点工地还在打桩，很吵", "花园路与丰产路口", None, True),
    ("工地夜里打桩，吵得孩子哭", "农科路", "渣土车半夜经过，声音大", "经三路", None, False),
    ("河水发黑发臭，死鱼漂在水面", "", "河里的水又黑又臭，漂着死鱼", "", (34.7812, 113.6655), True),
    ("河水发黑发臭，死鱼漂在水面", "", "河水发黑发臭，死鱼漂在水面", "", (34.8401, 113.7650), False),
    ("宏发塑料厂半夜冒黑烟，味道刺鼻", "", "宏发塑料厂每天半夜冒黑烟，刺鼻", "", None, True),
    ("宏发塑料厂半夜冒黑烟，味道刺鼻", "", "有人在楼顶烧塑料泡沫", "", None, False),
    ("养猪场粪水排进沟里，臭", "村东头养猪场", "沟里都是猪粪水，夏天没法开窗", "村东头养猪场旁", None, True),
    ("烧烤店油烟熏人", "花园路", "火锅店的油烟味道很大，早上排烟", "花园路", None, False),
    (
        "垃圾站污水流到路上，臭",
        "经三路农科路口",
        "垃圾中转站污水横流，路上臭",
        "经三路农科路口西",
        None,
        True,
    ),
    ("加油站汽油味很重", "", "加油站每天卸油时汽油味很重，头晕", "", None, True),
    ("修路扬尘，不洒水", "中州大道", "拆迁工地没有围挡，尘土飞扬", "中州大道", None, False),
    ("", "花园路100号", "楼下烧烤店油烟直排", "花园路100号", None, False),
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0][:8] + "/" + pair[2][:8])
def test_which_pairs_are_duplicates(
    pair: tuple[str, str, str, str, tuple[float, float] | None, bool],
) -> None:
    one, address, other, elsewhere, position, same = pair
    here = SPOT if position else (None, None)
    first = Sketch(one, Location("410105", address, *here), None, FILED)
    second = Sketch(other, Location("410105", elsewhere, *(position or (None, None))), None, FILED)
    assert compare(first, second).likely is compare(second, first).likely is same


def test_towns_decide_where_addresses_do_not() -> None:
    words = "楼下烧烤店油烟直排，呛得睡不着"
    first = Sketch(words, Location("410105"), GARDEN, FILED)
    assert compare(first, replace(first, town=CULTURE)).nearness is Nearness.APART
    assert compare(first, replace(first, filed_at=FILED + timedelta(days=3))).days == 3
    assert compare(first, replace(first, text="烧烤店油烟大，呛人")).nearness is Nearness.SAME_TOWN


def draft(ctx: Context, **answers: object) -> str:
    token = drafts.start(ctx)
    said = {"text": complaint().text, "item": "ST-001", "region": "410105", "address": "花园路100号"}
    drafts.save(ctx, token, {**said, "name": "李四", "phone": "13900002222", **answers})
    return token


def offered(ctx: Context, token: str) -> list[follow.Offer]:
    found = drafts.load(ctx, token)
    assert found
    return follow.offers(ctx, drafts.complaint_of(found.answers))


def test_a_citizen_follows_what_is_offered_and_learns_nothing_of_others(ctx: Context, people: People) -> None:
    lead = submit.submit(ctx, complaint("张小明家旁的工厂烟囱夜里冒黑烟，刺鼻难闻。"), "test")
    token = draft(ctx)
    (offer,) = offered(ctx, token)
    told = repr(offer)
    assert "郑州市金水区" in offer.place and offer.followers is None
    assert not any(word in told for word in ("张小明", "烟囱", "花园路100", lead.case_number, "13800001111"))
    token = draft(ctx, follow=offer.token)
    mine = submit.submit_draft(ctx, token)
    seen = track.by_code(ctx, mine.code)
    assert seen and seen.state is State.MERGED and seen.together
    assert duplicates.of_case(ctx, people.clerk(), lead.case_number).members == (mine.case_number,)
    handle.answer(ctx, people.clerk(), lead.case_number, *_accepted(ctx, people, lead), Answer("已查处。"))
    seen = track.by_code(ctx, mine.code)
    assert seen and seen.answer == "已查处。" and "张小明" not in repr(seen)
    with ctx.database.reading() as connection:
        number = connection.execute(
            sql("SELECT id FROM cases WHERE number = :number"), {"number": mine.case_number}
        ).scalar_one()
        told_of = [kept.template for kept in outbox.of_case(connection, number)]
    assert told_of[-2:] == ["accepted", "answered"] and "together" in told_of


def _accepted(ctx: Context, people: People, receipt: Receipt) -> tuple[int]:
    return (handle.accept(ctx, people.clerk(), receipt.case_number, 1),)


def test_what_closed_meanwhile_is_not_followed(ctx: Context, people: People) -> None:
    lead = submit.submit(ctx, complaint(), "test")
    token = draft(ctx)
    token = draft(ctx, follow=offered(ctx, token)[0].token)
    citizen.withdraw(ctx, lead.code)
    seen = track.by_code(ctx, submit.submit_draft(ctx, token).code)
    assert seen and seen.state is State.ROUTED


def test_what_accuses_an_organ_is_neither_offered_nor_suspected(ctx: Context, people: People) -> None:
    accusing = "金水区生态环境局的人收了厂里的钱，烟囱夜里冒黑烟，刺鼻难闻，举报了不查。"
    submit.submit(ctx, complaint(accusing), "test")
    assert offered(ctx, draft(ctx)) == []
    filed(ctx)
    assert offered(ctx, draft(ctx, text=accusing)) == []
    number = filed(ctx)
    suspects = duplicates.of_case(ctx, people.clerk(), number).suspects
    assert len(suspects) == 1


def test_the_desk_sees_suspects_within_reach_and_what_recurs(
    ctx: Context, people: People, clock: Clock
) -> None:
    numbers = [filed(ctx, location=Location("410105", "花园路100号")) for _n in range(2)]
    other_place = filed(ctx, location=Location("410103", "花园路100号"))
    found = duplicates.of_case(ctx, people.clerk(), numbers[1])
    assert [each.case_number for each in found.suspects] == [numbers[0]]
    assert found.suspects[0].likeness.nearness is Nearness.SAME_SPOT and found.recurring is None
    assert other_place not in repr(found)
    clock.forward(days=200)
    number = filed(ctx, location=Location("410105", "花园路100号"))
    found = duplicates.of_case(ctx, people.clerk(), number)
    assert (found.recurring, found.suspects) == (3, ())


def test_the_contact_of_who_went_along_is_erased_with_the_lead_s(
    ctx: Context, people: People, clock: Clock
) -> None:
    lead, other, clerk = filed(ctx), filed(ctx), people.clerk()
    merge.merge(ctx, clerk, other, 1, Into(lead, "同一件事"))
    version = handle.answer(ctx, clerk, lead, handle.accept(ctx, clerk, lead, 1), Answer("已查处。"))
    handle.close(ctx, clerk, lead, version)
    clock.forward(days=ctx.settings.contact_days, seconds=1)
    assert retention.run(ctx) == retention.Outcome(2, 0)
    assert not inbox.case(ctx, clerk, other).has_contact


def test_candidates_are_found_by_an_index(ctx: Context) -> None:
    if not ctx.database.is_sqlite:
        return  # PostgreSQL plans small tables otherwise; the index is the same
    asked: list[tuple[str, object]] = []
    with ctx.database.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        similar.find(connection, About("烟尘", "410105", FILED))
        question, values = next(each for each in asked if "filed_at >=" in each[0])
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values).fetchall()
    assert "ix_cases_matter_region_filed_at" in repr(plan)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_done_to_a_cluster_loses_a_receipt(
    ctx: Context, people: People, clock: Clock, seed: int
) -> None:
    chance, clerk, office = random.Random(seed), people.clerk(), people.coordinator("410105")
    receipts = [submit.submit(ctx, complaint(), "test") for _n in range(4)]
    for _step in range(40):
        clock.forward(hours=chance.choice((1, 20)))
        one, other = chance.sample(receipts, 2)
        version = inbox.case(ctx, people.coordinator("410000"), one.case_number).version
        acts = (
            lambda one=one, other=other, version=version: merge.merge(
                ctx,
                chance.choice((clerk, office)),
                one.case_number,
                version,
                Into(other.case_number, "同一件事"),
            ),
            lambda one=one, version=version: merge.unmerge(ctx, clerk, one.case_number, version, "不是"),
            lambda one=one: chance.random() < 0.2 and citizen.withdraw(ctx, one.code),
            lambda one=one, version=version: handle.accept(ctx, clerk, one.case_number, version),
            lambda one=one, version=version: handle.answer(
                ctx, clerk, one.case_number, version, Answer("好")
            ),
            lambda one=one: citizen.ask_review(ctx, one.code, "不满意"),
        )
        with suppress(CaseworkError):
            chance.choice(acts)()
        for receipt in receipts:
            _not_lost(ctx, people, receipt)


def _not_lost(ctx: Context, people: People, receipt: Receipt) -> None:
    """The receipt opens its own case, which somebody holds; while open it has a clock, or a lead that has."""
    seen = track.by_code(ctx, receipt.code)
    assert seen and seen.case_number == receipt.case_number and seen.holder
    assert open_now.open_to(ctx, receipt.code)
    clocks = inbox.clocks(ctx, people.coordinator("410000"), receipt.case_number)
    runs = any(each.stopped_at is None for each in clocks)
    if seen.state is State.MERGED:
        lead = duplicates.of_case(ctx, people.coordinator("410000"), receipt.case_number).lead
        assert lead and not runs
        leading = inbox.case(ctx, people.coordinator("410000"), lead)
        assert leading.state not in (State.MERGED, State.WITHDRAWN)
    elif seen.state not in OVER:
        assert runs, seen.state
