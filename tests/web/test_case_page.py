"""Every step a case page offers, by whom it may be taken; two people at once; what is half written; notes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from flask import Flask
from inspect_page import InspectingClient, all_of, fields, parse, words
from office import JINSHUI, Office, do, main_text

from intake.cases.model import Contact, Receipt, Role
from intake.cases.states import State
from intake.services.citizens import citizen, track
from intake.services.context import Context
from intake.services.desk import drafts, inbox

ANSWER = "11 月 20 日到现场检查，已责令停产整改。"
CITY = "410100"


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """Two clerks and the head of one organ, the head of the organ above, an office."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("second", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("above", Role.DEPARTMENT_HEAD, CITY, "ecology")
    made.hire("office", Role.COORDINATOR, CITY)
    return made


@pytest.fixture
def browser(office: Office) -> Callable[[str], InspectingClient]:
    """Somebody's browser."""
    return lambda who: office.people[who].browser


Browsers = Callable[[str], InspectingClient]


def step(browsers: Browsers, receipt: Receipt, who: str, name: str, **typed: str) -> None:
    """Take one step through the page, which must accept it."""
    number = receipt.case_number
    path = f"/desk/triage/{number}/{name[1:]}" if name.startswith("~") else f"/desk/cases/{number}/{name}"
    answer = do(browsers(who), number, path, **typed)
    assert answer.status_code == 303, main_text(answer)


def test_from_acceptance_to_the_second_closing(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ROUTED, contact=Contact("申某", "0371-22223333"))
    case = f"/desk/cases/{receipt.case_number}"
    assert "决定是否立案15 日" in main_text(browser("clerk").get(case)).replace(" 1", "1")
    step(browser, receipt, "clerk", "accept", **{"case-procedure": "petition"})
    page = main_text(browser("clerk").get(case))
    assert "办结并答复" in page and "《信访工作条例》第34条" in page and "程序：信访事项" in page
    step(browser, receipt, "clerk", "start")
    step(browser, receipt, "clerk", "ask", **{"ask-text": "几点钟最严重？"})
    citizen.reply(office.ctx, receipt.code, "每天夜里十点。")
    choices = [o.get("value") or "" for o in all_of(parse(browser("head").get(case)), "option")]
    longest = max(int(each.rpartition(":")[2]) for each in choices if each.startswith("petition/conclude:"))
    assert longest == 30  # what 信访工作条例 art. 34 allows
    step(
        browser,
        receipt,
        "head",
        "extend",
        **{"extend-amount": "petition/conclude:10", "extend-reason": "检测"},
    )
    typed = {"answer-text": ANSWER, "answer-verdict": "largely_true"}
    step(browser, receipt, "clerk", "answer", **typed)
    step(browser, receipt, "clerk", "close", **{"case-closing": "stage"})
    step(browser, receipt, "clerk", "resume", **{"resume-reason": "整改到期，复核现场"})
    told = main_text(browser("clerk").get(case))
    for said in ("几点钟最严重？", "每天夜里十点。", "基本属实", "整改到期，复核现场", "期限："):
        assert said in told
    assert office.state(receipt) is State.HANDLING


def test_a_clerk_is_not_offered_what_only_the_head_may(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ACCEPTED)
    path = f"/desk/cases/{receipt.case_number}/extend"
    seen = fields(parse(browser("head").get(f"/desk/cases/{receipt.case_number}")), path)
    assert path not in browser("clerk").get(f"/desk/cases/{receipt.case_number}").text
    csrf = fields(parse(browser("clerk").get("/staff/password")))["csrf_token"]
    forged = {**seen, "extend-csrf_token": csrf, "extend-amount": "house/handle:5", "extend-reason": "x"}
    assert browser("clerk").post(path, data=forged).status_code == 403


def test_whose_answer_is_reviewed_reads_on_and_does_nothing(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ANSWERED)
    case = f"/desk/cases/{receipt.case_number}"
    citizen.ask_review(office.ctx, receipt.code, "没有解决，夜里照旧。")
    page = browser("clerk").get(case)
    assert "没有解决，夜里照旧。" in main_text(page) and "下一步" not in main_text(page)
    assert "/assign" not in page.text
    assert do(browser("above"), receipt.case_number, f"{case}/review").status_code == 422
    typed = {"review-outcome": "send-back", "review-opinion": "夜间没有检查，重新办理。"}
    step(browser, receipt, "above", "review", **typed)
    assert "夜间没有检查，重新办理。" in main_text(browser("clerk").get(case))
    assert office.state(receipt) is State.HANDLING


