"""The yearly cycle through the pages: plan filed, report written by two, signed, sent, published."""

from __future__ import annotations

import pytest
from flask import Flask
from inspect_page import fields, parse, words
from office import Office, Person, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.services.annual import showing
from intake.services.context import Context

JINSHUI = "410105"
NUMBER = "410105-ecology-2025"
PAGE = f"/desk/annual/{NUMBER}"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """Two who write, the head, the coordinating office beside them and the one above."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("colleague", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("county", Role.COORDINATOR, JINSHUI)
    made.hire("city", Role.COORDINATOR, "410100")
    return made


def press(who: Person, page: str, action: str, **typed: object) -> TestResponse:
    """Open a page, fill one of its forms in, press its button."""
    shown = parse(who.browser.get(page))
    return who.browser.post(action, data={**fields(shown, action), **typed})


def test_a_plan_is_written_filed_and_followed(office: Office) -> None:
    clerk, county = office.people["clerk"], office.people["county"]
    plan = f"{PAGE}/plan"
    empty = press(clerk, plan, f"{plan}/goals", **{"goals-goals": ""})
    assert (empty.status_code, "请写全年目标" in main_text(empty)) == (422, True)
    assert press(clerk, plan, f"{plan}/goals", **{"goals-goals": "群众反映的问题有人管"}).status_code == 303
    early = press(clerk, plan, f"{plan}/submit")
    assert (early.status_code, "重点任务都要写" in main_text(early)) == (409, True)
    task = {"task-task": "烟囱排查", "task-measures": "逐家看", "task-items": "ST-001"}
    assert press(clerk, plan, f"{plan}/tasks", **task).status_code == 303
    assert press(clerk, plan, f"{plan}/submit").status_code == 303
    wrong = press(county, plan, f"{plan}/file", **{"filing-filed_as": "", "filing-filed_on": "2026-11-01"})
    assert (wrong.status_code, "请填备案号" in main_text(wrong)) == (422, True)
    filing = {"filing-filed_as": "区环委办备3号", "filing-filed_on": "2026-11-01"}
    assert press(county, plan, f"{plan}/file", **filing).status_code == 303
    progress = {"progress-status": "done", "progress-progress": "看完了三十家"}
    assert press(clerk, plan, f"{plan}/tasks/1/progress", **progress).status_code == 303
    mark = {"mark-mark": "start", "mark-done_on": "2026-11-01", "mark-text": "开会部署"}
    assert press(clerk, plan, f"{plan}/marks", **mark).status_code == 303
    told = main_text(clerk.browser.get(plan))
    assert all(word in told for word in ("区环委办备3号", "看完了三十家", "开会部署", "内部文件，不公开"))


def test_a_report_is_written_by_two_and_nothing_is_lost(office: Office) -> None:
    clerk, colleague = office.people["clerk"], office.people["colleague"]
    block = f"{PAGE}/parts/ST-001"
    shown = main_text(clerk.browser.get(block))
    assert "看完了三十家" in shown  # the plan's task is what the block begins with
    theirs = fields(parse(colleague.browser.get(block)), block)
    saved = press(clerk, block, block, **{"part-text": "甲写的这一段"})
    assert saved.status_code == 303
    late = colleague.browser.post(block, data={**theirs, "part-text": "乙没看到甲写的"})
    assert late.status_code == 409
    told = main_text(late)
    assert "甲写的这一段" in told
    assert "乙没看到甲写的" in told
    again = fields(parse(late), block)
    assert colleague.browser.post(block, data={**again, "part-text": "合在一起"}).status_code == 303
    draft = f"{PAGE}/parts/duties/draft"
    typed = {**fields(parse(clerk.browser.get(f"{PAGE}/parts/duties")), f"{PAGE}/parts/duties")}
    kept = clerk.browser.post(
        draft, data={**typed, "part-text": "写到一半"}, headers={"Accept": "application/json"}
    )
    assert "草稿已存" in kept.get_json()["saved"]
    assert "写到一半" in main_text(clerk.browser.get(f"{PAGE}/parts/duties"))
    assert "写到一半" not in main_text(colleague.browser.get(f"{PAGE}/parts/duties"))
    gap = press(clerk, PAGE, f"{PAGE}/submit")
    assert (gap.status_code, "没有写，也没有说明原因" in main_text(gap)) == (409, True)
    for item in showing.one(office.ctx, office.staff("clerk"), NUMBER).led.items[1:]:
        part = f"{PAGE}/parts/{item.id}"
        assert press(clerk, part, part, **{"part-text": "", "part-reason": "没有发生"}).status_code == 303
    duties = f"{PAGE}/parts/duties"
    assert press(clerk, duties, duties, **{"part-text": "全年情况"}).location.endswith(NUMBER)


def test_signed_sent_received_reviewed_published(office: Office) -> None:
    clerk, head, county = office.people["clerk"], office.people["head"], office.people["county"]
    assert press(clerk, PAGE, f"{PAGE}/submit").status_code == 303
    assert press(head, PAGE, f"{PAGE}/sign").status_code == 303
    today = office.ctx.today().isoformat()
    assert press(clerk, PAGE, f"{PAGE}/send", **{"send-sent_on": today}).status_code == 303
    receipt = {"receipt-to": "中共金水区委员会", "receipt-received_on": today, "receipt-number": "收12号"}
    assert press(county, PAGE, f"{PAGE}/receive", **receipt).status_code == 303
    assert "收12号" in main_text(clerk.browser.get(PAGE))
    public = f"{PAGE}/public/duties"
    assert press(clerk, public, public, **{"public-text": "全年情况（节选）"}).status_code == 303
    stopped = press(clerk, PAGE, f"{PAGE}/propose")
    assert (stopped.status_code, "删减清单对不上" in main_text(stopped)) == (409, True)
    redaction = {"redaction-part": "duties", "redaction-article": "16", "redaction-reason": "内部讨论"}
    assert press(clerk, PAGE, f"{PAGE}/redactions", **redaction).status_code == 303
    assert press(clerk, PAGE, f"{PAGE}/propose").status_code == 303
    assert press(head, PAGE, f"{PAGE}/publish", **{"grounds-grounds": "依法公开"}).status_code == 303
    assert "已公开" in main_text(clerk.browser.get(PAGE))
    paper = main_text(head.browser.get(f"{PAGE}/print"))
    assert "全年情况" in paper
    assert "节选" not in paper  # the full edition


def test_the_board_shows_it_to_the_offices_only(office: Office) -> None:
    board = "/desk/annual/board?year=2025"
    assert office.people["head"].browser.get(board).status_code == 403
    told = words(parse(office.people["county"].browser.get(board)))
    assert "迟" in told
    assert "1/3" in told
    city = words(parse(office.people["city"].browser.get(f"{board}&region={JINSHUI}")))
    assert "郑州市生态环境局金水分局" in city
    assert office.people["county"].browser.get(f"{board}&region=410300").status_code == 404
    ahead = words(parse(office.people["county"].browser.get("/desk/annual/board?year=2026")))
    assert "没有2027年的节假日安排" in ahead
    mine = main_text(office.people["clerk"].browser.get("/desk/annual"))
    assert "已公开" in mine
