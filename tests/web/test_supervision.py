"""Supervision in the browser: reminded, acknowledged, reported, supervised with files, findings accepted."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from citizen import photo
from flask import Flask
from inspect_page import all_of, fields, parse, words
from office import Office, Person, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Role
from intake.cases.states import State
from intake.services.context import Context

JINSHUI = "410105"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """The head and a clerk of the organ, another organ's head, its office, and the office above."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("water", Role.DEPARTMENT_HEAD, JINSHUI, "water")
    made.hire("county", Role.COORDINATOR, JINSHUI)
    made.hire("coordinator", Role.COORDINATOR, "410100")
    return made


def press(who: Person, page: str, action: str, **typed: object) -> TestResponse:
    """Open a page, fill one of its forms in, press its button."""
    shown = parse(who.browser.get(page))
    return who.browser.post(action, data={**fields(shown, action), **typed})


def number_in(response: TestResponse) -> str:
    """The number of the paper that the answer leads to."""
    assert response.status_code == 303, main_text(response)
    found = re.search(r"[A-Z]{2}-\d{4}-\d{5}", response.location)
    assert found, response.location
    return found[0]


def test_reminded_acknowledged_and_reported(office: Office) -> None:
    number = office.case(State.ROUTED).case_number
    head, county, city = office.people["head"], office.people["county"], office.people["coordinator"]
    page = f"/desk/cases/{number}/supervision"
    empty = press(county, page, f"{page}/letter", **{"letter-reason": ""})
    assert (empty.status_code, "请写明提醒什么" in main_text(empty)) == (422, True)
    letter = number_in(press(county, page, f"{page}/letter", **{"letter-reason": "请尽快受理。"}))
    assert "收到提醒函：请尽快受理。" in main_text(head.browser.get("/desk/reminders"))
    menu = words(all_of(parse(head.browser.get("/desk/")), "nav")[0])
    assert "督办 1" in menu
    path = f"/desk/office/letters/{letter}"
    assert county.browser.get(path).status_code == 200
    assert office.people["water"].browser.get(path).status_code == 404
    press(head, path, f"{path}/acknowledge", **{"acknowledge-reply": "今天受理，本周答复。"})
    assert "今天受理，本周答复。" in main_text(county.browser.get(path))
    again = head.browser.post(
        f"{path}/acknowledge", data=fields(parse(head.browser.get("/desk/reminders")), "/desk/reminders/read")
    )
    assert again.status_code == 422
    press(head, "/desk/reminders", "/desk/reminders/read")
    assert "未读" not in main_text(head.browser.get("/desk/reminders"))
    press(head, page, f"{page}/major", **{"major-reason": "群众反映强烈，媒体关注。"})
    reports = main_text(city.browser.get("/desk/office/reports"))
    assert "重大事项" in reports and "群众反映强烈" in reports
    report = re.search(r"SB-\d{4}-\d{5}", reports)
    assert report
    path = f"/desk/office/reports/{report[0]}"
    press(city, path, f"{path}/answer", **{"instruction-instruction": "一周内查清上报。"})
    assert "一周内查清上报。" in main_text(county.browser.get(path))
    assert head.browser.get(path).status_code == 403