def test_an_objection_is_settled_by_the_office(office: Office, browser: Browsers) -> None:
    for outcome, state in (("refuse", State.ROUTED), ("agree", State.TO_BE_DECIDED)):
        receipt = office.case(State.ROUTED)
        back = {"back-code": "other_department", "back-clause": "清单 ZJ-001", "back-reason": "归住建"}
        step(browser, receipt, "clerk", "hand-back", **back)
        assert "清单 ZJ-001" in main_text(browser("office").get(f"/desk/cases/{receipt.case_number}"))
        typed = {"objection-outcome": outcome, "objection-reason": "按清单核定"}
        step(browser, receipt, "office", "~objection", **typed)
        assert office.state(receipt) is state


def test_an_item_is_searched_for_and_the_next_case_follows(office: Office, browser: Browsers) -> None:
    first, second = office.case(State.TO_BE_DECIDED), office.case(State.TO_BE_DECIDED)
    found = browser("office").get(f"/desk/triage/{first.case_number}/items?q=餐饮油烟")
    items = [b.get("value") or "" for b in all_of(parse(found), "button") if b.get("name") == "listed-item"]
    assert "CG-001" in items
    (path,) = (
        f.get("action") or "" for f in all_of(parse(found), "form") if "/listed" in (f.get("action") or "")
    )
    data = fields(parse(found), path)
    assert browser("office").post(path, data={**data, "listed-item": "NO-SUCH"}).status_code == 422
    sent = browser("office").post(path, data={**data, "listed-item": "CG-001"})
    assert sent.status_code == 303 and "/desk/cases/" in sent.location
    view = track.by_code(office.ctx, first.code)
    assert view is not None and view.certificate.item == "CG-001" and "城市管理" in view.holder
    assert office.state(second) is State.TO_BE_DECIDED


def test_the_enforcement_part_has_its_own_clocks_and_no_contact(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ACCEPTED, contact=Contact("申某", "0371-22223333"))
    typed = {"split-names": "urban-management", "split-clause": "三定规定"}
    step(browser, receipt, "clerk", "split", **typed)
    coordinator = office.staff("office")
    (part,) = inbox.case(office.ctx, coordinator, receipt.case_number).papers.parts
    child = inbox.case(office.ctx, coordinator, part)
    assert (child.state, child.has_contact, child.papers.whole) == (State.ROUTED, False, receipt.case_number)
    clocks = {(each.profile, each.clock) for each in inbox.clocks(office.ctx, coordinator, part)}
    assert clocks == {("objection", "object"), ("house", "accept")}
    page = browser("office").get(f"/desk/cases/{part}")
    assert "22223333" not in page.text and f"/desk/cases/{part}/contact" not in page.text
    # each leads to the other, for whoever may read that one
    whole = browser("office").get(f"/desk/cases/{receipt.case_number}").text
    assert f'<a href="/desk/cases/{part}">' in whole
    assert f'<a href="/desk/cases/{receipt.case_number}">' in page.text
    own = browser("clerk").get(f"/desk/cases/{receipt.case_number}").text
    assert part in own and f"/desk/cases/{part}" not in own


# (state, who acts late, path, what they typed, what the first comer did)
LATE = [
    (State.ROUTED, "second", "accept", {}, ("hand-back", {"back-clause": "清单", "back-reason": "不归我们"})),
    (State.ACCEPTED, "second", "start", {}, ("answer", {"answer-text": ANSWER})),
    (State.ACCEPTED, "second", "ask", {"ask-text": "几点？"}, ("answer", {"answer-text": ANSWER})),
    (State.ACCEPTED, "second", "answer", {"answer-text": "迟到的答复"}, ("ask", {"ask-text": "几点？"})),
    (
        State.ACCEPTED,
        "head",
        "extend",
        {"extend-amount": "house/handle:5", "extend-reason": "情况复杂"},
        ("answer", {"answer-text": ANSWER}),
    ),
    (
        State.ACCEPTED,
        "second",
        "split",
        {"split-names": "urban-management", "split-clause": "三定"},
        ("answer", {"answer-text": ANSWER}),
    ),
    (State.ANSWERED, "second", "close", {}, ("close", {})),
]


@pytest.mark.parametrize(("state", "late", "path", "typed", "first"), LATE, ids=[each[2] for each in LATE])
def test_two_at_once_one_wins_and_the_other_is_told(
    state: State,
    late: str,
    path: str,
    typed: dict[str, str],
    first: tuple[str, dict[str, str]],
    office: Office,
    browser: Browsers,
) -> None:
    receipt = office.case(state)
    case = f"/desk/cases/{receipt.case_number}"
    seen = fields(parse(browser(late).get(case)), f"{case}/{path}")
    step(browser, receipt, "clerk", first[0], **first[1])
    stands = office.state(receipt)
    answer = browser(late).post(f"{case}/{path}", data={**seen, **typed})
    assert answer.status_code == 409 and "clerk同志" in main_text(answer)
    for name, text in typed.items():
        assert ("text" not in name and "reason" not in name) or text in answer.text
    assert office.state(receipt) is stands


