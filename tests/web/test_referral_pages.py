"""Referring a case through the pages: proposal, approval, letter, annex, outcome; court; milestones."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse
from office import JINSHUI, Office, main_text
from pypdf import PdfReader
from werkzeug.test import TestResponse

from intake.cases.model import Contact, Role
from intake.cases.states import State
from intake.services.context import Context
from intake.web.app import create_app

PLANTED = Contact("欧阳密封", "13912345678", "sealed@example.com")
PAPERS = ("涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告或者鉴定结论")
GROUNDS = "夜间用暗管把含铬废水排进雨水井，采样超标三倍以上。"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """A clerk and the head of an organ, a clerk of another."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("other", Role.CLERK, JINSHUI, "housing")
    return made


def send(browser: InspectingClient, page: str, path: str, **typed: object) -> TestResponse:
    """Open a page, fill in the form with this action, press its button."""
    return browser.post(path, data={**fields(parse(browser.get(page)), path), **typed})


def text_of(answer: TestResponse) -> str:
    """The words of a PDF without blanks: Chinese type is set sign by sign."""
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.status
    pages = PdfReader(io.BytesIO(answer.data)).pages
    return "".join("".join(page.extract_text() for page in pages).replace("\0", "").split())


def test_a_case_goes_to_the_police_and_comes_back(office: Office) -> None:
    receipt = office.case(State.ACCEPTED, contact=PLANTED)
    clerk, head = office.people["clerk"].browser, office.people["head"].browser
    case = f"/desk/cases/{receipt.case_number}"
    new, first = f"{case}/referrals/new/police", f"{case}/referrals"
    assert "涉嫌犯罪，移送公安机关" in main_text(clerk.get(first))
    typed = {"proposal-grounds": GROUNDS, "proposal-identity_reason": "要找举报人指认排污口"}
    faulty = send(clerk, new, new, **typed, **{"proposal-enclosures": [*PAPERS[:2]]})
    assert faulty.status_code == 422
    assert GROUNDS in main_text(faulty) and PAPERS[2] in main_text(faulty)
    assert send(clerk, new, new, **typed, **{"proposal-enclosures": [*PAPERS]}).status_code == 303
    one = next(each for each in _links(clerk, first) if each.startswith(f"{first}/") and each[-1].isdigit())
    assert clerk.get(f"{one}/letter.pdf").status_code != 200
    assert "自己提出的" in main_text(clerk.get(one)) or "等负责人批准" in main_text(clerk.get(one))
    assert send(head, one, f"{one}/approve").status_code == 303
    _letter(clerk, one)
    assert send(clerk, one, f"{one}/send").status_code == 303
    assert office.state(receipt) is State.REFERRED
    assert send(clerk, one, f"{one}/receive", **{"receipt-number": ""}).status_code == 422
    assert send(clerk, one, f"{one}/receive", **{"receipt-number": "公（环）回1号"}).status_code == 303
    told = {"outcome-outcome": "returned", "outcome-document": "公（环）退1号"}
    assert send(clerk, one, f"{one}/conclude", **told).status_code == 303
    assert "公（环）退1号" in main_text(clerk.get(one))
    back = {"back-again-reason": "材料补齐后再移送"}
    assert send(clerk, first, f"{first}/take-back", **back).status_code == 303
    assert office.state(receipt) is State.HANDLING
    assert office.people["other"].browser.get(first).status_code == 403


def _letter(clerk: InspectingClient, one: str) -> None:
    """The letter says all but who complained; the sealed annex says that, for a reason."""
    letter = text_of(clerk.get(f"{one}/letter.pdf"))
    for told in ("涉嫌犯罪案件移送书", "移〔", GROUNDS, *PAPERS, "演示数据", "另附密封件"):
        assert told in letter, told
    assert not any(secret in letter for secret in (PLANTED.name, PLANTED.phone, PLANTED.email))
    assert clerk.get(f"{one}/letter.pdf").data == clerk.get(f"{one}/letter.pdf").data
    assert send(clerk, one, f"{one}/annex.pdf", **{"annex-reason": " "}).status_code == 422
    annex = text_of(send(clerk, one, f"{one}/annex.pdf", **{"annex-reason": "装封"}))
    assert PLANTED.name in annex and PLANTED.phone in annex
    assert "装封" in main_text(clerk.get(one.partition("/referrals")[0]))  # who opened it, and why


def _links(browser: InspectingClient, page: str) -> list[str]:
    return [each.get("href") or "" for each in all_of(parse(browser.get(page)), "a")]


def test_the_transfer_slip_names_nobody(office: Office) -> None:
    receipt = office.case(State.ROUTED, contact=PLANTED)
    clerk = office.people["clerk"].browser
    slip = text_of(clerk.get(f"/desk/cases/{receipt.case_number}/transfer.pdf"))
    assert "生态环境投诉转办单" in slip and receipt.case_number in slip and "烟囱白天黑夜冒黑烟" in slip
    assert PLANTED.name not in slip and PLANTED.phone not in slip
    assert (
        office.people["other"].browser.get(f"/desk/cases/{receipt.case_number}/transfer.pdf").status_code
        == 403
    )


def test_without_type_the_page_says_what_to_install(office: Office, ctx: Context) -> None:
    bare = create_app(replace(ctx, settings=replace(ctx.settings, letter_font="/no/such/font.ttf")))
    bare.test_client_class = InspectingClient
    browser = bare.test_client()
    cookie = office.people["clerk"].browser.get_cookie("mingdan_staff")
    assert cookie is not None
    browser.set_cookie("mingdan_staff", cookie.value)
    receipt = office.case(State.ROUTED)
    answer = browser.get(f"/desk/cases/{receipt.case_number}/transfer.pdf")
    assert answer.status_code == 503
    assert "/no/such/font.ttf" in main_text(answer)


def test_court_and_milestones_have_their_pages(office: Office) -> None:
    receipt = office.case(State.ACCEPTED)
    clerk, number = office.people["clerk"].browser, receipt.case_number
    noting, court = f"/desk/cases/{number}/milestones", f"/desk/cases/{number}/court"
    assert send(clerk, noting, noting).status_code == 422
    what = {"milestone-event": "desk:enforcement:decided", "milestone-document": "立1号"}
    assert send(clerk, noting, noting, **what, **{"milestone-on": "2199-01-01"}).status_code == 422
    assert send(clerk, noting, noting, **what).status_code == 303
    assert "已决定是否立案查处 立1号" in main_text(clerk.get(noting))
    typed = {"court-court": "金水区人民法院", "court-number": "（2026）豫0105行初1号"}
    assert send(clerk, court, f"{court}/suspend", **typed).status_code == 303
    assert office.state(receipt) is State.IN_LITIGATION
    assert "豫0105行初1号" in main_text(clerk.get(court))
    done = {"after-court-outcome": "驳回诉讼请求"}
    assert send(clerk, court, f"{court}/resume", **done).status_code == 303
    assert office.state(receipt) is State.HANDLING
    page = main_text(clerk.get(f"/desk/cases/{number}"))
    assert "移送、诉讼和程序节点" in page
    assert office.people["other"].browser.get(court).status_code == 403
    assert office.people["other"].browser.get(noting).status_code == 403
