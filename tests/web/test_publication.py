"""Publishing a result in the browser without scripts: prepare, black out, review, withdraw."""

from __future__ import annotations

import pytest
from inspect_page import InspectingClient, fields, parse, words
from office import JINSHUI, Office, attributes, main_text
from werkzeug.test import TestResponse

from intake.cases.model import Receipt, Role, Staff
from intake.services.casework import handle
from intake.services.casework.handle import Answer
from intake.services.context import Context
from intake.services.publication import showing
from intake.services.staff import accounts
from intake.web.app import create_app

ANSWER = "已责令改正。联系王建国，13800001111。"


@pytest.fixture(scope="module")
def office(ctx: Context) -> Office:
    app = create_app(ctx)
    app.test_client_class = InspectingClient
    made = Office(ctx, app)
    for key, role in (("clerk", Role.CLERK), ("head", Role.UNIT_HEAD)):
        made.hire(key, role, JINSHUI, "ecology")
    made.hire("stranger", Role.CLERK, JINSHUI, "water")
    return made


def staff(office: Office, key: str) -> Staff:
    cookie = office.people[key].browser.get_cookie("mingdan_staff")
    assert cookie is not None
    found = accounts.staff_of(office.ctx, cookie.value)
    assert found is not None
    return found


@pytest.fixture
def case(office: Office) -> str:
    receipt: Receipt = office.case_with_files()
    clerk = staff(office, "clerk")
    version = handle.accept(office.ctx, clerk, receipt.case_number, 1)
    handle.answer(office.ctx, clerk, receipt.case_number, version, Answer(ANSWER))
    return receipt.case_number


def press(office: Office, who: str, number: str, step: str, **typed: str) -> TestResponse:
    """Fill one form of the publication page in and press its button."""
    browser = office.people[who].browser
    path = f"/desk/cases/{number}/publication/{step}"
    page = parse(browser.get(f"/desk/cases/{number}/publication"))
    return browser.post(path, data={**fields(page, path), **typed})


def page(office: Office, who: str, number: str) -> TestResponse:
    return office.people[who].browser.get(f"/desk/cases/{number}/publication")


def picture_path(office: Office, number: str) -> str:
    [named] = showing.shown(office.ctx, staff(office, "clerk"), number).pictures
    return f"/desk/cases/{number}/publication/pictures/{named.picture.evidence_id}"


def test_the_whole_way_without_scripts(office: Office, case: str) -> None:
    clerk, head = office.people["clerk"].browser, office.people["head"].browser
    assert "准备公布" in main_text(clerk.get(f"/desk/cases/{case}"))
    assert press(office, "clerk", case, "save").status_code == 303
    shown = main_text(page(office, "clerk", case))
    assert "已责令改正。联系××，××。" in shown
    blacken(office, case)
    assert press(office, "clerk", case, "propose").status_code == 303
    assert "不能自己通过" in main_text(page(office, "clerk", case))
    assert "审查要公布的内容" in main_text(head.get(f"/desk/cases/{case}"))
    checks = {f"approve-{name}": "y" for name in ("secrets", "privacy", "internal")}
    assert press(office, "head", case, "approve", **checks).status_code == 303
    assert "审查通过" in main_text(page(office, "head", case))
    assert press(office, "head", case, "withdraw", **{"withdraw-reason": "写错了"}).status_code == 303
    assert "写错了" in main_text(page(office, "clerk", case))


def blacken(office: Office, case: str) -> None:
    """Click a cell, click it again, type a box and show the picture."""
    browser, path = office.people["clerk"].browser, picture_path(office, case)
    click = {"spot.x": "5", "spot.y": "5"}
    sides = ("left", "top", "width", "height")
    typed = {f"picture-{side}": "5" for side in sides}
    typed |= {"picture-shown": "y", "picture-alt": "烟囱"}
    for sent, left in ((click, [0]), (click, []), (typed, [50])):
        kept = fields(parse(browser.get(path)))
        assert browser.post(path, data={**kept, **sent}).status_code == 303
        shown = showing.shown(office.ctx, staff(office, "clerk"), case).pictures[0].picture
        assert [box.left for box in shown.boxes] == left
    preview = browser.get(f"{path}/black")
    assert (preview.mimetype, preview.data[:2]) == ("image/jpeg", b"\xff\xd8")


def test_faults_come_back_with_what_was_typed(office: Office, case: str) -> None:
    typed = {"words-complaint": "〔没有收尾的记号", "words-title": "自己的标题"}
    refused = press(office, "clerk", case, "save", **typed)
    assert refused.status_code == 422
    assert "要成对" in main_text(refused)
    assert "〔没有收尾的记号" in main_text(refused)
    assert "自己的标题" in attributes(refused, "input", "value")


def test_a_review_looks_at_every_ground(office: Office, case: str) -> None:
    press(office, "clerk", case, "save")
    press(office, "clerk", case, "propose")
    refused = press(office, "head", case, "approve", **{"approve-secrets": "y"})
    assert refused.status_code == 422
    assert "请逐条审查并勾选" in words(parse(refused))


def test_overtaken_the_words_are_given_back(office: Office, case: str) -> None:
    browser, path = office.people["clerk"].browser, f"/desk/cases/{case}/publication/save"
    old = fields(parse(page(office, "clerk", case)), path)
    press(office, "head", case, "save", **{"words-title": "负责人的标题"})
    refused = browser.post(path, data={**old, "words-title": "我的标题"})
    assert refused.status_code == 409
    assert "我的标题" in attributes(refused, "input", "value")
    again = {**fields(parse(refused), path)}
    assert browser.post(path, data=again).status_code == 303


def test_faulty_boxes_are_refused(office: Office, case: str) -> None:
    press(office, "clerk", case, "save")
    browser, path = office.people["clerk"].browser, picture_path(office, case)
    kept = fields(parse(browser.get(path)))
    for box in ("x", "1,2,3", "900,0,200,10", "1,2,3,4; DROP", "0,0,0,0"):
        assert browser.post(path, data={**kept, "drawn": box}).status_code == 422, box


def test_strangers_see_nothing(office: Office, case: str) -> None:
    stranger = office.people["stranger"].browser
    path = picture_path(office, case)
    for address in (f"/desk/cases/{case}/publication", path, f"{path}/black"):
        assert stranger.get(address).status_code == 403