def test_what_is_half_written_is_kept_sealed_for_its_writer(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ACCEPTED)
    number = receipt.case_number
    case, kept = f"/desk/cases/{number}", f"/desk/cases/{number}/draft/answer"
    data = fields(parse(browser("clerk").get(case)), f"{case}/answer")
    draft = {**data, "answer-text": "写到一半的答复", "answer-verdict": "true"}
    sent = browser("clerk").post(kept, data=draft, headers={"Accept": "application/json"})
    assert "草稿已存" in json.loads(sent.text)["saved"]
    again = fields(parse(browser("clerk").get(case)), f"{case}/answer")
    assert (again["answer-text"], again["answer-verdict"]) == ("写到一半的答复", "true")
    assert "写到一半" not in browser("second").get(case).text
    with office.ctx.database.reading() as connection:
        stored = connection.exec_driver_sql("select sealed from desk_drafts").scalars().all()
    assert stored and not any("写到一半".encode() in bytes(each) for each in stored)
    assert browser("clerk").post(f"{case}/answer", data={**again, "answer-text": ""}).status_code == 422
    assert browser("clerk").post(f"{case}/answer", data={**again, "answer-text": ANSWER}).status_code == 303
    assert not drafts.of_case(office.ctx, office.staff("clerk"), number)


def test_a_refused_answer_is_still_there_on_return(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ACCEPTED)
    case = f"/desk/cases/{receipt.case_number}"
    data = fields(parse(browser("clerk").get(case)), f"{case}/answer")
    long = "写" * 5001
    assert browser("clerk").post(f"{case}/answer", data={**data, "answer-text": long}).status_code == 422
    assert fields(parse(browser("clerk").get(case)), f"{case}/answer")["answer-text"] == long


def test_notes_stay_inside_and_reach_whom_they_mention(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ACCEPTED)
    number = receipt.case_number
    path = f"/desk/cases/{number}/notes"
    data = fields(parse(browser("clerk").get(path)), path)

    def write(text: str) -> int:
        return browser("clerk").post(path, data={**data, "note-text": text}).status_code

    assert write("@nobody 看一下") == 422
    assert write("@above 看一下") == 422  # may not read the case
    assert write("只给自己单位看的话") == 303
    assert write("@second 明早去现场，@office 请知悉") == 303
    assert "只给自己单位看的话" in main_text(browser("second").get(path))
    seen = main_text(browser("office").get(path))
    assert "请知悉" in seen and "只给自己单位看的话" not in seen
    assert "未读" not in main_text(browser("office").get("/desk/mentions"))
    unread = main_text(browser("head").get("/desk/mentions"))
    assert number not in unread
    view = track.by_code(office.ctx, receipt.code)
    assert view is not None and "现场" not in repr(view)
    record = inbox.case(office.ctx, office.staff("clerk"), number).timeline
    assert "mentioned" in record[-1].detail and "现场" not in repr(record)


def test_a_contact_is_held_and_released_by_the_office_only(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ROUTED, contact=Contact("申某", "0371-22223333"))
    case = f"/desk/cases/{receipt.case_number}"
    assert "/hold" not in browser("clerk").get(case).text
    step(browser, receipt, "office", "~hold", **{"hold-reason": "（2026）豫01行初5号"})
    assert "（2026）豫01行初5号" in main_text(browser("clerk").get(case))
    step(browser, receipt, "office", "~release", **{"hold-reason": "判决生效"})
    assert "依法保全联系方式" in main_text(browser("office").get(case))


def test_paper_has_the_contact_only_when_somebody_says_why(office: Office, browser: Browsers) -> None:
    receipt = office.case(State.ROUTED, contact=Contact("申某", "0371-22223333"))
    path = f"/desk/cases/{receipt.case_number}/print"
    page = browser("clerk").get(path)
    assert "22223333" not in page.text and receipt.case_number in words(all_of(parse(page), "h1")[0])
    data = fields(parse(page), path)
    assert browser("clerk").post(path, data={**data, "contact-reason": ""}).status_code == 422
    opened = browser("clerk").post(path, data={**data, "contact-reason": "带去现场"})
    assert "0371-22223333" in main_text(opened) and "带去现场" in main_text(opened)


def test_words_and_pictures_stand_side_by_side(office: Office, browser: Browsers) -> None:
    number = office.case_with_files().case_number
    page = parse(browser("clerk").get(f"/desk/cases/{number}/files"))
    assert len(all_of(page, "img")) == 1 and "保存后再打开" in words(page)