def test_supervised_with_a_visit_and_closing_evidence(office: Office, ctx: Context) -> None:
    number = office.case(State.ACCEPTED).case_number
    head, county = office.people["head"], office.people["county"]
    page = f"/desk/cases/{number}/supervision"
    due = (ctx.today() + timedelta(days=10)).isoformat()
    past = press(county, page, f"{page}/item", **{"demand-text": "限期整改", "demand-due_on": "2020-01-01"})
    assert (past.status_code, "期限不能早于今天" in main_text(past)) == (422, True)
    item = number_in(
        press(county, page, f"{page}/item", **{"demand-text": "限期整改到位", "demand-due_on": due})
    )
    path = f"/desk/office/items/{item}"
    stale = fields(parse(head.browser.get(path)), f"{path}/reply")
    press(head, path, f"{path}/reply", **{"reply-text": "已装好治理设施。"})
    twice = head.browser.post(f"{path}/reply", data={**stale, "reply-text": "再回复一次"})
    assert twice.status_code == 409
    visit = {"visit-text": "现场仍有异味。", "visit-on": ctx.today().isoformat()}
    press(county, path, f"{path}/visit", **visit)
    press(county, path, f"{path}/return", **{"return-text": "继续整改。"})
    press(head, path, f"{path}/reply", **{"reply-text": "已整改到位。"})
    bad = press(
        county,
        path,
        f"{path}/close",
        **{"close-text": "销号", "close-files": (io.BytesIO(b"<html>"), "a.html")},
    )
    assert (bad.status_code, "只能上传" in main_text(bad)) == (422, True)
    closed = press(
        county, path, f"{path}/close", **{"close-text": "核查属实，销号。", "close-files": (photo(), "a.jpg")}
    )
    assert closed.status_code == 303, main_text(closed)
    shown = county.browser.get(path)
    assert "已销号" in main_text(shown) and "核查属实" in main_text(shown)
    (file,) = [a.get("href") or "" for a in all_of(parse(shown), "a") if "-files/" in (a.get("href") or "")]
    assert head.browser.get(file).mimetype == "image/jpeg"
    assert office.people["water"].browser.get(file).status_code == 404
    assert "督办 1 件" in main_text(head.browser.get(f"/desk/cases/{number}"))


def test_a_finding_is_consulted_on_transferred_and_accepted(office: Office, ctx: Context) -> None:
    head, water, county = (office.people[name] for name in ("head", "water", "county"))
    due = (ctx.today() + timedelta(days=30)).isoformat()
    typed = {
        "finding-source": "省级督察",
        "finding-place": "贾鲁河花园路段",
        "finding-matter": "河边堆放垃圾。",
        "finding-department": "ecology",
        "finding-region": JINSHUI,
        "finding-goal": "清运干净，恢复岸线。",
        "finding-due_on": due,
        "finding-acceptance": "市生态环境保护委员会办公室",
    }
    missing = press(
        county, "/desk/office/findings/new", "/desk/office/findings/new", **{**typed, "finding-goal": ""}
    )
    assert (missing.status_code, "请写明整改目标" in main_text(missing)) == (422, True)
    number = number_in(press(county, "/desk/office/findings/new", "/desk/office/findings/new", **typed))
    path = f"/desk/office/findings/{number}"
    assert water.browser.get(path).status_code == 404
    press(county, path, f"{path}/consult", **{"consult-department": "water", "consult-region": JINSHUI})
    press(water, path, f"{path}/opinion", **{"opinion-text": "属河道管理范围，由我局牵头。"})
    to = {"transfer-department": "water", "transfer-region": JINSHUI, "transfer-text": "由水利牵头"}
    assert press(county, path, f"{path}/transfer", **to).status_code == 303
    assert head.browser.get(path).status_code == 404
    press(water, path, f"{path}/reply", **{"reply-text": "已清运。"})
    press(county, path, f"{path}/close", **{"close-text": "验收合格。"})
    shown = main_text(water.browser.get(path))
    assert "已验收" in shown and "属河道管理范围" in shown
    talk = {
        "talk-kind": "talk",
        "talk-department": "water",
        "talk-region": JINSHUI,
        "talk-document": "金环委办〔2026〕1号",
        "talk-held_on": ctx.today().isoformat(),
        "talk-text": "整改迟缓。",
    }
    assert press(county, "/desk/office/talks", "/desk/office/talks", **talk).status_code == 303
    assert "整改迟缓" in main_text(water.browser.get("/desk/office/talks"))
    assert "整改迟缓" not in main_text(head.browser.get("/desk/office/talks"))
