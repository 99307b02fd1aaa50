"""Units, deputies, leave and supporting tasks in the browser, by everybody who has a part in them."""

from __future__ import annotations

import pytest
from flask import Flask
from inspect_page import all_of, fields, parse
from office import JINSHUI, TEXT, Office, attributes, do, main_text

from intake.cases.model import Contact, Role
from intake.cases.states import State
from intake.services.context import Context

CONTACT = Contact("张小明", "13800001111", "zhang@example.com")


@pytest.fixture(scope="module")
def office(ctx: Context, app: Flask) -> Office:
    """An organ with a head, a unit head, a clerk and a reviewer; a supporting organ; an office; outsiders."""
    made = Office(ctx, app)
    made.hire("clerk", Role.CLERK, JINSHUI, "ecology")
    made.hire("second", Role.CLERK, JINSHUI, "ecology")
    made.hire("head", Role.DEPARTMENT_HEAD, JINSHUI, "ecology")
    made.hire("unit-head", Role.UNIT_HEAD, JINSHUI, "ecology")
    made.hire("reviewer", Role.REVIEWER, JINSHUI, "ecology")
    made.hire("builder", Role.CLERK, JINSHUI, "housing")
    made.hire("water", Role.CLERK, JINSHUI, "water")
    made.hire("office", Role.COORDINATOR, "410100")
    made.hire("admin", Role.ADMINISTRATOR, "410000")
    made.hire("auditor", Role.AUDITOR, "410000")
    return made


def press(office: Office, who: str, page: str, action: str, **typed: str) -> int:
    """Open a page, fill the form with this action in, press its button; the answer's status."""
    browser = office.people[who].browser
    sealed = fields(parse(browser.get(page)), action)
    return browser.post(action, data={**sealed, **typed}).status_code


def test_who_opens_which_page(office: Office) -> None:
    pages = {
        "/desk/people": {"clerk", "second", "head", "unit-head", "reviewer", "builder", "water", "office"},
        "/desk/tasks": {"clerk", "second", "head", "unit-head", "reviewer", "builder", "water", "office"},
        "/desk/resting": {"clerk", "second", "head", "unit-head", "reviewer", "builder", "water", "office"},
        "/desk/people/clerk": {"clerk", "head"},
    }
    for path, allowed in pages.items():
        opened = {who for who, each in office.people.items() if each.browser.get(path).status_code == 200}
        assert opened == allowed, path
    assert office.people["head"].browser.get("/desk/people/builder").status_code == 404


REFUSED = {
    "/desk/people/units": ("unit-name", "新科", {"head"}),
    "/desk/people/units/1/rename": ("unit-name", "新科", {"head"}),
    "/desk/people/units/1/dissolve": ("nothing", "", {"head"}),
    "/desk/people/clerk/place": ("place-unit", "", {"head"}),
    "/desk/people/clerk/deputy": ("deputy-deputy", "second", {"head", "clerk"}),
    "/desk/people/clerk/leave": ("leave-first", "2030-01-01", {"head", "clerk"}),
    "/desk/people/clerk/leave/1/cancel": ("nothing", "", {"head", "clerk"}),
}


@pytest.mark.parametrize("path", REFUSED)
def test_whoever_may_not_arrange_people_is_refused(office: Office, path: str) -> None:
    name, value, allowed = REFUSED[path]
    for who, person in office.people.items():
        if who in allowed:
            continue
        token = fields(parse(person.browser.get("/staff/account")), "/staff/logout")["csrf_token"]
        sealed = {"csrf_token": token, f"{name.partition('-')[0]}-csrf_token": token}
        last = {"leave-last": "2030-01-02"} if name == "leave-first" else {}
        answer = person.browser.post(path, data={**sealed, name: value, **last})
        assert answer.status_code == 403, who


def test_a_head_makes_units_and_a_case_goes_to_unit_person_and_deputy(office: Office) -> None:
    assert press(office, "head", "/desk/people", "/desk/people/units", **{"unit-name": "大气科"}) == 303
    assert press(office, "head", "/desk/people", "/desk/people/units", **{"unit-name": "大气科"}) == 422
    unit = next(
        each
        for each in attributes(office.people["head"].browser.get("/desk/people"), "a", "href")
        if "/units/" in each
    ).rpartition("/")[2]
    for who in ("unit-head", "second"):
        page = f"/desk/people/{who}"
        assert press(office, "head", page, f"{page}/place", **{"place-unit": unit}) == 303
    number = office.case(State.ROUTED).case_number
    case = f"/desk/cases/{number}"
    head, unit_head = office.people["head"].browser, office.people["unit-head"].browser
    assert do(head, number, f"{case}/assign", **{"assign-assignee": f"unit:{unit}"}).status_code == 303
    offered = [each.get("value") for each in all_of(parse(unit_head.get(case)), "option")]
    assert "second" in offered and "clerk" not in offered
    assert do(unit_head, number, f"{case}/assign", **{"assign-assignee": "clerk"}).status_code == 422
    assert do(unit_head, number, f"{case}/assign", **{"assign-assignee": "second"}).status_code == 303
    assert "承办人 second同志" in main_text(head.get(case))
    assert (
        do(
            office.people["clerk"].browser, number, f"{case}/assign", **{"assign-assignee": "clerk"}
        ).status_code
        == 403
    )
    away(office)
    assert "转给unit-head同志" in main_text(head.get(case))
    assert do(head, number, f"{case}/assign", **{"assign-assignee": "second"}).status_code == 303
    told = main_text(head.get(case))
    assert "承办人 unit-head同志" in told and "second同志" in told.partition("经过")[2]


