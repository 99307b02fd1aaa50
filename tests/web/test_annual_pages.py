"""The yearly cycle through the pages: plan filed, report written by two, signed, sent, published.

Each test has an organ of its own, whose papers stand where it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from inspect_page import fields, parse, words
from office import Office, Person, main_text
from werkzeug.test import TestResponse

from intake.annual.model import DUTIES, Receipt
from intake.cases.model import Role
from intake.services.annual import editing, plan_showing, plans, reports, showing
from intake.services.annual.editing import Written
from intake.services.annual.showing import ReportView
from intake.services.context import Context
from registry import PlanTask

JINSHUI = "410105"


@dataclass
class Unit:
    """An organ of Jinshui that owes a report and a plan for 2025: two who write, and the head."""

    office: Office
    department: str

    def __post_init__(self) -> None:
        for name, role in (("clerk", Role.CLERK), ("colleague", Role.CLERK), ("head", Role.DEPARTMENT_HEAD)):
            self.office.hire(f"{self.department}-{name}", role, JINSHUI, self.department)

    @property
    def number(self) -> str:
        """How addresses call its papers."""
        return f"{JINSHUI}-{self.department}-2025"

    @property
    def page(self) -> str:
        """The page of its report."""
        return f"/desk/annual/{self.number}"

    @property
    def view(self) -> ReportView:
        """Its report as it is now."""
        return showing.one(self.office.ctx, self.office.staff(f"{self.department}-clerk"), self.number)

    @property
    def task(self) -> int:
        """The first task of its plan."""
        clerk = self.office.staff(f"{self.department}-clerk")
        return plan_showing.one(self.office.ctx, clerk, self.number).plan.tasks[0].id

    def person(self, name: str) -> Person:
        """One of its people."""
        return self.office.people[f"{self.department}-{name}"]

    def plan_filed(self, task: str, progress: str) -> None:
        """Its plan with one task, about its first item, filed and followed."""
        ctx, clerk = self.office.ctx, self.office.staff(f"{self.department}-clerk")
        item = self.view.led.items[0].id
        plans.save_goals(ctx, clerk, self.number, 0, "群众反映的问题有人管")
        plans.add_task(ctx, clerk, self.number, 2, PlanTask(task, "", (item,), None, "", ""))
        plans.submit(ctx, clerk, self.number, 3)
        plans.file(ctx, self.office.staff("county"), self.number, 4, ("备3号", date(2026, 11, 1)))
        plans.report_progress(ctx, clerk, self.number, 5, (self.task, "done", progress))

    def written(self) -> None:
        """Every part of its report written."""
        ctx, clerk = self.office.ctx, self.office.staff(f"{self.department}-clerk")
        for part in (DUTIES, *(item.id for item in self.view.led.items)):
            editing.save_part(ctx, clerk, self.number, Written(part, 0, "全年情况"))

    def published(self) -> None:
        """Its report signed, sent, with one receipt, reviewed."""
        self.written()
        ctx, number = self.office.ctx, self.number
        clerk, head = (self.office.staff(f"{self.department}-{name}") for name in ("clerk", "head"))
        reports.submit(ctx, clerk, number, 1)
        reports.sign(ctx, head, number, 2)
        reports.send(ctx, clerk, number, 3, ctx.today())
        reports.receive(ctx, clerk, number, Receipt(self.view.owed.recipients[0], ctx.today(), "收7号"))
        reports.propose(ctx, clerk, number, 4)
        reports.publish(ctx, head, number, 5, "依法公开")


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """The coordinating office beside the organs and the one above."""
    made = Office(ctx, app)
    made.hire("county", Role.COORDINATOR, JINSHUI)
    made.hire("city", Role.COORDINATOR, "410100")
    return made


def press(who: Person, page: str, action: str, **typed: object) -> TestResponse:
    """Open a page, fill one of its forms in, press its button."""
    shown = parse(who.browser.get(page))
    return who.browser.post(action, data={**fields(shown, action), **typed})


def test_a_plan_is_written_filed_and_followed(office: Office) -> None:
    unit = Unit(office, "commerce")
    clerk, county = unit.person("clerk"), office.people["county"]
    plan = f"{unit.page}/plan"
    empty = press(clerk, plan, f"{plan}/goals", **{"goals-goals": ""})
    assert (empty.status_code, "请写全年目标" in main_text(empty)) == (422, True)
    assert press(clerk, plan, f"{plan}/goals", **{"goals-goals": "群众反映的问题有人管"}).status_code == 303
    early = press(clerk, plan, f"{plan}/submit")
    assert (early.status_code, "重点任务都要写" in main_text(early)) == (409, True)
    task = {"task-task": "烟囱排查", "task-measures": "逐家看", "task-items": "SW-002"}
    assert press(clerk, plan, f"{plan}/tasks", **task).status_code == 303
    assert press(clerk, plan, f"{plan}/submit").status_code == 303
    wrong = press(county, plan, f"{plan}/file", **{"filing-filed_as": "", "filing-filed_on": "2026-11-01"})
    assert (wrong.status_code, "请填备案号" in main_text(wrong)) == (422, True)
    filing = {"filing-filed_as": "区环委办备3号", "filing-filed_on": "2026-11-01"}
    assert press(county, plan, f"{plan}/file", **filing).status_code == 303
    progress = {"progress-status": "done", "progress-progress": "看完了三十家"}
    assert press(clerk, plan, f"{plan}/tasks/{unit.task}/progress", **progress).status_code == 303
    mark = {"mark-mark": "start", "mark-done_on": "2026-11-01", "mark-text": "开会部署"}
    assert press(clerk, plan, f"{plan}/marks", **mark).status_code == 303
    told = main_text(clerk.browser.get(plan))
    assert all(word in told for word in ("区环委办备3号", "看完了三十家", "开会部署", "内部文件，不公开"))


def test_a_report_is_written_by_two_and_nothing_is_lost(office: Office) -> None:
    unit = Unit(office, "ecology")
    unit.plan_filed("烟囱排查", "看完了三十家")
    clerk, colleague, page = unit.person("clerk"), unit.person("colleague"), unit.page
    block = f"{page}/parts/ST-001"
    typed = fields(parse(clerk.browser.get(block)), block)
    nothing = {name.replace("part-", "step-"): value for name, value in typed.items()}
    early = clerk.browser.post(f"{page}/submit", data=nothing)
    assert (early.status_code, "这份报告还没有动笔" in main_text(early)) == (409, True)
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
    draft = f"{page}/parts/duties/draft"
    typed = {**fields(parse(clerk.browser.get(f"{page}/parts/duties")), f"{page}/parts/duties")}
    kept = clerk.browser.post(
        draft, data={**typed, "part-text": "写到一半"}, headers={"Accept": "application/json"}
    )
    assert "草稿已存" in kept.get_json()["saved"]
    assert "写到一半" in main_text(clerk.browser.get(f"{page}/parts/duties"))
    assert "写到一半" not in main_text(colleague.browser.get(f"{page}/parts/duties"))
    gap = press(clerk, page, f"{page}/submit")
    assert (gap.status_code, "没有写，也没有说明原因" in main_text(gap)) == (409, True)
    for item in unit.view.led.items[1:]:
        part = f"{page}/parts/{item.id}"
        assert press(clerk, part, part, **{"part-text": "", "part-reason": "没有发生"}).status_code == 303
    duties = f"{page}/parts/duties"
    assert press(clerk, duties, duties, **{"part-text": "全年情况"}).location.endswith(unit.number)


def test_signed_sent_received_reviewed_published(office: Office) -> None:
    unit = Unit(office, "transport")
    unit.written()
    clerk, head, county, page = unit.person("clerk"), unit.person("head"), office.people["county"], unit.page
    assert press(clerk, page, f"{page}/submit").status_code == 303
    assert press(head, page, f"{page}/sign").status_code == 303
    today = office.ctx.today().isoformat()
    assert press(clerk, page, f"{page}/send", **{"send-sent_on": today}).status_code == 303
    receipt = {"receipt-to": "中共金水区委员会", "receipt-received_on": today, "receipt-number": "收12号"}
    assert press(county, page, f"{page}/receive", **receipt).status_code == 303
    assert "收12号" in main_text(clerk.browser.get(page))
    public = f"{page}/public/duties"
    assert press(clerk, public, public, **{"public-text": "全年情况（节选）"}).status_code == 303
    stopped = press(clerk, page, f"{page}/propose")
    assert (stopped.status_code, "删减清单对不上" in main_text(stopped)) == (409, True)
    redaction = {"redaction-part": "duties", "redaction-article": "16", "redaction-reason": "内部讨论"}
    assert press(clerk, page, f"{page}/redactions", **redaction).status_code == 303
    assert press(clerk, page, f"{page}/propose").status_code == 303
    assert press(head, page, f"{page}/publish", **{"grounds-grounds": "依法公开"}).status_code == 303
    assert "已公开" in main_text(clerk.browser.get(page))
    paper = main_text(head.browser.get(f"{page}/print"))
    assert "全年情况" in paper
    assert "节选" not in paper  # the full edition


def test_the_board_shows_it_to_the_offices_only(office: Office) -> None:
    unit = Unit(office, "reform")
    unit.published()
    board = "/desk/annual/board?year=2025"
    assert unit.person("head").browser.get(board).status_code == 403
    told = words(parse(office.people["county"].browser.get(board)))
    assert "迟" in told
    assert f"1/{len(unit.view.owed.everybody)}" in told
    city = words(parse(office.people["city"].browser.get(f"{board}&region={JINSHUI}")))
    assert "郑州市生态环境局金水分局" in city
    assert office.people["county"].browser.get(f"{board}&region=410300").status_code == 404
    ahead = words(parse(office.people["county"].browser.get("/desk/annual/board?year=2026")))
    assert "没有2027年的节假日安排" in ahead
    mine = main_text(unit.person("clerk").browser.get("/desk/annual"))
    assert "已公开" in mine
