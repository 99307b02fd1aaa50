"""Contacts go when their time is over, stay while a hold lasts, and are their owner's to see and erase."""

from __future__ import annotations

import json

import pytest
from samples import Clock, People, complaint, filed

from intake.cases.errors import BadInput, ComplaintRefused, NotFound, NotPermitted
from intake.cases.model import Contact
from intake.cases.receipt import MistypedCode
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.citizens import rights, track
from intake.services.context import Context
from intake.services.desk import inbox, notes
from intake.services.filing import submit
from intake.services.records import audit, retention


def over(ctx: Context, people: People) -> str:
    """A case that is closed."""
    number, clerk = filed(ctx), people.clerk()
    version = handle.accept(ctx, clerk, number, 1)
    version = handle.answer(ctx, clerk, number, version, Answer("已责令停产整改。"))
    handle.close(ctx, clerk, number, version)
    return number


def has_contact(ctx: Context, people: People, number: str) -> bool:
    return inbox.case(ctx, people.clerk(), number).has_contact


def test_contacts_are_erased_when_their_time_is_over(ctx: Context, people: People, clock: Clock) -> None:
    early, still_open = over(ctx, people), filed(ctx)
    notes.write(ctx, people.clerk(), early, "电话里说过：张小明晚上在家")
    clock.forward(days=ctx.settings.contact_days)
    late = over(ctx, people)
    assert retention.run(ctx) == retention.Outcome(0, 0)
    clock.forward(seconds=1)
    assert retention.run(ctx, dry=True) == retention.Outcome(1, 0)
    assert has_contact(ctx, people, early)
    assert retention.run(ctx) == retention.Outcome(1, 0)
    assert [has_contact(ctx, people, each) for each in (early, late, still_open)] == [False, True, True]
    assert inbox.case(ctx, people.clerk(), early).answer == "已责令停产整改。"  # the case stays
    assert notes.of_case(ctx, people.clerk(), early) == []  # a note may name who complained
    assert retention.run(ctx) == retention.Outcome(0, 0)
    assert audit.verify(ctx).fault is None


def test_a_hold_keeps_a_contact_until_it_is_lifted(ctx: Context, people: People, clock: Clock) -> None:
    number, office = over(ctx, people), people.coordinator()
    with pytest.raises(BadInput):
        retention.hold(ctx, office, number, " ")
    with pytest.raises(NotPermitted):
        retention.hold(ctx, people.clerk(), number, "应诉")
    retention.hold(ctx, office, number, "应诉")
    with pytest.raises(BadInput):
        retention.hold(ctx, office, number, "再来一次")
    clock.forward(days=2 * ctx.settings.contact_days)
    assert retention.run(ctx) == retention.Outcome(0, 1)
    retention.release(ctx, office, number, "判决生效")
    with pytest.raises(BadInput):
        retention.release(ctx, office, number, "再来一次")
    assert retention.run(ctx) == retention.Outcome(1, 0)
    said = [line.words for line in inbox.case(ctx, office, number).timeline]
    assert said[-3:] == ["依法保全联系方式", "解除保全", "联系方式到期，已删除"]


def test_the_owner_sees_corrects_and_erases(ctx: Context, people: People) -> None:
    receipt = submit.submit(ctx, complaint(), "test")
    given = rights.export(ctx, receipt.code)
    assert given["联系方式"] == {
        "称呼": "张小明",
        "电话": "13800001111",
        "邮箱": "zhang@example.com",
        "通知用的语言": "zh-CN",
    }
    assert given["内容"] == complaint().text
    json.dumps(given)
    rights.correct_contact(ctx, receipt.code, Contact("张小明", "13900002222", ""))
    assert inbox.reveal_contact(ctx, people.clerk(), receipt.case_number, "核实").phone == "13900002222"
    with pytest.raises(ComplaintRefused):
        rights.correct_contact(ctx, receipt.code, Contact("张小明", "电话", ""))
    retention.hold(ctx, people.coordinator(), receipt.case_number, "应诉")
    with pytest.raises(NotPermitted, match="保全"):
        rights.erase_contact(ctx, receipt.code)
    retention.release(ctx, people.coordinator(), receipt.case_number, "判决生效")
    rights.erase_contact(ctx, receipt.code)
    rights.erase_contact(ctx, receipt.code)
    assert rights.export(ctx, receipt.code)["联系方式"] is None
    assert track.by_code(ctx, receipt.code)


@pytest.mark.parametrize(
    ("code", "refusal"), [("", MistypedCode), ("12345", MistypedCode), ("0" * 20, NotFound)]
)
def test_without_the_code_there_is_nothing(ctx: Context, code: str, refusal: type[Exception]) -> None:
    filed(ctx)
    for ask in (
        lambda: rights.export(ctx, code),
        lambda: rights.correct_contact(ctx, code, Contact("", "13900002222", "")),
        lambda: rights.erase_contact(ctx, code),
    ):
        with pytest.raises(refusal):
            ask()