def away(office: Office) -> None:
    """The second clerk enters a leave: refused without a deputy, then with faulty days, then taken."""
    page = "/desk/people/second"
    assert press(office, "second", page, f"{page}/deputy", **{"deputy-deputy": "reviewer"}) == 422
    assert press(office, "second", page, f"{page}/deputy", **{"deputy-deputy": "unit-head"}) == 303
    today = office.ctx.today().isoformat()
    days = {"leave-first": today, "leave-last": "2020-01-01"}
    assert press(office, "second", page, f"{page}/leave", **days) == 422
    assert press(office, "second", page, f"{page}/leave", **{**days, "leave-last": "soon"}) == 422
    assert press(office, "second", page, f"{page}/leave", **{**days, "leave-last": today}) == 303
    assert press(office, "second", page, f"{page}/leave", **{**days, "leave-last": today}) == 422
    assert press(office, "second", page, f"{page}/deputy", **{"deputy-deputy": ""}) == 422
    assert "由unit-head同志代办" in main_text(office.people["clerk"].browser.get("/desk/people"))


def test_a_task_is_given_answered_sent_back_and_called_off(office: Office) -> None:
    receipt = office.case(State.ACCEPTED, contact=CONTACT)
    number = receipt.case_number
    case, tasks = f"/desk/cases/{number}", f"/desk/cases/{number}/tasks"
    builder = office.people["builder"].browser
    assert builder.get(case).status_code == 403
    asked = {"task-department": "housing", "task-text": "请核对工地台账。", "task-days": "5"}
    assert press(office, "clerk", tasks, tasks, **{**asked, "task-text": ""}) == 422
    assert press(office, "clerk", tasks, tasks, **{**asked, "task-department": "ecology"}) == 422
    assert press(office, "clerk", tasks, tasks, **asked) == 303
    assert press(office, "clerk", tasks, tasks, **asked) == 422  # one open task an organ
    page = builder.get(case)
    seen = main_text(page)
    assert TEXT in seen and "本单位的配合任务" in seen
    assert not any(word in seen for word in ("联系方式", "匿名", *(CONTACT.name, CONTACT.phone)))
    assert attributes(page, "form", "action") == ["/staff/logout"] or not [
        each for each in attributes(page, "form", "action") if each.startswith(f"{case}/a")
    ]
    assert number in main_text(builder.get("/desk/tasks"))
    one = next(each for each in attributes(page, "a", "href") if each.startswith(f"{tasks}/"))
    assert press(office, "builder", one, f"{one}/reply", **{"reply-text": ""}) == 422
    assert press(office, "builder", one, f"{one}/reply", **{"reply-text": "已核对。"}) == 303
    assert press(office, "office", one, f"{one}/return", **{"return-text": "请附照片。"}) == 303
    stale = {**fields(parse(builder.get(one)), f"{one}/reply"), "reply-text": "照片已附。"}
    assert builder.post(f"{one}/reply", data=stale).status_code == 303
    late = builder.post(f"{one}/reply", data=stale)
    assert late.status_code == 409 and "照片已附。" in main_text(late)
    told = main_text(office.people["clerk"].browser.get(one))
    assert all(word in told for word in ("请核对工地台账。", "已核对。", "请附照片。", "照片已附。"))
    assert press(office, "clerk", tasks, tasks, **{**asked, "task-department": "water"}) == 303
    other = attributes(office.people["water"].browser.get(case), "a", "href")
    theirs = next(each for each in other if each.startswith(f"{tasks}/"))
    assert office.people["water"].browser.get(one).status_code == 404  # others' tasks are not theirs to read
    assert press(office, "clerk", theirs, f"{theirs}/withdraw", **{"withdraw-text": "已经不需要。"}) == 303
    assert office.people["water"].browser.get(case).status_code == 403


def test_what_a_supporter_sends_beyond_a_reply_is_refused(office: Office) -> None:
    number = office.case(State.ACCEPTED, contact=CONTACT).case_number
    case, tasks = f"/desk/cases/{number}", f"/desk/cases/{number}/tasks"
    asked = {"task-department": "housing", "task-text": "请核对。", "task-days": "5"}
    assert press(office, "clerk", tasks, tasks, **asked) == 303
    builder = office.people["builder"].browser
    token = fields(parse(builder.get("/staff/account")), "/staff/logout")["csrf_token"]
    one = next(each for each in attributes(builder.get(case), "a", "href") if each.startswith(f"{tasks}/"))
    tried = {
        f"{case}/accept": {"case-version": "3", "case-procedure": "petition"},
        f"{case}/answer": {"answer-version": "3", "answer-text": "不归我们。", "answer-verdict": "untrue"},
        f"{case}/contact": {"contact-reason": "想知道"},
        f"{one}/withdraw": {"withdraw-version": "1", "withdraw-text": "不想做"},
        tasks: {"task-version": "3", **asked, "task-department": "water", "task-region": JINSHUI},
    }
    for path, typed in tried.items():
        prefix = next(iter(typed)).partition("-")[0]
        answer = builder.post(path, data={**typed, "csrf_token": token, f"{prefix}-csrf_token": token})
        assert answer.status_code == 403, path
        assert CONTACT.phone not in answer.get_data(as_text=True)
